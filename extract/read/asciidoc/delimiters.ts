import type { Stretch } from '../quiet.ts'
import type { Block } from './model.ts'
import type { Page } from './page.ts'

/** Lines that say something about the block below, and the `+` that joins it to a list. */
const preface = /^(?:|\[.*\]|\.[^\s.].*|:!?\w[^:]*:.*|\+|::+|;;)$/
const delimiters = /^(?:={4,}|\*{4,}|_{4,}|-{4,}|\.{4,}|\+{4,}|~{4,}|--|""|`{3}[^`]*|[|,:!]={3,})$/

/** The first line that a block can stand on, as far as Asciidoctor knows it. */
export function lineFrom(node: Block, page: Pick<Page, 'lineOf'>): number {
  return node.document.nested() ? 0 : (page.lineOf[(node.lineno ?? 0) - 1] ?? 0)
}

/** Delimiters of code and of tables: what an indented line of code resembles may be the next block's. */
export const codeDelimiters = /^(?:-{4,}|\.{4,}|--|`{3}[^`]*)$/
export const tableDelimiters = /^[|,:!]={3,}$/

/**
 * Goes on behind the line that opens a delimited block; null for a block that has none.
 *
 * @param known the delimiters that such a block may have
 */
export function opening(node: Block, page: Page, known = delimiters): Stretch | null {
  const line = page.places.find(words => !preface.test(words), lineFrom(node, page))
  if (!line || !known.test(page.places.text.slice(line.start, line.end))) return null
  page.places.at = line.end
  return line
}

/** Goes on behind the line that closes a delimited block; null when there is none. */
export function closing(delimiter: Stretch | null, { places, repairs, unclosed }: Page): Stretch | null {
  if (!delimiter) return null
  const mended = repairs.find(({ id, start }) => id === 'unclosed-table' && start === delimiter.start)
  if (mended) {
    places.at = mended.end
    return { start: mended.end, end: mended.end }
  }
  const mark = places.text.slice(delimiter.start, delimiter.end).replace(/^`{3}.*/, '```')
  const line = places.lineAt(delimiter.end)
  if (unclosed.has(line)) return null
  const found = places.find(words => words === mark, line + 1, Number.POSITIVE_INFINITY)
  if (found) places.at = found.end
  return found
}
