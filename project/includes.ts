import { accessSync, constants, existsSync, readFileSync, realpathSync, statSync } from 'node:fs'
import path from 'node:path'
import { checkoutOf, isOpen, isPlainName } from '../dataset/confine.ts'
import type { Resolve } from '../extract/index.ts'
import { LimitError } from '../extract/limits.ts'
import { nameOf } from './input.ts'

/** Endings under which a page may be named without one. */
const endings = ['', '.md', '.mdx', '.html', '.adoc', '/index.md', '/_index.md']
const antora = /^(?:(?<component>[\w.-]+):)?(?:(?<module>[\w.-]*):)?partial\$(?<file>.+)$/

/**
 * Makes a finder of included documents that reads only inside a root.
 *
 * @param root where to look; default: the nearest folder above a document that marks a site's or
 * checkout's top, else the working folder, else the document's own
 * @param maxSize most bytes of an included file that are read; the finder throws a LimitError for a larger one
 */
export function resolver(root: string | undefined, maxSize: number): Resolve {
  return (name, target, from) => {
    if (!isPlainTarget(target)) return null
    const folder = path.dirname(path.resolve(from))
    const top = realpathSync.native(root ?? checkoutOf(folder))
    for (const candidate of candidates(name, target, folder, top)) {
      const found = insideOf(candidate, top)
      if (found && found.size > maxSize) throw tooLargeFor(from, nameOf(found.file), maxSize)
      if (found) return { path: nameOf(found.file), text: readFileSync(found.file, 'utf8') }
    }
    return null
  }
}

/**
 * Whether what an include names is a path of plain names: no address, no drive, no device, nothing hidden. Nothing
 * in it is decoded; `..` may stand there, as where it leads is checked when it is known.
 */
export function isPlainTarget(target: string): boolean {
  const file = antora.exec(target)?.groups?.file ?? target
  return file.split('/').every(part => ['', '.', '..'].includes(part) || isPlainName(part))
}

/**
 * Where the file that an include names may be, likeliest first.
 *
 * @param name the mark's name
 * @param target what it names
 * @param folder the including document's
 * @param top the folder beyond which nothing is looked for
 */
export function candidates(name: string, target: string, folder: string, top: string): string[] {
  const above = ancestors(folder, top)
  const family = antora.exec(target)?.groups
  if (family) {
    const inModule = path.join('modules', family.module || 'ROOT', 'partials', family.file!)
    return above.flatMap(at => [path.join(at, family.component ?? '', inModule), path.join(at, inModule)])
  }
  const shortcode =
    name === target
      ? above.flatMap(at => [
          path.join(at, 'layouts/shortcodes', `${name}.html`),
          path.join(at, 'layouts/shortcodes', `${name}.md`),
          path.join(at, 'layouts/_shortcodes', `${name}.html`),
        ])
      : []
  const relative = endings.map(ending => path.join(folder, target + ending))
  const named = above.flatMap(at =>
    ['', 'content', 'docs', 'includes', '_includes'].flatMap(inner =>
      endings.map(ending => path.join(at, inner, target + ending)),
    ),
  )
  return [...shortcode, ...(name === target ? [] : [...relative, ...named])]
}

/** A folder and those above it, up to the root. */
function ancestors(folder: string, top: string): string[] {
  const found: string[] = []
  for (let at = folder; ; at = path.dirname(at)) {
    found.push(at)
    if (at === top || path.dirname(at) === at) return found
  }
}

/** A file, all links followed, and its size in bytes, when it may be read and is inside the root, not hidden. */
function insideOf(file: string, top: string): { file: string; size: number } | null {
  if (!existsSync(file)) return null
  try {
    const real = realpathSync.native(file)
    if (!isOpen(real, top)) return null
    const found = statSync(real)
    if (!found.isFile()) return null
    accessSync(real, constants.R_OK)
    return { file: real, size: found.size }
  } catch {
    return null
  }
}

/** The error for an included file that is larger than may be read. */
export function tooLargeFor(document: string, file: string, maxSize: number): LimitError {
  const reason = `includes ${file}, which is larger than ${maxSize / 1e6} MB`
  return new LimitError(document, 'size', reason, '; raise the limit with --max-size')
}
