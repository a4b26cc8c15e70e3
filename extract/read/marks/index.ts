import { blankAll, filler } from '../mask.ts'
import { quietStretches, type Stretch, stretchAt, within } from '../quiet.ts'
import type { Mark } from '../reading.ts'
import { hugoTags } from './hugo.ts'
import { jsxTags } from './jsx.ts'
import { lineTags } from './lines.ts'
import { asListItems, mkdocsTags } from './mkdocs.ts'
import type { Tag } from './tag.ts'

const codeSpan = /(?<!`)`[^`\n]{1,400}`(?!`)/g
const languages = [hugoTags, jsxTags, lineTags, mkdocsTags]

/**
 * Takes the marks of templating languages out of a Markdown or HTML text, length kept.
 *
 * They are no Markdown: on a line of its own a shortcode or component would open an HTML block that
 * swallows the table below it, and between table rows HTML parsing would move it out of the table.
 *
 * @returns the blanked text and the marks, each with the stretch of text that it governs.
 */
export function takeMarks(text: string): { text: string; marks: Mark[] } {
  const quiet = quietStretches(text)
  const spans = [...text.matchAll(codeSpan)].map(m => ({ start: m.index, end: m.index + m[0].length }))
  const tags = languages
    .flatMap(find => find(text))
    .filter(tag => !within(quiet, tag.start) && !isQuoted(tag, spans))
  tags.sort((a, b) => a.start - b.start || a.end - b.end)
  const blocks = tags.some(tag => /^(===|!!!|\?\?\?)/.test(tag.name)) ? asListItems(text) : text
  const blanked = tags.filter(tag => !/^(===|!!!|\?\?\?)/.test(tag.name)).flatMap(around)
  return { text: fillStarts(blankAll(blocks, blanked), blanked), marks: pairUp(tags, text.length) }
}

/** A mark that a page shows in a code span is none. */
function isQuoted({ start, end }: Tag, spans: Stretch[]): boolean {
  const span = stretchAt(spans, start)
  return span !== undefined && end < span.end
}

const lineStart = /^[ \t]*(?:(?:[-*+>]|\d{1,9}[.)])[ \t]+)*[ \t]*$/

/** Blanks at a line's start indent it, and deep indents are code: before words a filler stands instead. */
function fillStarts(text: string, blanked: { start: number; end: number }[]): string {
  let out = ''
  let at = 0
  for (const { start, end } of [...blanked].sort((a, b) => a.start - b.start)) {
    const line = text.slice(text.lastIndexOf('\n', start - 1) + 1, start)
    const stop = text.indexOf('\n', end)
    const rest = text.slice(end, stop < 0 ? text.length : stop)
    if (start < at || !lineStart.test(line) || !/^\s*[^\s<|]/.test(rest)) continue
    out += text.slice(at, start) + text.slice(start, end).replace(/[^\n]/g, filler)
    at = end
  }
  return out + text.slice(at)
}

/** What is blanked of a mark: all but the words that it shows. */
function around({ start, end, shown }: Tag): { start: number; end: number }[] {
  if (!shown) return [{ start, end }]
  return [
    { start, end: shown.start },
    { start: shown.end, end },
  ]
}

/** Joins opening and closing marks; a tab without an end lasts until its next sibling or its parent's end. */
function pairUp(tags: Tag[], length: number): Mark[] {
  const marks: Mark[] = []
  const open: Mark[] = []
  const close = (from: number, at: number) => {
    for (const mark of open.splice(from)) {
      mark.end = at
      mark.closed = true
    }
  }
  for (const tag of tags) {
    const same = open.findLastIndex(mark => mark.name === tag.name)
    if (same >= 0 && (tag.form === 'closing' || tag.kind === 'tab')) close(same, tag.start)
    if (tag.form === 'closing') continue
    const { name, kind, label, start } = tag
    const mark: Mark = {
      name,
      kind,
      label,
      start,
      end: tag.form === 'opening' ? length : tag.end,
      closed: tag.form === 'empty',
    }
    if (tag.form === 'opening') open.push(mark)
    if (tag.label !== '' && (kind === 'tab' || tag.form === 'empty')) marks.push(mark)
  }
  return marks
}
