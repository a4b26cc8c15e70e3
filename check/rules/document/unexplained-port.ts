import { groupBy } from '../../group.ts'
import type { Problem, Rule } from '../../rule.ts'
import { cite, listed, placeOf, portWords } from '../wording.ts'
import { isNumbered, type Numbered, onEachPage } from './said.ts'
import { missingFrom, type Stock, stockOf } from './stock.ts'

const page = (...more: string[]) =>
  [
    '| Protocol | Port | Source | Description |',
    '| --- | --- | --- | --- |',
    '| TCP | 6443 | agents | API |',
    '| TCP | 10250 | servers | kubelet |',
    '| UDP | 8472 | servers | overlay |',
    ...more,
    '',
    '## Security group',
    '',
    '| Type | Protocol | Port range | Source |',
    '| --- | --- | --- | --- |',
    '| Custom TCP rule | TCP | 6443 | 0.0.0.0/0 |',
    '| Custom TCP rule | TCP | 10250 | 0.0.0.0/0 |',
    '| Custom TCP rule | TCP | 10256 | 0.0.0.0/0 |',
  ].join('\n')

export const unexplainedPort: Rule = {
  id: 'unexplained-port',
  family: 'document',
  severity: 'info',
  description: 'A list of rules without purposes opens a port that stands nowhere else on the page.',
  why: 'Nobody can tell what the port is for, whether it is still needed, or who may use it.',
  examples: [{ wrong: page(), right: page('| TCP | 10256 | load balancers | health |'), says: 'TCP 10256' }],
  check: onEachPage(said => {
    const stated = said.filter(isNumbered)
    const tables = groupBy(
      stated.filter(({ fact }) => fact.claim.table),
      ({ fact }) => fact.unit,
    )
    const bare = [...tables.values()].filter(isBare)
    const stock = bare.length > 0 ? stockOf(stated) : null
    return stock ? bare.flatMap(rows => strangeIn(rows, stock)) : []
  }),
}

/** Different ports that a table gives one purpose, from which on the words mean nothing. */
const leastAlike = 3

function isBare(rows: Numbered[]): boolean {
  return [...groupBy(rows, ({ fact }) => fact.purpose)].some(
    ([purpose, same]) => purpose !== '' && isSaid(same),
  )
}

/** Whether one purpose is said of so many ports that it tells nothing. */
function isSaid(rows: Numbered[]): boolean {
  const isNamed = rows.some(({ fact }) => fact.named !== null)
  return !isNamed && new Set(rows.map(({ ports }) => ports.first)).size >= leastAlike
}

function strangeIn(rows: Numbered[], stock: Stock): Problem[] {
  const silent = rows.filter(({ fact }) => fact.named === null)
  const found = silent
    .map(one => ({ one, ports: missingFrom(one, stock, one.fact.unit) }))
    .filter(({ ports }) => ports.length > 0)
  // Where the page says little besides, the list is all there is.
  if (found.length === 0 || found.length * 2 > rows.length) return []
  const names = found.flatMap(({ one, ports }) => ports.map(range => portWords(one.protocol, range)))
  return [
    {
      at: placeOf(found[0]!.one.fact),
      message: `Nothing on the page tells what ${listed(names)} ${names.length > 1 ? 'are' : 'is'} for`,
      evidence: found.slice(1).map(({ one }) => cite(one.fact, 'unexplained, too')),
      claims: found.map(({ one }) => one.fact.claim.id),
    },
  ]
}
