import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Claim, Finding, Flow } from '../schema/types.ts'
import type { RoleRecord, ServiceRecord, SourceRecord } from './api/records.ts'
import { unfold } from './api/unfold.ts'
import { refuseOutside } from './confine.ts'

/** What a dataset's files hold. */
export interface Dataset {
  flows: Flow[]
  claims: Claim[]
  findings: Finding[]
  sources: SourceRecord[]
  roles: RoleRecord[]
  services: ServiceRecord[]
}

/**
 * Reads the files of a dataset as a build has written them, or as the package has them.
 *
 * @param folder the one that holds `data/`
 * @throws Error of the file system, or naming the file that is no JSON
 */
export function loadDataset(folder: string): Dataset {
  const list = (name: string) => parse(`data/${name}`, readText(folder, `data/${name}`))
  return {
    flows: list('flows.json'),
    claims: claimsIn(folder),
    findings: list('findings.json'),
    sources: list('sources.json'),
    roles: list('roles.json'),
    services: list('services.json'),
  }
}

/** The package leaves the file of the claims out, which is the largest, and has them folded. */
function claimsIn(folder: string): Claim[] {
  const lines = 'data/claims.ndjson'
  const module = 'dist/dataset/api/data/claims.js'
  if (existsSync(path.join(folder, lines)) || !existsSync(path.join(folder, module)))
    return parse(lines, `[${readText(folder, lines).trim().replaceAll('\n', ',')}]`)
  const text = readText(folder, module)
  return [...unfold<Claim>(unquoted(text.slice(text.indexOf("'") + 1, text.lastIndexOf("'"))))]
}

function unquoted(text: string): string {
  return text.replace(/\\(.)/g, '$1')
}

function readText(folder: string, name: string): string {
  refuseOutside(path.join(folder, name), name)
  return readFileSync(path.join(folder, name), 'utf8')
}

function parse(name: string, text: string) {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new Error(`${name}: ${(error as Error).message}`)
  }
}
