import {
  type Circumstances,
  type Meaning,
  meaningsOf,
  purposeOf,
  type Vocabulary,
} from '../reconcile/index.ts'
import type { Claim, Endpoint, Statement } from '../schema/types.ts'
import { type Party, partyOf } from './ends.ts'
import type { DocumentState } from './state.ts'
import { conditionKey, factsOf, plain, type Unnumbered } from './statement.ts'

/** What is longer is a sentence, in a list of fields. */
const longestLabel = 8

/** Sections are numbered anew when another one comes. */
const numbering = /^\s*(?:\d{1,2}(?:\.\d{1,2})+\.?|\d{1,2}(?:[.)]| ?[-–—]))\s*/u

/** What is known of a document as a whole. */
export interface About {
  /** How both states call it. */
  area: string
  /** The product that it is about; empty when unknown. */
  product: string
}

/** What a document states, claim by claim. */
export function itemsOfDocument(
  { claims, format }: DocumentState,
  about: About,
  vocabulary: Vocabulary,
): Unnumbered[] {
  const scope = { product: about.product, deployment: '' }
  return meaningsOf(claims, { vocabulary, scope: () => scope }).map(meaning => itemOf(meaning, format, about))
}

function itemOf(meaning: Meaning, format: string, { area }: About): Unnumbered {
  const { claim, stated, vocabulary } = meaning
  const [from, to] = [partyOf(meaning.from.nodes, vocabulary), partyOf(meaning.to.nodes, vocabulary)]
  const said = statementOf(meaning, from, to)
  const headings = claim.context.map(text => plain(text.replace(numbering, '')))
  return {
    area,
    context: claim.context,
    headings: headings.join('/'),
    heading: headings.at(-1) ?? '',
    home: homeOf(claim, headings),
    spot: spotOf(claim),
    kind: claim.kind,
    format,
    isProse: isProse(claim),
    implied: { source: isImplied(claim.source), destination: isImplied(claim.destination) },
    from,
    to,
    facts: factsOf(said, from, to),
    ownCondition: conditionKey(stated),
    purpose: purposeOfClaim(claim),
    causes: [],
    said,
  }
}

function statementOf(meaning: Meaning, from: Party, to: Party): Statement {
  const { claim, protocol, ports, service, local, stated } = meaning
  // What prose mentions in passing may go when it is reworded.
  const { when, conditions }: Circumstances = isProse(claim) ? stated : meaning
  return {
    flow: null,
    claims: [claim.id],
    protocol,
    ports,
    portText: claim.portText,
    from: from.nodes,
    to: to.nodes,
    source: labels(claim.source),
    destination: labels(claim.destination),
    direction: claim.direction,
    local,
    when,
    conditions,
    service,
    description: claim.description,
    status: 'stated',
    repairs: claim.repairs,
    places: [claim.location],
  }
}

function isProse({ kind, description }: Claim): boolean {
  const words = description?.trim().split(/\s+/).length ?? 0
  return kind === 'sentence' || (kind === 'entry' && words > longestLabel)
}

function labels(endpoints: Endpoint[]): string[] {
  return endpoints.map(({ label }) => label)
}

function isImplied(endpoints: Endpoint[]): boolean {
  return endpoints.length > 0 && endpoints.every(({ implied }) => implied)
}

/** Prose may flow as it likes within its section. */
function homeOf({ table, location }: Claim, headings: string[]): string {
  return table ? `${location.document}#${table.line}` : `${location.document}/${headings.join('/')}`
}

function spotOf({ location: { document, line, column, endLine, endColumn } }: Claim): string {
  return [document, line, column, endLine, endColumn].join(':')
}

/** Most conditions are in the description, too: they count once. */
function purposeOfClaim(claim: Claim): string {
  const { description, conditions } = claim
  if (isProse(claim)) return ''
  const rest = conditions.reduce((text, condition) => text.replace(condition, ' '), description ?? '')
  return plain(purposeOf(rest))
}
