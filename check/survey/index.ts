import { defaultVocabulary, serviceWith, type Vocabulary } from '../../reconcile/index.ts'
import { contextOf, type Fact, factsOf } from './facts.ts'
import { familiesOf } from './families.ts'
import { type Document, type Page, pageOf } from './page.ts'
import { type Meant, meantBy, type Slips, slipsOf } from './slips/index.ts'
import { type Statement, statementsOf } from './statements.ts'

export type { End, Fact } from './facts.ts'
export { type Document, locate, type Page, pageOf } from './page.ts'
export type { Meant, PortSlip, ProtocolSlip } from './slips/index.ts'
export type { Statement } from './statements.ts'
export type { PageTable } from './tables.ts'
export type { Text } from './texts.ts'

/** Everything that rules look at: the documents of one run, read, and what they say. */
export interface Survey {
  /** The roles, services and conditions that are known. */
  vocabulary: Vocabulary
  pages: Page[]
  /** Of all pages, in reading order. */
  facts: Fact[]
  /** The facts of a page. */
  of(page: Page): Fact[]
  /** What pages have in common that tell of the same product: equal for them and no others. */
  family(page: Page): string
  /** Facts by where they stand: one for each port or range that is written. */
  statements: Statement[]
  /** Mistyped ports and protocols. */
  slips: Slips
  /** What a fact was meant to say, where a slip was found in it; else what it says. One cause, one finding. */
  meant(fact: Fact): Meant
}

/** Reads documents and finds out what they mean. */
export async function surveyOf(documents: Document[], vocabulary?: Vocabulary): Promise<Survey> {
  return surveyPages(await readPages(documents), vocabulary)
}

/** Reads documents one after the other. */
export async function readPages(
  documents: Document[],
  read: (document: Document) => Promise<Page> = pageOf,
): Promise<Page[]> {
  const pages: Page[] = []
  for (const document of documents) pages.push(await read(document))
  return pages
}

/**
 * Finds out what documents mean that were read before.
 *
 * @param vocabulary the roles, services and conditions that are known
 */
export function surveyPages(pages: Page[], vocabulary: Vocabulary = defaultVocabulary()): Survey {
  const own = new Map(pages.map(page => [page, factsOf(page, vocabulary)]))
  const families = familiesOf(pages, page => own.get(page)!)
  const facts = pages.flatMap(page => own.get(page)!)
  const statements = statementsOf(facts)
  const slips = slipsOf(statements, ({ page }) => families.get(page)!, vocabulary)
  const serviceOf = (fact: Fact, ports: Fact['ports']) =>
    serviceWith(fact, ports, contextOf(fact.page, vocabulary))
  return {
    vocabulary,
    pages,
    facts,
    of: page => own.get(page)!,
    family: page => families.get(page)!,
    statements,
    slips,
    meant: meantBy(slips, serviceOf),
  }
}
