import {
  type Circumstances,
  circumstancesOf,
  deploymentOf,
  expand,
  resolve,
  type Service,
  serviceOf,
  servicesNamed,
} from '../../reconcile/index.ts'
import { placeText } from '../../schema/place.ts'
import type { Claim, Endpoint, Location, Node } from '../../schema/types.ts'
import { Areas } from '../areas.ts'
import type { Page } from './page.ts'
import { purposeOf } from './purpose.ts'
import { portsOf, spokenPorts } from './usual.ts'

/** One end of a claim: who is meant by its labels. */
export interface End {
  /** In the order of the labels; one that nobody knows is `unknown` with its words as id. */
  nodes: Node[]
  /** The roles behind them, groups expanded, and other ends as `kind:id`; sorted, each once. */
  roles: string[]
}

/** A claim with what it means. */
export interface Fact extends Circumstances {
  claim: Claim
  page: Page
  from: End
  to: End
  /** The service that its words name, whatever port stands beside them. */
  named: string | null
  /** All services that its words may name. */
  services: Service[]
  /** Ports and ranges, as text, that its words let one expect: those of the services, else of what is spoken. */
  usual: string[]
  /** The service by words or, failing them, by port. */
  service: string | null
  /** Its words for what it is for, as they are compared; empty when it has none. */
  purpose: string
  /** The characters that state the port: a cell that spans columns makes several claims of one spot. */
  spot: string
  /** What it stands in: a table, a run of entries, a paragraph. */
  unit: string
}

/** The facts of a page, in the order of its claims; nothing is certain of what a damaged table claims. */
export function factsOf(page: Page): Fact[] {
  const damaged = new Areas(page.tables.filter(table => table.damaged).map(({ location }) => location))
  const claims = page.claims.filter(({ table, location }) => !table || !damaged.hold(location))
  return claims.map(claim => factOf(claim, page))
}

function factOf(claim: Claim, page: Page): Fact {
  const product = page.source?.product ?? ''
  const deployment = (page.source && deploymentOf(claim, page.source)) ?? ''
  const endOf = (endpoints: Endpoint[]) => end(endpoints, { product, deployment })
  const [source, destination] = [endOf(claim.source), endOf(claim.destination)]
  const [from, to] = claim.local ? withItself(source, destination) : [source, destination]
  const words = wordsOf(claim, page)
  const services = words.map(text => (text ? servicesNamed(text) : [])).find(found => found.length > 0) ?? []
  const clues = { words, protocol: claim.protocol, to: to.nodes[0] ?? nobody, product }
  return {
    claim,
    page,
    from,
    to,
    named: serviceOf({ ...clues, ports: null, protocol: null }),
    services,
    usual: services.length > 0 ? services.flatMap(portsOf) : spokenPorts(words),
    service: serviceOf({ ...clues, ports: claim.ports }),
    purpose: purposeOf(claim.description ?? ''),
    spot: spotOf(claim),
    unit: unitOf(claim),
    ...circumstancesOf({
      conditions: claim.conditions,
      description: claim.description === null ? [] : [claim.description],
      labels: [...claim.source, ...claim.destination].map(({ label }) => label),
      context: claim.context,
    }),
  }
}

/** The service of a fact if its ports were others: without words, they tell it. */
export function serviceWith({ claim, page, to }: Fact, ports: Claim['ports']): string | null {
  const product = page.source?.product ?? ''
  const words = wordsOf(claim, page)
  return serviceOf({ words, protocol: claim.protocol, ports, to: to.nodes[0] ?? nobody, product })
}

const nobody: Node = { kind: 'unknown', id: 'unknown' }

/**
 * What may name the service: the claim's own words; of an entry its title first, as its text tells much else;
 * of a sentence all of it.
 */
function wordsOf({ kind, description, portText, location }: Claim, page: Page): (string | null)[] {
  const title = kind === 'entry' ? page.lineAt(location) : null
  const sentence = kind === 'sentence' ? sentenceOf(location, page) : null
  return [title, description, portText, sentence]
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

function end(endpoints: Endpoint[], scope: { product: string; deployment: string }): End {
  const nodes = endpoints.flatMap(
    ({ label }) => resolve(label, scope) ?? [{ kind: 'unknown' as const, id: purposeOf(label) }],
  )
  const roles = nodes.flatMap(({ kind, id }) =>
    kind === 'role' || kind === 'group' ? expand(id) : [kind === 'any' ? 'any' : `${kind}:${id}`],
  )
  return { nodes, roles: [...new Set(roles)].sort() }
}

/** Traffic that stays on the node has the end that it names at both ends. */
function withItself(source: End, destination: End): [End, End] {
  return [source.roles.length > 0 ? source : destination, destination.roles.length > 0 ? destination : source]
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
