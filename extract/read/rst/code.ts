import type { Element, ElementContent } from 'hast'
import { element } from '../element.ts'
import { dedent, endOfIndented, isBlank, type Line, stretchOf, trimLines } from './lines.ts'
import type { Block, Page } from './page.ts'

const quoted = /^[!-/:-@[-`{-~]/

/** Reads the block that `::` announces: indented lines, or lines that begin with the same mark. */
export function literal(lines: Line[], at: number, page: Page): Block {
  let first = at
  while (first < lines.length && isBlank(lines[first])) first++
  const next = endOfIndented(lines, first)
  if (next > first) return { nodes: [code(lines.slice(first, next), page)], next }
  const mark = quoted.exec(lines[first]?.text ?? '')?.[0]
  let end = first
  while (mark && lines[end]?.text.startsWith(mark)) end++
  return end > first
    ? { nodes: [code(lines.slice(first, end), page)], next: end }
    : { nodes: [], next: first }
}

/** Lines of code, each as it stands in the document. */
export function code(lines: Line[], page: Page, language = ''): Element {
  const own = dedent(trimLines(lines))
  const children = own.flatMap((line, i): ElementContent[] => {
    const { text, at, indent } = line
    const place = page.places.position({ start: at, end: at + text.length })
    return [
      ...(i > 0 ? [plain('\n')] : []),
      ...(text && indent > 0 ? [plain(' '.repeat(indent))] : []),
      ...(text ? [{ ...plain(text), position: place }] : []),
    ]
  })
  const properties = language ? { className: [`language-${language}`] } : {}
  const stretch = stretchOf(own)
  return element('pre', [element('code', children, stretch, page.places, properties)], stretch, page.places)
}

function plain(value: string) {
  return { type: 'text' as const, value }
}
