import { readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import type { Patience } from './write/lock.ts'
import { type FileSet, openSet, settle, writeSet } from './write/set.ts'

/** Names of files (relative, with `/`) → their text. */
export type Files = Map<string, string>

/** The folders of the package that the build fills. */
const folders = ['data', 'schema']
/** What a build writes there; nobody else's file is ever removed. */
const ours = /^data\/[\w.-]+\.(?:json|ndjson|csv)$|^schema\/[\w.-]+\.schema\.json$/
const others = /^ATTRIBUTION\.md$|^datapackage\.json$/

/** The files that a build writes into a folder. */
export function datasetIn(folder: string): FileSet {
  return { folder, names: new RegExp(`${ours.source}|${others.source}`) }
}

/**
 * Writes the files of a dataset, all of them or, when something is in the way, none; those of an earlier
 * build that are no more are removed.
 *
 * @throws {WriteError} naming the file and the mend
 */
export function writeFiles(folder: string, files: Files, patience: Patience = {}): void {
  const gone = surplus(folder, files).filter(name => ours.test(name))
  const removed = gone.map((name): [string, null] => [name, null])
  // Its hashes tell old files from new ones, so it comes last.
  const isLast = ([name]: [string, unknown]) => name === 'datapackage.json'
  const [last, first] = [[...files].filter(isLast), [...files].filter(one => !isLast(one))]
  writeSet(datasetIn(folder), new Map([...first, ...removed, ...last]), patience)
}

/** Names of the files that are missing, differ, or should not be there. */
export function staleFiles(folder: string, files: Files): string[] {
  settle(datasetIn(folder))
  const read = openSet(datasetIn(folder))
  const stale = [...files].filter(([name, text]) => read(name)?.equals(Buffer.from(text)) !== true)
  return [...stale.map(([name]) => name), ...surplus(folder, files)].sort()
}

function surplus(folder: string, files: Files): string[] {
  const present = folders.flatMap(name => {
    const inside = path.join(folder, name)
    const isFolder = statSync(inside, { throwIfNoEntry: false })?.isDirectory()
    return isFolder ? readdirSync(inside).map(file => `${name}/${file}`) : []
  })
  return present.filter(name => !files.has(name))
}
