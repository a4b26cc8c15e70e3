import { existsSync, lstatSync, readFileSync, realpathSync, statSync } from 'node:fs'
import path from 'node:path'

/** What marks the top of a documentation site or checkout. */
const rootMarks = [
  '.git',
  'antora-playbook.yml',
  'mkdocs.yml',
  'docusaurus.config.js',
  'docusaurus.config.ts',
  '_config.yml',
  'hugo.toml',
  'hugo.yaml',
  'config.toml',
  'layouts',
  'antora.yml',
]

/**
 * The site or checkout that a folder belongs to: the nearest folder above that is marked as a top, else the
 * working folder, else the folder itself. A link inside a checkout does not lead to another one.
 *
 * @param folder a folder, which need not be there
 */
export function checkoutOf(folder: string): string {
  let top: string | null = null
  for (const at of levels(path.resolve(folder))) {
    if (top !== null && isLink(at)) break
    const isTop = rootMarks.some(mark => existsSync(path.join(at, mark)))
    if (isTop || (top === null && at === process.cwd())) top = at
  }
  return top ?? path.resolve(folder)
}

/** A folder and those above it, the highest first. */
function levels(folder: string): string[] {
  const above = path.dirname(folder)
  return above === folder ? [folder] : [...levels(above), folder]
}

function isLink(file: string): boolean {
  return lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink() === true
}

/**
 * Whether a file is inside a folder that is open to all: nothing on the way is hidden, as settings and
 * credentials are (`.git/config`), or a name that means something else to some system (`NUL`, `a.md::$DATA`).
 *
 * @param real the file's path with all links followed
 * @param top the folder's, likewise
 */
export function isOpen(real: string, top: string): boolean {
  const relative = path.relative(top, real)
  if (path.isAbsolute(relative)) return false
  return relative === '' || relative.split(path.sep).every(isPlainName)
}

/** Why such a path is refused. */
export const outside = 'is a link out of its checkout, or to a hidden file; name what it leads to'

/** A path is led out of its checkout by a link. */
export class OutsideError extends Error {
  override name = 'OutsideError'
  /** Reported like the errors of the file system. */
  readonly code = 'OUTSIDE'
}

/**
 * Makes sure that a path stays where it seems to be.
 *
 * @param file what is read or written; it need not be there
 * @param shown its name in the message
 * @throws {OutsideError} when links lead it out of its checkout, or to something hidden there
 */
export function refuseOutside(file: string, shown: string): void {
  if (leadsOut(file)) throw new OutsideError(`${shown}: ${outside}`)
}

/**
 * Reads a file that is not led out of its checkout.
 *
 * @returns null where there is no regular file
 * @throws {OutsideError} when links lead it out of its checkout, or to something hidden there
 */
export function readConfined(file: string): Buffer | null {
  refuseOutside(file, path.relative('', file).split(path.sep).join('/'))
  try {
    return statSync(file).isFile() ? readFileSync(file) : null
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return null
    throw error
  }
}

const device = /^(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?$/i

/** Whether a part of a path is a plain name on every system, and not hidden. */
export function isPlainName(name: string): boolean {
  return !/^\.|[.\s]$|[:\\\p{Cc}]/u.test(name) && name !== '' && !device.test(name)
}

/**
 * Whether links on the way lead a path out of its checkout, or to something hidden in it. Who writes a document
 * can make it a link to anything that the one who runs us may read.
 *
 * @param file as it is named; it need not be there
 */
export function leadsOut(file: string): boolean {
  const whole = path.resolve(file)
  const real = realOf(whole)
  if (real === whole) return false
  if (real === null) return true
  const checkout = checkoutOf(path.dirname(whole))
  const top = realOf(checkout) ?? checkout
  // Links above the checkout are not its own.
  if (path.relative(checkout, whole) === path.relative(top, real)) return false
  return !isOpen(real, top)
}

/** A path with all links followed; null for a link to nothing: what is written there would be made there. */
function realOf(whole: string): string | null {
  try {
    return realpathSync.native(whole)
  } catch (error) {
    // Whoever reads it reports other errors.
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') return whole
    if (isLink(whole)) return null
    const above = path.dirname(whole)
    const real = above === whole ? whole : realOf(above)
    return real && path.join(real, path.basename(whole))
  }
}
