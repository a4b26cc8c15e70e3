import { titleOf } from '../../../reconcile/index.ts'
import { groupBy } from '../../group.ts'
import type { Problem, Rule } from '../../rule.ts'
import { cite, labelWords, listed, placeOf, portWords } from '../wording.ts'
import { isNumbered, keyOf, type Numbered, onEachPage } from './said.ts'

const page = (source: string) =>
  [
    '## Rancher nodes',
    '',
    '| Protocol | Port | Source | Description |',
    '| --- | --- | --- | --- |',
    `| TCP | 80 | ${source} | Rancher UI |`,
    '',
    '## Cluster nodes',
    '',
    '| From / To | Rancher nodes | Worker nodes |',
    '| --- | --- | --- |',
    '| Load balancer | 80 TCP | |',
    '| API clients | 80 TCP | |',
    '| Rancher nodes | | 22 TCP |',
  ].join('\n')

export const fewerSources: Rule = {
  id: 'fewer-sources',
  family: 'document',
  severity: 'info',
  description:
    'A matrix of the page lets more ends reach a port of the same role than the rows of its table do.',
  why: 'Who reads only the table shuts out those whom the matrix lets in.',
  examples: [
    { wrong: page('Load balancer'), right: page('Load balancer, API clients'), says: '“API clients”' },
  ],
  check: onEachPage(said => {
    const open = said.filter(one => isNumbered(one) && kinds.has(one.fact.claim.kind)) as Numbered[]
    const single = open.filter(({ to, fact }) => to.roles.length === 1 && !fact.claim.local)
    const groups = groupBy(single, ({ protocol, ports, to }) =>
      [protocol, keyOf(ports), to.roles[0]].join(' '),
    )
    return [...groups.values()].flatMap(among)
  }),
}

const kinds = new Set(['row', 'cell'])

function among(all: Numbered[]): Problem[] {
  const rows = all.filter(({ fact }) => fact.claim.kind === 'row')
  const cells = all.filter(({ fact }) => fact.claim.kind === 'cell')
  const named = new Set(rows.flatMap(({ from }) => from.roles))
  const met = cells.filter(({ from }) => from.roles.some(role => named.has(role)))
  const further = cells.filter(({ from }) => isKnown(from.roles) && !from.roles.some(role => named.has(role)))
  const isPlain = rows.length > 0 && met.length > 0 && isKnown([...named])
  const agreed = inAll(further, new Set(cells.map(({ fact }) => fact.unit)).size)
  return isPlain && agreed.length > 0 ? [problem(rows, agreed)] : []
}

/** Those whom every matrix names: of several, each may tell of another way to install. */
function inAll(cells: Numbered[], matrices: number): Numbered[] {
  const bySource = groupBy(cells, ({ from }) => from.roles.join())
  return [...bySource.values()]
    .filter(same => new Set(same.map(({ fact }) => fact.unit)).size === matrices)
    .flat()
}

function isKnown(roles: string[]): boolean {
  return roles.length > 0 && roles.every(role => titleOf(role) !== undefined)
}

function problem(rows: Numbered[], further: Numbered[]): Problem {
  const [{ fact, protocol, ports }] = rows as [Numbered]
  const labels = listed(further.map(one => labelWords(one.fact.claim.source)))
  return {
    at: placeOf(fact),
    message: `${portWords(protocol, ports)} to ${labelWords(fact.claim.destination)} comes from ${labelWords(fact.claim.source)} only, but the matrix lets ${labels} reach it too`,
    evidence: further.map(one => cite(one.fact, `from ${labelWords(one.fact.claim.source)}`)),
    claims: rows.map(one => one.fact.claim.id),
  }
}
