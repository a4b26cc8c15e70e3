import type { Claim } from '../../schema/types.ts'
import { type End, type Fact, factsOf } from './facts.ts'
import { familiesOf } from './families.ts'
import { type Document, type Page, pageOf } from './page.ts'

export type { End, Fact } from './facts.ts'
export { type Document, locate, type Page } from './page.ts'
export type { PageTable } from './tables.ts'
export type { Text } from './texts.ts'

/** Everything that rules look at: the documents of one run, read, and what they say. */
export interface Survey {
  pages: Page[]
  /** Of all pages, in reading order. */
  facts: Fact[]
  /** The facts of a page. */
  of(page: Page): Fact[]
  /** What pages have in common that tell of the same product: equal for them and no others. */
  family(page: Page): string
  /** What a fact was meant to say, where a slip was found in it; else what it says. One cause, one finding. */
  meant(fact: Fact): Meant
}

/** The values of a fact, slips mended. */
export interface Meant {
  protocol: Claim['protocol']
  ports: Claim['ports']
  from: End
  to: End
}

/** Reads documents and finds out what they mean. */
export function surveyOf(documents: Document[]): Survey {
  const pages = documents.map(pageOf)
  const own = new Map(pages.map(page => [page, factsOf(page)]))
  const families = familiesOf(pages, page => own.get(page)!)
  return {
    pages,
    facts: pages.flatMap(page => own.get(page)!),
    of: page => own.get(page)!,
    family: page => families.get(page)!,
    meant: ({ claim: { protocol, ports }, from, to }) => ({ protocol, ports, from, to }),
  }
}
