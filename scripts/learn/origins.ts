import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import families from './families.json' with { type: 'json' }

/** Where a labelled page comes from. */
export interface Origin {
  /** Pages of one product line, owner or translation. */
  family: string
  repository: string | null
  commit: string | null
  path: string | null
  licence: string | null
}

interface Given {
  file?: string
  family?: string
  repo?: string
  commit?: string
  path?: string
  licence?: string | null
  license?: string | null
  files?: { file: string; path: string }[]
}

/**
 * The origins of labelled pages, by name: as `origins.json` beside their folder states them, or `source.json` in a
 * folder of their own, or families.json.
 */
export function originsOf(docsFolder: string): (name: string) => Origin {
  const list = path.join(docsFolder, '../origins.json')
  const stated = existsSync(list) ? (JSON.parse(readFileSync(list, 'utf8')) as Given[]) : []
  return name => {
    const [folder, file] = split(name)
    const own = path.join(docsFolder, folder, 'source.json')
    const given =
      stated.find(one => path.basename(one.file ?? '').startsWith(`${name}.`)) ??
      (existsSync(own) ? (JSON.parse(readFileSync(own, 'utf8')) as Given) : undefined) ??
      (families.pages as Record<string, Given>)[name] ??
      {}
    const owner = given.repo?.split('/')[0] ?? name
    return {
      family: given.family ?? (families.owners as Record<string, string>)[owner] ?? owner,
      repository: given.repo ?? null,
      commit: given.commit ?? null,
      path: given.files?.find(one => one.file === file)?.path ?? given.path ?? null,
      licence: given.licence ?? given.license ?? null,
    }
  }
}

/** `rke2/requirements.md` is a file of the folder `rke2`. */
function split(name: string): [string, string] {
  const at = name.indexOf('/')
  return at < 0 ? [name, ''] : [name.slice(0, at), name.slice(at + 1)]
}
