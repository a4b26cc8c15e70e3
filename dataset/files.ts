import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs'
import path from 'node:path'

/** Names of files (relative, with `/`) → their text. */
export type Files = Map<string, string>

/** The folders of the package that the build owns: what it does not write there is removed. */
const owned = ['data', 'schema']

/**
 * Writes a set of files so that a failure leaves the previous ones untouched: all are written out and
 * flushed beside their place first, and only then moved over the old ones.
 */
export function writeFiles(folder: string, files: Files): void {
  mkdirSync(folder, { recursive: true })
  const staging = mkdtempSync(path.join(folder, '.build-'))
  try {
    for (const [name, text] of files) writeFlushed(path.join(staging, name), text)
    for (const name of files.keys()) {
      mkdirSync(path.dirname(path.join(folder, name)), { recursive: true })
      renameSync(path.join(staging, name), path.join(folder, name))
    }
    for (const name of surplus(folder, files)) rmSync(path.join(folder, name))
  } finally {
    rmSync(staging, { recursive: true, force: true })
  }
}

/** Names of the files that are missing, differ, or should not be there. */
export function staleFiles(folder: string, files: Files): string[] {
  const stale = [...files]
    .filter(([name, text]) => readOrNull(path.join(folder, name)) !== text)
    .map(([name]) => name)
  return [...stale, ...surplus(folder, files)].sort()
}

function writeFlushed(file: string, text: string): void {
  mkdirSync(path.dirname(file), { recursive: true })
  const handle = openSync(file, 'w')
  try {
    writeSync(handle, text)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

function surplus(folder: string, files: Files): string[] {
  const present = owned.flatMap(name => {
    const inside = path.join(folder, name)
    return existsSync(inside) ? readdirSync(inside).map(file => `${name}/${file}`) : []
  })
  return present.filter(name => !files.has(name))
}

function readOrNull(file: string): string | null {
  return existsSync(file) ? readFileSync(file, 'utf8') : null
}
