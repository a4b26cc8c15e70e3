import type { Part } from '../extract/index.ts'
import { countUpTo, evenLines } from '../extract/trees.ts'
import type { Finding } from '../schema/types.ts'
import type { Report } from './findings.ts'
import { add, groupBy } from './group.ts'
import { type Comment, commentsOf } from './suppression/comments.ts'
import { doubtsOf } from './suppression/doubts.ts'
import { type Range, type Ranges, rangesOf } from './suppression/ranges.ts'
import { suppressionRules } from './suppression/rules.ts'

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
