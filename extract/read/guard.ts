import { LimitError, type Limits } from '../limits.ts'
import type { Format } from './formats.ts'
import { asciidocDepth } from './guard/asciidoc.ts'
import { elementDepth } from './guard/elements.ts'
import type { Excess } from './guard/excess.ts'
import { markdownExcess } from './guard/markdown.ts'

const guards: Record<Format, (text: string, limits: Limits) => Excess | null> = {
  markdown: markdownExcess,
  html: elementDepth,
  asciidoc: asciidocDepth,
  // Our own readers: the one stops at a depth by itself, the other sees nothing nested.
  rst: () => null,
  firewalld: () => null,
}

/**
 * Stops a document before it is parsed that would keep a parser busy without end, or make it recurse too
 * deeply: each look at the text takes one pass, whatever stands in it.
 *
 * @throws {LimitError} that names the line and the limit
 */
export function guard(document: string, text: string, format: Format, limits: Limits): void {
  const excess = guards[format](text, limits)
  if (excess) throw new LimitError(document, excess.limit, `line ${excess.line}: ${excess.what}`)
}
