import { LimitError, type Limits } from '../limits.ts'
import type { Format } from './formats.ts'
import { asciidocDepth } from './guard/asciidoc.ts'
import { type Excess, elementDepth } from './guard/elements.ts'
import { markdownExcess } from './guard/markdown.ts'

const guards = {
  markdown: markdownExcess,
  html: elementDepth,
  asciidoc: asciidocDepth,
} satisfies Partial<Record<Format, (text: string, limits: Limits) => Excess | null>>

/**
 * Stops a document before a parser gets it that would keep a parser busy without end, or make it recurse too
 * deeply: each look at the text takes one pass, whatever stands in it. Our own readers need no guard: that of
 * reStructuredText stops at a depth by itself, that of firewalld's XML sees nothing nested.
 *
 * @throws {LimitError} that names the line and the limit
 */
export function guard(document: string, text: string, format: keyof typeof guards, limits: Limits): void {
  const excess = guards[format](text, limits)
  if (excess) throw new LimitError(document, excess.limit, `line ${excess.line}: ${excess.what}`)
}
