import { groupBy } from '../../group.ts'
import type { Problem, Rule } from '../../rule.ts'
import { textOf } from '../../survey/statements.ts'
import { cite, listed, placeOf } from '../wording.ts'
import { isNumbered, keyOf, type Numbered, onEachPage } from './said.ts'

const page = (text: string) =>
  [
    `Kubernetes recommends ${text} 30000-32767 for NodePort services.`,
    '',
    '| Protocol | Port | Source | Description |',
    '| --- | --- | --- | --- |',
    '| TCP/UDP | 30000-32767 | clients | NodePort services |',
  ].join('\n')

export const protocolDiffers: Rule = {
  id: 'protocol-differs',
  family: 'document',
  severity: 'info',
  description:
    'One place of the page names fewer protocols for the same ports of the same service than another.',
  why: 'Who opens the port for one protocol only drops the traffic of the other.',
  examples: [{ wrong: page('TCP'), right: page('TCP and UDP ports'), says: 'TCP only' }],
  check: onEachPage(said => {
    const stated = said.filter(one => isNumbered(one) && one.protocol !== null) as Numbered[]
    const known = stated.filter(({ fact }) => fact.service !== null)
    return [...groupBy(known, ({ ports, fact }) => `${fact.service} ${keyOf(ports)}`).values()].flatMap(among)
  }),
}

/** Units that say less than the one that says most. */
function among(all: Numbered[]): Problem[] {
  const units = [...groupBy(all, ({ fact }) => fact.unit).values()]
  const most = units.map(protocolsOf).reduce((a, b) => (b.length > a.length ? b : a))
  const full = units.filter(unit => protocolsOf(unit).length === most.length)
  const fewer = units.filter(unit => protocolsOf(unit).length < most.length)
  return fewer.length > 0
    ? [
        problem(
          fewer.map(([one]) => one!),
          full.map(([one]) => one!),
          most,
        ),
      ]
    : []
}

function protocolsOf(unit: Numbered[]): string[] {
  return [...new Set(unit.map(({ protocol }) => protocol!.toUpperCase()))].sort()
}

function problem(fewer: Numbered[], full: Numbered[], most: string[]): Problem {
  const [{ fact, ports, protocol }] = fewer as [Numbered]
  return {
    at: placeOf(fact),
    message: `${textOf(ports)} is ${protocol!.toUpperCase()} only here, but ${listed(most)} elsewhere on the page`,
    evidence: [
      ...full.map(one => cite(one.fact, listed(most))),
      ...fewer.slice(1).map(one => cite(one.fact, `${one.protocol!.toUpperCase()} only, too`)),
    ],
    claims: fewer.map(one => one.fact.claim.id),
  }
}
