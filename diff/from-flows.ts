import { areaOf, purposeOf, type Vocabulary } from '../reconcile/index.ts'
import type { Claim, Flow, Statement } from '../schema/types.ts'
import { partyOf } from './ends.ts'
import type { DatasetState } from './state.ts'
import { factsOf, plain, type Unnumbered } from './statement.ts'

/** What a dataset states, flow by flow. */
export function itemsOfDataset({ flows, claims }: DatasetState, vocabulary: Vocabulary): Unnumbered[] {
  const byId = new Map(claims.map(claim => [claim.id, claim]))
  return flows.map(flow =>
    itemOf(
      flow,
      flow.claims.flatMap(id => byId.get(id) ?? []),
      vocabulary,
    ),
  )
}

function itemOf(flow: Flow, claims: Claim[], vocabulary: Vocabulary): Unnumbered {
  const [from, to] = [partyOf([flow.from], vocabulary), partyOf([flow.to], vocabulary)]
  const said = { ...statementOf(flow, claims), from: from.nodes, to: to.nodes }
  const facts = factsOf(said, from, to)
  return {
    area: areaOf(flow),
    context: [],
    headings: '',
    heading: '',
    home: '',
    spot: '',
    kind: 'flow',
    format: '',
    isProse: true,
    implied: { source: false, destination: false },
    from,
    to,
    facts,
    ownCondition: facts.condition,
    purpose: plain(purposeOf(claims.find(({ description }) => description !== null)?.description ?? '')),
    causes: [...flow.corrections, ...flow.findings],
    said,
  }
}

function statementOf(flow: Flow, claims: Claim[]): Statement {
  const { protocol, ports, portText, local, when, conditions, service, status } = flow
  return {
    flow: flow.id,
    claims: flow.claims,
    protocol,
    ports,
    portText,
    from: [flow.from],
    to: [flow.to],
    source: [],
    destination: [],
    direction: null,
    local,
    when,
    conditions,
    service,
    description: null,
    status,
    repairs: [],
    places: claims.map(({ location }) => location),
  }
}
