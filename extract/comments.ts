import type { Root } from 'hast'
import { SKIP, visit } from 'unist-util-visit'
import type { Location } from '../schema/types.ts'
import { type Lines, type Stretch, stretchOf } from './interpret/lines.ts'
import { evenLines } from './read/mask.ts'
import { within } from './read/quiet.ts'
import type { Reading } from './read/reading.ts'

/** A comment in a document that is addressed to Portolan. */
export interface Comment extends Stretch {
  /** What it asks for, as written: `portolan-disable-next-line`. */
  word: string
  /** What follows the word, up to the reason. */
  rest: string
  /** Why; empty when it does not say. */
  reason: string
  location: Location
}

/** A longer comment is not addressed to Portolan. */
const longest = 2000

/** As comments are written in HTML and Markdown, in MDX, in AsciiDoc, and in reStructuredText. */
const forms = (word: string) => [
  new RegExp(`<!--\\s*(?<word>${word})(?<rest>[^]{0,${longest}}?)-->`, 'g'),
  new RegExp(`\\{/\\*\\s*(?<word>${word})(?<rest>[^]{0,${longest}}?)\\*/\\}`, 'g'),
  new RegExp(`^//[ \\t]*(?<word>${word})(?<rest>.*)`, 'gm'),
  new RegExp(
    `^(?<indent>[ \\t]*)\\.\\.[ \\t]+(?<word>${word})(?<rest>.*(?:\\n\\k<indent>[ \\t]+\\S.*)*)`,
    'gm',
  ),
]
const dashes = /(?:^|\s)(?:--+|[–—])(?:\s|$)/
const code = new Set(['pre', 'code', 'script', 'style'])

/**
 * The comments of a file that begin with one of the words, in its order; what code shows is no comment.
 *
 * @param word an expression for the words, each of which begins with `portolan-`
 */
export function commentsOf({ reading, lines }: { reading: Reading; lines: Lines }, word: string): Comment[] {
  // Not the text that was parsed: MDX comments are among the marks that were blanked there.
  const text = evenLines(String(reading.file))
  if (!text.includes('portolan-')) return []
  const shown = codeIn(reading.tree)
  return forms(word)
    .flatMap(form => [...text.matchAll(form)])
    .filter(match => !within(shown, match.index + match[0].indexOf('portolan-')))
    .sort((a, b) => a.index - b.index)
    .map(({ 0: { length }, index: start, groups }) => {
      const stretch = { start, end: start + length }
      const location = { document: reading.file.path, ...lines.span(stretch) }
      return { ...stretch, word: groups!.word!, ...split(groups!.rest!), location }
    })
}

function split(rest: string): Pick<Comment, 'rest' | 'reason'> {
  const at = dashes.exec(rest)
  const reason = at ? rest.slice(at.index + at[0].length).trim() : ''
  return {
    rest: at ? rest.slice(0, at.index) : rest,
    reason: /[\p{L}\p{N}]/u.test(reason) ? reason : '',
  }
}

/** The outermost stretches of code, in order. */
function codeIn(tree: Root): Stretch[] {
  const found: Stretch[] = []
  visit(tree, 'element', node => {
    const stretch = code.has(node.tagName) ? stretchOf(node) : null
    if (!stretch) return undefined
    found.push(stretch)
    return SKIP
  })
  return found.sort((a, b) => a.start - b.start)
}
