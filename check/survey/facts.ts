import {
  type Around,
  type Context,
  type Meaning,
  meaningsOf,
  purposeOf,
  scopeOf,
  type Vocabulary,
} from '../../reconcile/index.ts'
import { placeText } from '../../schema/place.ts'
import type { Claim, Location } from '../../schema/types.ts'
import { Areas } from '../areas.ts'
import type { Page } from './page.ts'
import { portsOf, type RegisteredService, spokenServices } from './usual.ts'

export type { End } from '../../reconcile/index.ts'

/** What a claim means, with where it is made. */
export interface Fact extends Meaning {
  page: Page
  /** The services of the registry that its words name. */
  registered: RegisteredService[]
  /** Ports and ranges, as text, that its words let one expect: those of the services, else of the registry. */
  usual: string[]
  /** Its words for what it is for, as they are compared; empty when it has none. */
  purpose: string
  /** The characters that state the port: a cell that spans columns makes several claims of one spot. */
  spot: string
  /** What it is part of: a table, a run of entries, a paragraph. */
  unit: string
}

/** The facts of a page, in the order of its claims; nothing is certain of what a damaged table claims. */
export function factsOf(page: Page, vocabulary: Vocabulary): Fact[] {
  const damaged = new Areas(page.tables.filter(table => table.damaged).map(({ location }) => location))
  const claims = page.claims.filter(({ table, location }) => !table || !damaged.hold(location))
  return meaningsOf(claims, contextOf(page, vocabulary)).map(meaning => factOf(meaning, page))
}

/** What is known of a page when its claims are read. */
export function contextOf(page: Page, vocabulary: Vocabulary): Context {
  return { vocabulary, ...scopeOf(page.source), around: claim => aroundOf(claim, page) }
}

function factOf(meaning: Meaning, page: Page): Fact {
  const { claim, services, vocabulary } = meaning
  const registered = spokenServices(spokenIn(claim, page), vocabulary)
  return {
    ...meaning,
    page,
    registered,
    usual: (services.length > 0 ? services : registered).flatMap(portsOf),
    purpose: purposeOf(claim.description ?? ''),
    spot: spotOf(claim),
    unit: unitOf(claim),
  }
}

function spokenIn(claim: Claim, page: Page): (string | null)[] {
  const { title, sentence } = aroundOf(claim, page)
  return [title, claim.description, claim.portText, sentence]
}

function aroundOf({ kind, location }: Claim, page: Page): Around {
  return {
    title: kind === 'entry' ? page.lineAt(location) : null,
    sentence: kind === 'sentence' ? sentenceOf(location, page) : null,
  }
}

/** A longer sentence lists things, and names the service of none. */
const longest = 1200

function sentenceOf({ document, line, column, endLine, endColumn }: Location, page: Page): string | null {
  if (endLine - line > longest) return null
  const lines = Array.from({ length: endLine - line + 1 }, (_, i) =>
    page.lineAt({ document, line: line + i }),
  )
  const end = endColumn - 1 - (lines.at(-1)?.length ?? 0)
  const sentence = lines.join(' ').slice(column - 1, end < 0 ? end : undefined)
  return sentence.length > longest ? null : sentence
}

function spotOf({ location, spans }: Claim): string {
  const { document } = location
  const { line, column } = spans.ports ?? location
  return placeText({ document, line, column })
}

function unitOf({ kind, table, location, context }: Claim): string {
  const section = kind === 'entry' ? 'entries' : 'prose'
  return `${location.document}#${table ? `table:${table.line}` : `${section}:${context.join('/')}`}`
}
