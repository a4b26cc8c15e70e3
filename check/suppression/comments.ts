import type { Root } from 'hast'
import { SKIP, visit } from 'unist-util-visit'
import type { Part } from '../../extract/index.ts'
import { evenLines, type Stretch, stretchOf, within } from '../../extract/trees.ts'
import type { Location } from '../../schema/types.ts'

/** A comment in a document that tells Portolan to be silent, or to speak again. */
export interface Comment extends Stretch {
  /** What it asks for, as written: `portolan-disable-next-line`. */
  word: string
  /** The rules that it names, as written. */
  rules: string[]
  /** Why; empty when it does not say. */
  reason: string
  location: Location
}

const word = /portolan-(?:disable|enable)[\w-]*/.source
/** A comment that is longer is none of ours. */
const longest = 2000
/** As comments are written in HTML and Markdown, in MDX, in AsciiDoc, and in reStructuredText. */
const forms = [
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

/** The comments of a file, in its order; what code shows is no comment. */
export function commentsOf({ reading, lines }: Part): Comment[] {
  // Not the text that was parsed: MDX comments are among the marks that were blanked there.
  const text = evenLines(String(reading.file))
  if (!text.includes('portolan-')) return []
  const shown = codeIn(reading.tree)
  return forms
    .flatMap(form => [...text.matchAll(form)])
    .filter(match => !within(shown, match.index + match[0].indexOf('portolan-')))
    .sort((a, b) => a.index - b.index)
    .map(({ 0: { length }, index: start, groups }) => {
      const stretch = { start, end: start + length }
      const location = { document: reading.file.path, ...lines.span(stretch) }
      return { ...stretch, word: groups!.word!, ...split(groups!.rest!), location }
    })
}

function split(rest: string): Pick<Comment, 'rules' | 'reason'> {
  const at = dashes.exec(rest)
  const names = at ? rest.slice(0, at.index) : rest
  const reason = at ? rest.slice(at.index + at[0].length).trim() : ''
  return {
    rules: [...new Set(names.split(/[\s,]+/).filter(name => name !== ''))],
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
