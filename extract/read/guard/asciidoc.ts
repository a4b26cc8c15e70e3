import type { Limits } from '../../limits.ts'
import { type Excess, tooDeep } from './elements.ts'

/** What opens a block, and closes it again. */
const delimiter = /^(?:([=*_.+/-])\1{3,}|--)$/
const item = /^[ \t]*(\*+|\.+)[ \t]/

/** Finds the line of an AsciiDoc text that opens a block, or an item, within too many others. */
export function asciidocDepth(text: string, { nesting }: Limits): Excess | null {
  const open: string[] = []
  let above = ''
  for (const [index, full] of text.split('\n').entries()) {
    const line = full.trimEnd()
    if (delimiter.test(line) && !isUnderline(line, above)) {
      const at = open.lastIndexOf(line)
      if (at < 0) open.push(line)
      else open.length = at
    }
    const items = item.exec(line)?.[1]?.length ?? 0
    if (open.length + items > nesting) return tooDeep(index + 1, nesting)
    above = line
  }
  return null
}

/** A title is underlined with what else delimits a block. */
function isUnderline(line: string, above: string): boolean {
  return /\w/.test(above) && Math.abs(above.length - line.length) < 2
}
