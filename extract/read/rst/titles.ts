import { element } from '../element.ts'
import { inline } from './inline.ts'
import { isBlank, type Line, stretchOf } from './lines.ts'
import type { Block, Page } from './page.ts'
import { widthOf } from './width.ts'

const rule = /^([!-/:-@[-`{-~])\1*$/
/** A shorter line of marks is one only where it is as long as the title. */
const short = 4

/** Reads a title, underlined and perhaps overlined, or a transition, which is nothing. */
export function title(lines: Line[], at: number, page: Page): Block | null {
  const [first, second, third] = [lines[at]!, lines[at + 1], lines[at + 2]]
  if (!rule.test(first.text)) return underlined(first, second, at, page)
  if (isOverlined(first, second, third))
    return heading(lines.slice(at, at + 3), second!, `${first.text[0]}=`, page, at + 3)
  if (first.text.length >= short && isBlank(second)) return { nodes: [], next: at + 1 }
  return underlined(first, second, at, page)
}

function underlined(words: Line, marks: Line | undefined, at: number, page: Page): Block | null {
  if (!marks || marks.indent > 0 || !rule.test(marks.text)) return null
  const { length } = marks.text
  if (length < short && length < widthOf(words.text)) return null
  return heading([words, marks], words, marks.text[0]!, page, at + 2)
}

function isOverlined(over: Line, words: Line | undefined, under: Line | undefined): boolean {
  if (isBlank(words) || !under || under.indent > 0 || !rule.test(under.text)) return false
  if (under.text[0] !== over.text[0] || rule.test(words!.text)) return false
  return over.text.length >= short || over.text.length >= widthOf(words!.text)
}

/** A title's level is told by how it is written: the first way that the page uses is the highest. */
function heading(lines: Line[], words: Line, style: string, page: Page, next: number): Block {
  if (!page.styles.includes(style)) page.styles.push(style)
  const level = Math.min(page.styles.indexOf(style) + 1, 6)
  return { nodes: [element(`h${level}`, inline([words], page), stretchOf(lines), page.places)], next }
}
