import { readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { readConfined } from './confine.ts'
import { writeSet } from './write.ts'

/** Names of files (relative, with `/`) → their text. */
export type Files = Map<string, string>

/** The folders of the package that the build fills. */
const folders = ['data', 'schema']
/** What a build writes there; other files are never removed. */
const ours = /^data\/[\w.-]+\.(?:json|ndjson|csv)$|^schema\/[\w.-]+\.schema\.json$/

/**
 * Writes the files of a dataset, and removes those of an earlier build that are no longer written.
 *
 * @throws {WriteError} naming the file and the mend
 */
export function writeFiles(folder: string, files: Files): void {
  const gone = surplus(folder, files).filter(name => ours.test(name))
  const removed = gone.map((name): [string, null] => [name, null])
  // Its hashes tell old files from new ones, so it comes last.
  const isLast = ([name]: [string, unknown]) => name === 'datapackage.json'
  const [last, first] = [[...files].filter(isLast), [...files].filter(one => !isLast(one))]
  writeSet(folder, new Map([...first, ...removed, ...last]))
}

/** Names of the files that are missing, differ, or should not be there. */
export function staleFiles(folder: string, files: Files): string[] {
  const isCurrent = (name: string, text: string) =>
    readConfined(path.join(folder, name))?.equals(Buffer.from(text)) === true
  const stale = [...files].filter(([name, text]) => !isCurrent(name, text))
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
