import { vocabulary } from '../vocabulary/index.ts'
import { blankAll } from './mask.ts'
import { quietStretches, within } from './quiet.ts'
import type { Mark } from './reading.ts'

interface Tag {
  name: string
  closing: boolean
  args: string
  start: number
  end: number
}

/** Hugo shortcodes in either notation; arguments are bounded so that a page of `{{<` stays linear. */
const shortcode = /\{\{([<%])-?\s*(\/?)\s*([\w./-]+)\s*([^\n]{0,400}?)-?[>%]\}\}/g
/** A kramdown attribute list on a line of its own. */
const attributes = /^[ \t]{0,3}\{:[^}\n]*\}[ \t]*$/gm
const namedLabel = /\b(?:label|name|title|text|value|header)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"']+))/
const anyLabel = /"([^"]*)"|`([^`]*)`|'([^']*)'|(\S+)/

/**
 * Takes the marks of templating languages out of a Markdown or HTML text, length kept.
 *
 * They are no Markdown: on a line of its own a shortcode would open an HTML block that swallows the
 * table below it, and between table rows HTML parsing would move it out of the table.
 *
 * @returns the blanked text and the marks, each with the stretch of text that it governs.
 */
export function takeMarks(text: string): { text: string; marks: Mark[] } {
  const quiet = quietStretches(text)
  const loud = (m: RegExpExecArray) => !within(quiet, m.index)
  const tags = [...text.matchAll(shortcode)].filter(loud).map(toTag)
  const lists = [...text.matchAll(attributes)]
    .filter(loud)
    .map(m => ({ start: m.index, end: m.index + m[0].length }))
  return { text: blankAll(text, [...tags, ...lists]), marks: pairUp(tags, text.length) }
}

function toTag(m: RegExpExecArray): Tag {
  return { name: m[3]!, closing: m[2] === '/', args: m[4]!, start: m.index, end: m.index + m[0].length }
}

/** Joins opening and closing marks; a tab without an end lasts until its next sibling or its parent's end. */
function pairUp(tags: Tag[], length: number): Mark[] {
  const marks: Mark[] = []
  const open: Mark[] = []
  const close = (from: number, at: number) => {
    for (const mark of open.splice(from)) {
      if (mark.kind === 'tab') mark.end = at
      mark.closed = true
    }
  }
  for (const tag of tags) {
    const same = open.findLastIndex(mark => mark.name === tag.name)
    const isTab = vocabulary.tabs.has(tag.name)
    if (same >= 0 && (tag.closing || isTab)) close(same, tag.start)
    if (tag.closing) continue
    const mark: Mark = {
      kind: isTab ? 'tab' : 'shortcode',
      name: tag.name,
      label: labelOf(tag.args),
      start: tag.start,
      end: isTab ? length : tag.end,
      closed: false,
    }
    marks.push(mark)
    open.push(mark)
  }
  return marks
}

/** The words that a mark shows: a named label, else its first quoted argument, else its first word. */
function labelOf(args: string): string {
  const found = namedLabel.exec(args) ?? anyLabel.exec(args)
  return found?.slice(1).find(word => word !== undefined) ?? ''
}
