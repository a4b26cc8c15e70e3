import type { Part } from '../extract/index.ts'
import { evenLines } from '../extract/trees.ts'
import type { Finding } from '../schema/types.ts'
import type { Report } from './findings.ts'
import { add } from './group.ts'
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
  const used = new Set<Range>()
  const isSilenced = ({ rule, location: { document, line } }: Finding): boolean => {
    const over = (ranges.get(key(document, rule)) ?? []).filter(
      ({ first, last }) => first <= line && line <= last,
    )
    for (const range of over) used.add(range)
    return over.length > 0
  }
  const silenced = new Set(findings.filter(isSilenced))
  return {
    kept: findings.filter(finding => !silenced.has(finding)),
    silenced: [...silenced],
    reports: files.flatMap(file => doubtsIn(file, used, ids)),
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
