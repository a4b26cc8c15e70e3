import { filler } from '../mask.ts'

/** What may stand before a line's words: blanks, and the marks of quotes and items. */
const opener = /[ \t]*(?:(?:[-*+>]|\d{1,9}[.)])[ \t]+)*/y
const blanks = /[^\S\n]*/y

/** Blanks at a line's start indent it, and deep indents are code: before words a filler stands instead. */
export function fillStarts(text: string, blanked: { start: number; end: number }[]): string {
  let out = ''
  let at = 0
  const startsLine = lineStarts(text)
  const beforeWords = wordsBehind(text)
  for (const { start, end } of [...blanked].sort((a, b) => a.start - b.start)) {
    if (start < at || !startsLine(start) || !beforeWords(end)) continue
    out += text.slice(at, start) + text.slice(start, end).replace(/[^\n]/g, filler)
    at = end
  }
  return out + text.slice(at)
}

/** Whether only what may stand before a line's words stands before an offset; to be asked of rising offsets. */
function lineStarts(text: string): (offset: number) => boolean {
  let line = { start: 0, end: -1, words: 0 }
  return offset => {
    if (offset > line.end) {
      const start = text.lastIndexOf('\n', offset - 1) + 1
      const end = text.indexOf('\n', offset)
      line = { start, end: end < 0 ? text.length : end, words: endOf(opener, text, start) }
    }
    return offset === line.start || (offset <= line.words && /[ \t]/.test(text[offset - 1]!))
  }
}

/** Whether words follow an offset on its line, and no tag or cell; quick where it is asked of rising offsets. */
function wordsBehind(text: string): (offset: number) => boolean {
  let from = 0
  let next = -1
  return offset => {
    if (offset < from || offset > next) next = endOf(blanks, text, offset)
    from = offset
    return next < text.length && !/[\n<|]/.test(text[next]!)
  }
}

/** Where the match of a sticky expression ends that matches everywhere. */
function endOf(expression: RegExp, text: string, from: number): number {
  expression.lastIndex = from
  expression.test(text)
  return expression.lastIndex
}
