import { statSync } from 'node:fs'
import path from 'node:path'
import { globby } from 'globby'
import { leadsOut } from '../dataset/confine.ts'
import { extensions } from '../extract/read/formats.ts'

/** Endings of the files that a folder is searched for. */
const endings = Object.keys(extensions).map(extension => extension.slice(1))

/** Most bytes of a document that is looked at, if only to see that it tells nothing about ports: that takes little. */
const mostLookedAt = 50_000_000

/** A document to read. */
export interface Listed {
  file: string
  /** It was named itself, not found in a folder: its reader wants to hear everything about it. */
  named: boolean
}

/**
 * Lists the documents that arguments name: files as given, of folders every file of a known format that
 * git does not ignore, sorted. Links in a folder are not followed.
 */
export async function listDocuments(names: string[]): Promise<Listed[]> {
  const lists = await Promise.all(
    names.map(name => (isFolder(name) ? listFolder(name) : [{ file: name, named: true }])),
  )
  return lists.flat()
}

async function listFolder(folder: string): Promise<Listed[]> {
  const found = await globby(`**/*.{${endings.join(',')}}`, {
    cwd: folder,
    gitignore: true,
    followSymbolicLinks: false,
    ignore: ['**/node_modules/**', '**/.git/**'],
    dot: false,
  })
  return found.sort().map(file => ({ file: path.join(folder, file), named: false }))
}

/**
 * How many bytes of a document may be read. One of a folder may be larger than documents are dealt with, and is
 * given up only when it may make a claim.
 *
 * @param size most characters of a document that is dealt with
 */
export function mostRead({ named }: Pick<Listed, 'named'>, size: number): number {
  return named ? size : Math.max(size, mostLookedAt)
}

function isFolder(name: string): boolean {
  try {
    return name !== '-' && statSync(name).isDirectory() && !leadsOut(name)
  } catch {
    // What is wrong with it is told where it is read.
    return false
  }
}
