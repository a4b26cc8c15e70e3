import { blankAll } from '../../extract/trees.ts'
import { add } from '../group.ts'
import type { Comment } from './comments.ts'

/** The lines on which a comment silences a rule. */
export interface Range {
  comment: Comment
  rule: string
  first: number
  last: number
}

/** What the comments of a file ask for. */
export interface Ranges {
  ranges: Range[]
  /** The comments that end the range of another one. */
  ending: Set<Comment>
}

/** What the words of comments ask for; the rest is mistyped. */
export const words = {
  nextLine: 'portolan-disable-next-line',
  file: 'portolan-disable-file',
  stretch: 'portolan-disable',
  end: 'portolan-enable',
} as const

/** Finds out where the comments of a file (in its order) hold. */
export function rangesOf(comments: Comment[], text: string): Ranges {
  const ranges: Range[] = []
  const ending = new Set<Comment>()
  const open = new Map<string, Range[]>()
  const lines = comments.length > 0 ? blankAll(text, comments).split('\n') : []
  for (const comment of comments) {
    if (comment.word === words.end) end(comment)
    for (const rule of comment.rules) begin(comment, rule)
  }
  return { ranges, ending }

  function begin(comment: Comment, rule: string): void {
    const lasting = { comment, rule, first: comment.location.line, last: Number.POSITIVE_INFINITY }
    const next = comment.word === words.nextLine ? nextLine(lines, comment) : 0
    if (next > 0) ranges.push({ comment, rule, first: next, last: next })
    else if (comment.word === words.file) ranges.push({ ...lasting, first: 1 })
    else if (comment.word === words.stretch) {
      ranges.push(lasting)
      add(open, rule, lasting)
    }
  }

  function end(comment: Comment): void {
    for (const rule of comment.rules.length > 0 ? comment.rules : [...open.keys()]) {
      for (const range of open.get(rule) ?? []) {
        range.last = comment.location.line
        ending.add(comment)
      }
      open.delete(rule)
    }
  }
}

/**
 * The next line that has words: formatters set a blank line behind a comment, reStructuredText wants one, and
 * a line may have two comments above it.
 */
function nextLine(lines: string[], { location }: Comment): number {
  let at = location.endLine
  while (at < lines.length && /^[\s>]*$/.test(lines[at]!)) at++
  return at + 1
}
