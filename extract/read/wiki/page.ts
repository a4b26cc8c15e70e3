import type { ElementContent } from 'hast'
import type { Places } from '../places.ts'
import type { Stretch } from '../quiet.ts'
import type { Repair } from '../reading.ts'

/** Families of wiki markup; that of Jira and Confluence holds Textile, too. */
export type Dialect = 'mediawiki' | 'moin' | 'jira' | 'dokuwiki'

/** A line of the document, without its line end. */
export interface Line {
  text: string
  /** Offset of its first character. */
  at: number
}

/** What reading a wiki page needs. */
export interface Page {
  text: string
  places: Places
  dialect: Dialect
  repairs: Repair[]
  /** Counts the cells of a table that begins at an offset. */
  count(cells: number, at: number): void
  /** Reads the blocks inside a cell. */
  blocks(lines: Line[]): ElementContent[]
}

/** What was read of some lines, and the index of the line behind them. */
export interface Block {
  nodes: ElementContent[]
  next: number
}

/** Marks of each dialect, and the files that are in it. */
const dialects: { name: Dialect; marks: RegExp; file: RegExp }[] = [
  {
    name: 'mediawiki',
    marks: /^\{\||^\|-|^\|\}|^:+ ?\S|\[\[[^\]\n|]+\|[^\]\n|]+\]\]|<nowiki>|<ref\b/gm,
    file: /\.mediawiki$/i,
  },
  {
    name: 'moin',
    marks: /^[ \t]*\|\|.*\|\|[ \t]*$|^ +\* |\{\{\{|^#(?:acl|format|pragma)\b|<<\w+/gm,
    file: /\.moin$/i,
  },
  {
    name: 'jira',
    marks:
      /^h[1-6]\. |^\|\|.*\|\|[ \t]*\n\|[^|]|^\|[^|\n-].*\|[ \t]*$|^\|_\. |\{(?:code|noformat|panel|note|info)\b/gm,
    file: /\.textile$/i,
  },
  { name: 'dokuwiki', marks: /^\^.*\^[ \t]*$|^={3,6} .*={3,6}[ \t]*$|^ {2,}[*-] \S/gm, file: /\.dokuwiki$/i },
]

/** A header row or a title as no other dialect has it. */
const dokuwiki = /^\^ .*\^[ \t]*$|^={5,6} [^=\n]+ ={5,6}[ \t]*$/m

/** Finds the dialect of a page by its name, else by its marks. */
export function dialectOf(document: string, text: string): Dialect {
  const named = dialects.find(({ file }) => file.test(document))
  if (named) return named.name
  if (dokuwiki.test(text)) return 'dokuwiki'
  const counts = dialects.map(({ name, marks }) => ({ name, count: text.match(marks)?.length ?? 0 }))
  return counts.reduce((best, other) => (other.count > best.count ? other : best)).name
}

const sign = /^(?:\|\||\{\||h[1-6]\. |={1,6} |\^ |\|_\.)/m
const tables =
  /^\|\|.*\|\|[ \t]*\n(?:\|\|.*\|\||\|[^|\n].*\|)[ \t]*$|^\{\|[^\n]*\n(?:[^\n]*\n){0,40}?\|-|^\|_\. .*\||^\^ .*\^[ \t]*\n\|/m
const headings = /^(?:h[1-6]\. \S|(={1,6}) [^=\n]*[^=\s] \1[ \t]*$)/m
const markdown = /^(?:#{1,6} \S|```|~~~|[ \t]*\|?[ \t]*:?-{3,}:?[ \t]*\|)/m

/** Tells a text that is plainly a wiki's from Markdown. */
export function isWiki(text: string): boolean {
  return sign.test(text) && (tables.test(text) || headings.test(text)) && !markdown.test(text)
}

/** The lines of a stretch of the document. */
export function linesOf(text: string, { start, end }: Stretch): Line[] {
  let at = start
  return text
    .slice(start, end)
    .split('\n')
    .map(text => {
      const line = { text, at }
      at += text.length + 1
      return line
    })
}

/** A stretch without the blanks at either end. */
export function trimmed(text: string, { start, end }: Stretch): Stretch {
  const words = text.slice(start, end)
  const from = start + words.length - words.trimStart().length
  return { start: from, end: Math.max(from, start + words.trimEnd().length) }
}
