import type { Part } from '../extract/index.ts'
import {
  type Comment as AnyComment,
  commentsOf as anyCommentsOf,
  blankAll,
  countUpTo,
  evenLines,
} from '../extract/trees.ts'
import { nearest } from '../schema/nearest.ts'
import type { Finding } from '../schema/types.ts'
import type { Report } from './findings.ts'
import { add, groupBy } from './group.ts'
import {
  suppressionRules,
  suppressionWithoutReason,
  unknownRule,
  unusedSuppression,
} from './suppression/rules.ts'

/** What comments made of findings. */
export interface Suppressed {
  /** The findings that no comment silences. */
  kept: Finding[]
  /** Those that one does. */
  silenced: Finding[]
  /** What is wrong with the comments themselves. */
  reports: Report[]
}

/** Rules by their ids. */
export interface RuleIds {
  /** All that there are. */
  known: string[]
  /** Those that were applied: of others nobody can tell whether they would report something. */
  ran: string[]
}

/** A file with its comments and what they ask for. */
interface File extends Ranges {
  comments: Comment[]
}

const own = suppressionRules.map(({ id }) => id)

/**
 * Silences findings where comments in the documents ask for it, and looks after those comments.
 *
 * A comment without a reason has no effect.
 *
 * @param parts the files that were read; one that several documents include may come more than once
 */
export function suppress(findings: Finding[], parts: Part[], ids: RuleIds): Suppressed {
  const files = [...new Map(parts.map(part => [part.reading.file.path, part])).values()].map(fileOf)
  const ranges = effective(files)
  const keyed = groupBy(findings, ({ rule, location }) => key(location.document, rule))
  const used = new Set<Range>()
  const silenced = new Set<Finding>()
  for (const [at, asked] of ranges) {
    const said = effectOf(asked, keyed.get(at) ?? [])
    for (const range of said.used) used.add(range)
    for (const finding of said.silenced) silenced.add(finding)
  }
  return {
    kept: findings.filter(finding => !silenced.has(finding)),
    silenced: findings.filter(finding => silenced.has(finding)),
    reports: files.flatMap(file => doubtsIn(file, used, ids)),
  }
}

/** Which findings of a rule in a document its ranges silence, and which ranges silence some. */
function effectOf(ranges: Range[], findings: Finding[]): { used: Range[]; silenced: Finding[] } {
  const sorted = ranges.toSorted((a, b) => a.first - b.first)
  const firsts = sorted.map(({ first }) => first)
  let furthest = 0
  const reach = sorted.map(({ last }) => (furthest = Math.max(furthest, last)))
  const lines = findings.map(({ location }) => location.line).sort((a, b) => a - b)
  return {
    used: ranges.filter(({ first, last }) => countUpTo(lines, last) > countUpTo(lines, first - 1)),
    silenced: findings.filter(({ location: { line } }) => (reach[countUpTo(firsts, line) - 1] ?? 0) >= line),
  }
}

function fileOf(part: Part): File {
  const comments = commentsOf(part)
  return { comments, ...rangesOf(comments, evenLines(String(part.reading.file))) }
}

function effective(files: File[]): Map<string, Range[]> {
  const all = new Map<string, Range[]>()
  for (const range of files.flatMap(({ ranges }) => ranges)) {
    if (range.comment.reason === '') continue
    const at = key(range.comment.location.document, range.rule)
    add(all, at, range)
  }
  return all
}

function doubtsIn({ comments, ranges, ending }: File, used: Set<Range>, { known, ran }: RuleIds): Report[] {
  const idle = new Map<Comment, string[]>()
  for (const range of ranges) {
    const { comment, rule } = range
    if (used.has(range) || !(ran.includes(rule) || own.includes(rule))) continue
    add(idle, comment, rule)
  }
  return comments.flatMap(comment =>
    doubtsOf(comment, {
      known: [...known, ...own],
      idle: idle.get(comment) ?? [],
      ends: ending.has(comment),
    }),
  )
}

function key(document: string, rule: string): string {
  return `${rule}\n${document}`
}

/** A comment in a document that silences rules, or ends that. */
export interface Comment extends AnyComment {
  /** The rules that it names, as written. */
  rules: string[]
}

const word = /portolan-(?:disable|enable)[\w-]*/.source

/** The comments of a file about rules, in its order; what code shows is no comment. */
export function commentsOf(part: Part): Comment[] {
  return anyCommentsOf(part, word).map(comment => {
    const names = comment.rest.split(/[\s,]+/).filter(name => name !== '')
    return { ...comment, rules: [...new Set(names)] }
  })
}

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

/** What is known about a comment. */
export interface Use {
  /** Ids of all rules that there are. */
  known: string[]
  /** Those of its rules that were applied and report nothing where it holds. */
  idle: string[]
  /** For one that ends ranges: whether there is any that it ends. */
  ends: boolean
}

/** What is wrong with a comment. */
export function doubtsOf(comment: Comment, use: Use): Report[] {
  const meant = Object.values(words)
  const mistyped = meant.every(word => word !== comment.word)
  if (mistyped) return [unused(comment, `write \`${nearest(comment.word, meant) ?? words.nextLine}\``)]
  const unknown = unknownOf(comment, use)
  return [...unknown, ...(comment.word === words.end ? endDoubts(comment, use) : disableDoubts(comment, use))]
}

function unknownOf({ rules, location: at }: Comment, { known }: Use): Report[] {
  return rules
    .filter(name => !known.includes(name))
    .map(name => {
      const meant = nearest(name, known)
      const message = `There is no rule \`${name}\`${meant ? `; did you mean \`${meant}\`?` : ''}`
      const suggestion = meant ? { text: `Write ${meant}`, replacement: null, span: null } : null
      return { rule: unknownRule, problem: { at, message, suggestion } }
    })
}

function endDoubts({ word, location: at, rules }: Comment, { known, ends }: Use): Report[] {
  if (ends || rules.some(name => !known.includes(name))) return []
  const message = `\`${word}\` ends nothing: no \`${words.stretch}\` for the same rule stands above it`
  return [{ rule: unusedSuppression, problem: { at, message } }]
}

function disableDoubts(comment: Comment, { idle }: Use): Report[] {
  const { word, rules, reason, location: at } = comment
  if (rules.length === 0) {
    const message = `\`${word}\` names no rule; name those that it is for`
    return [{ rule: unknownRule, problem: { at, message } }]
  }
  if (reason === '') {
    const message = `\`${word} ${rules.join(', ')}\` does not say why; write the reason behind \` -- \``
    return [{ rule: suppressionWithoutReason, problem: { at, message } }]
  }
  if (idle.length === 0) return []
  const names = idle.map(name => `\`${name}\``).join(', ')
  const all = idle.length === rules.length
  return [unused(comment, `${names} ${idle.length > 1 ? 'report' : 'reports'} nothing there`, all)]
}

function unused({ word, location: at }: Comment, reason: string, all = false): Report {
  const { line, column, endLine, endColumn } = at
  const text = 'Take the comment away'
  const suggestion = all ? { text, replacement: '', span: { line, column, endLine, endColumn } } : null
  return {
    rule: unusedSuppression,
    problem: { at, message: `\`${word}\` silences nothing: ${reason}`, suggestion },
  }
}
