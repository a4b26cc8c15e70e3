import type { Vocabulary } from '../../vocabulary/index.ts'
import { blankAll } from '../mask.ts'
import { quietStretches, type Stretch, stretchAt, within } from '../quiet.ts'
import type { Mark } from '../reading.ts'
import { fillStarts } from './fill.ts'
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
export function takeMarks(text: string, vocabulary: Vocabulary): { text: string; marks: Mark[] } {
  const quiet = quietStretches(text)
  const spans = [...text.matchAll(codeSpan)].map(m => ({ start: m.index, end: m.index + m[0].length }))
  const tags = languages
    .flatMap(find => find(text, vocabulary.marks))
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
  /** Where those of a name stand among the open ones. */
  const places = new Map<string, number[]>()
  const close = (from: number, at: number) => {
    for (const mark of open.splice(from)) {
      places.get(mark.name)!.pop()
      mark.end = at
      mark.closed = true
    }
  }
  for (const tag of tags) {
    const same = places.get(tag.name)?.at(-1)
    if (same !== undefined && (tag.form === 'closing' || tag.kind === 'tab')) close(same, tag.start)
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
    if (tag.form === 'opening') placesOf(name).push(open.push(mark) - 1)
    if (tag.label !== '' && (kind === 'tab' || tag.form === 'empty')) marks.push(mark)
  }
  return marks

  function placesOf(name: string): number[] {
    const known = places.get(name) ?? []
    places.set(name, known)
    return known
  }
}
