import { fold } from '../../../reconcile/index.ts'
import { groupBy } from '../../group.ts'
import type { Problem, Rule } from '../../rule.ts'
import { textOf } from '../../survey/statements.ts'
import { cite, listed, placeOf, portWords, purposeWords } from '../wording.ts'
import { isNumbered, keyOf, type Numbered, onEachPage } from './said.ts'
import { words } from './words.ts'

const page = (port: number) =>
  [
    '## Networking',
    '',
    'All nodes need to reach every other node over UDP port 8472 if Flannel VXLAN is in use.',
    '',
    '### Flannel',
    '',
    '| Port | Protocol | Source | Destination | Description |',
    '| --- | --- | --- | --- | --- |',
    `| ${port} | UDP | All nodes | All nodes | Flannel CNI with VXLAN |`,
    '',
    '### Calico',
    '',
    '| Port | Protocol | Source | Destination | Description |',
    '| --- | --- | --- | --- | --- |',
    '| 4789 | UDP | All nodes | All nodes | Calico CNI with VXLAN |',
  ].join('\n')

export const overlayPort: Rule = {
  id: 'overlay-port',
  family: 'document',
  severity: 'warning',
  description:
    'The page gives the overlay of a network two ports: one in the text or a table, another elsewhere.',
  why: 'Overlays use ports that the network sets, not one for all: with the wrong one open no pod reaches a pod on another node.',
  examples: [{ wrong: page(4789), right: page(8472), says: 'has 8472 elsewhere' }],
  check: onEachPage(said => {
    const named = said.filter(isNumbered).flatMap(one => overlaysOf(one).map(key => ({ key, one })))
    return [...groupBy(named, ({ key }) => key)].flatMap(([key, all]) =>
      against(
        key,
        all.map(({ one }) => one),
      ),
    )
  }),
}

/** The network, its overlay and the system that a statement is about, when it names just one overlay. */
function overlaysOf({ fact: { claim, when } }: Numbered): string[] {
  const text = fold([claim.description ?? '', ...claim.conditions, claim.context.at(-1) ?? ''].join(' '))
  const named = words().overlays.filter(word => text.includes(word))
  return named.length === 1
    ? [when.cni ?? []].flat().map(cni => [cni, named[0], when.os ?? ''].join(' '))
    : []
}

/** Units whose ports have nothing in common: the lesser group against the greater. */
function against(key: string, all: Numbered[]): Problem[] {
  const units = [...groupBy(all, ({ fact }) => fact.unit).values()]
  const groups = [...groupBy(units, portsOf).values()].sort((a, b) => b.length - a.length)
  const [main, ...others] = groups as [Numbered[][], ...Numbered[][][]]
  const ports = new Set(main.flat().map(one => keyOf(one.ports)))
  const apart = others.filter(group => group.flat().every(one => !ports.has(keyOf(one.ports))))
  return apart.map(group => problem(key, tabled(group.flat(), main.flat())))
}

/** Of two equal groups the one in a table is looked at: its text is more likely to be right. */
function tabled(lesser: Numbered[], main: Numbered[]): [Numbered[], Numbered[]] {
  const isTable = (group: Numbered[]) => group.every(({ fact }) => fact.claim.table !== null)
  return isTable(main) && !isTable(lesser) ? [main, lesser] : [lesser, main]
}

function portsOf(unit: Numbered[]): string {
  return [...new Set(unit.map(({ ports }) => keyOf(ports)))].sort().join()
}

function problem(key: string, [wrong, main]: [Numbered[], Numbered[]]): Problem {
  const [{ fact, protocol, ports }] = wrong as [Numbered]
  const purpose = purposeWords(fact)
  const others = listed(main.map(one => textOf(one.ports)))
  const [cni, overlay] = key.split(' ')
  return {
    at: placeOf(fact),
    message: `${portWords(protocol, ports)}${purpose ? ` for ${purpose}` : ''} does not fit: ${overlay!.toUpperCase()} of ${cni} has ${others} elsewhere on the page`,
    evidence: main.map(one => cite(one.fact, portWords(one.protocol, one.ports))),
    claims: wrong.map(one => one.fact.claim.id),
  }
}
