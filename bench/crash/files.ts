import { readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'

/** A file's content and mode. */
export interface Found {
  text: string
  mode: number
}

/** Every file of a folder by its name, those with a leading dot too. */
export function filesIn(folder: string): Map<string, Found> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(entry =>
    entry.isFile(),
  )
  return new Map(
    entries.map(entry => {
      const file = path.join(entry.parentPath, entry.name)
      return [
        path.relative(folder, file),
        { text: readFileSync(file, 'utf8'), mode: statSync(file).mode & 0o777 },
      ]
    }),
  )
}

/** Whether two folders hold the same files. */
export function isSame(a: Map<string, Found>, b: Map<string, Found>): boolean {
  return a.size === b.size && [...a].every(([name, found]) => isLike(found, b.get(name)))
}

/** Whether two files are the same. */
export function isLike(a: Found, b: Found | undefined): boolean {
  return a.text === b?.text && a.mode === b.mode
}

/** Without what a run that was killed has left at work. */
export function withoutWork(files: Map<string, Found>): Map<string, Found> {
  return new Map(
    [...files].filter(([name]) => !name.split(path.sep).some(part => part.startsWith('.portolan-'))),
  )
}
