import { purposeOf } from '../check/survey/purpose.ts'
import { ascending, serviceOf } from '../reconcile/index.ts'
import type { Claim, Endpoint, Node, Statement } from '../schema/types.ts'
import { type End, endOfLabels } from './ends.ts'
import { conditionKey, factsOf, plain } from './facts.ts'
import { needOf } from './need.ts'
import type { DocumentState } from './state.ts'
import type { Unnumbered } from './statement.ts'

/** What is longer is a sentence, in a list of fields. */
const longestLabel = 8

/** Sections are numbered anew when another one comes. */
const numbering = /^\s*(?:\d{1,2}(?:\.\d{1,2})+\.?|\d{1,2}(?:[.)]| ?[-–—]))\s*/u

const nobody: Node = { kind: 'unknown', id: 'unknown' }

/** What is known of a document as a whole. */
export interface About {
  /** How both states call it. */
  area: string
  /** The product that it is about; empty when nobody knows. */
  product: string
}

/** What a document states, claim by claim. */
export function itemsOfDocument({ claims, format }: DocumentState, about: About): Unnumbered[] {
  const known = new Map<string, End>()
  const endOf = (endpoints: Endpoint[]) => {
    const words = labels(endpoints)
    const end = known.get(words.join('\n')) ?? endOfLabels(words, about.product)
    known.set(words.join('\n'), end)
    return end
  }
  return claims.map(claim => itemOf(claim, format, about, endOf))
}

type EndOf = (endpoints: Endpoint[]) => End

function itemOf(claim: Claim, format: string, { area, product }: About, endOf: EndOf): Unnumbered {
  const [from, to] = endsOf(claim, endOf)
  const said = statementOf(claim, from, to, product)
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
    ownCondition: conditionKey(needOf(claim, [])),
    purpose: purposeOfClaim(claim),
    causes: [],
    said,
  }
}

/** Traffic that stays on the node has the end that it names at both ends. */
function endsOf({ source, destination, local }: Claim, endOf: EndOf): [End, End] {
  const [from, to] = [endOf(source), endOf(destination)]
  if (!local) return [from, to]
  return [from.key === '' ? to : from, to.key === '' ? from : to]
}

function statementOf(claim: Claim, from: End, to: End, product: string): Statement {
  const { id, protocol, portText, source, destination, direction, local, description } = claim
  const ports = ascending(claim.ports)
  const said = {
    flow: null,
    claims: [id],
    protocol,
    ports,
    portText,
    from: from.nodes,
    to: to.nodes,
    source: labels(source),
    destination: labels(destination),
    direction,
    local,
  }
  // What prose mentions in passing is gone when it is put otherwise.
  const described = description === null || isProse(claim) ? [] : [description]
  const words = [description, portText]
  const service = serviceOf({ words, protocol, ports, to: to.nodes[0] ?? nobody, product })
  return {
    ...said,
    ...needOf(claim, described),
    service,
    description,
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

/** Most conditions stand in the description, too: they count once. */
function purposeOfClaim(claim: Claim): string {
  const { description, conditions } = claim
  if (isProse(claim)) return ''
  const rest = conditions.reduce((text, condition) => text.replace(condition, ' '), description ?? '')
  return plain(purposeOf(rest))
}
