import type { Evidence } from '../../../schema/types.ts'
import { groupBy } from '../../group.ts'
import type { Problem, Rule } from '../../rule.ts'
import { cite, listed, placeOf, portWords } from '../evidence.ts'
import { lines, table } from '../examples.ts'
import { agree, isNumbered, keyOf, type Numbered, onEachPage, type Said } from './page-facts.ts'

const rows = ['6443 | TCP', '9345 | TCP', '2379 | TCP', '8472 | UDP']
const entry = (row: string) => {
  const [port, protocol] = row.split(' | ')
  return `### Port ${port}\n- **Protocol:** ${protocol}\n- **Source:** agents\n- **Destination:** servers\n`
}
const page = (shown: string[]) =>
  lines(
    table('Port | Protocol | Source | Destination', ...shown.map(row => `${row} | agents | servers`)),
    '\n## In detail\n',
    ...[...rows, '10250 | TCP'].map(entry),
  )

export const missingInOtherForm: Rule = {
  id: 'missing-in-other-form',
  family: 'document',
  severity: 'warning',
  gap: true,
  description:
    'Tables, entries, sentences or blocks of commands that otherwise state the same ports: one of them lacks a port.',
  why: 'Readers use the form that they come to first. What it lacks stays shut, although the page says it elsewhere.',
  examples: [
    {
      title: 'the table lacks what the entries have',
      wrong: page(rows),
      right: page([...rows, '10250 | TCP']),
      says: 'TCP 10250 is listed here but not in the table, which otherwise lists the same ports',
    },
    {
      title: 'a text that mentions a few ports need not mention all',
      wrong: page(rows),
      right: lines(
        table('Port | Protocol | Source', '80 | TCP | all', '443 | TCP | all'),
        '\nClients reach the server on TCP port 443.',
      ),
      says: 'TCP 10250 is listed here but not in the table, which otherwise lists the same ports',
    },
  ],
  check: onEachPage(said => lacksOf(said).map(problemOf)),
}

function problemOf({ has, lacks }: Lack): Problem {
  const [first] = has as [Lack['has'][0]]
  const where = listed(lacks.map(({ name }) => name))
  return {
    at: placeOf(first.fact),
    message: `${portWords(first)} is listed here but not in ${where}, which otherwise lists the same ports`,
    evidence: [...lacks.map(lacking), ...has.slice(1).map(({ fact }) => cite(fact, 'has it too'))],
    claims: has.map(({ fact }) => fact.claim.id),
  }
}

/** Where one would look for it. */
function lacking({ members }: Form): Evidence {
  const { claim } = members[0]!.fact
  const { document, line } = claim.location
  return { document, line: claim.table?.line ?? line, column: 1, note: 'lacks it' }
}

/** One of the ways in which a page states its ports: its tables, its entries, its sentences, a block of commands. */
export interface Form {
  name: string
  members: Numbered[]
  byPorts: Map<string, Numbered[]>
}

/** A port that forms, which otherwise state the same, have and lack. */
export interface Lack {
  /** Those that state it, the best to look at first. */
  has: Numbered[]
  lacks: Form[]
}

/** Forms have to share this many ports to be meant as equal, and each may have this part that the other lacks. */
const leastShared = 4
const mostApart = 0.15
const names: Record<string, string> = {
  row: 'the table',
  cell: 'the table',
  entry: 'the list of entries',
  sentence: 'the text',
  command: 'the commands',
}

/** What one form of a page lacks of another that states nearly the same. */
export function lacksOf(said: Said[]): Lack[] {
  const forms = formsOf(said)
  const pairs = forms.flatMap((one, i) =>
    forms.slice(i + 1, i + 1 + mostAhead).map(other => [one, other] as const),
  )
  const lacks = new Map<string, Lack>()
  for (const [one, other] of pairs.filter(([one, other]) => areMeantEqual(one, other))) {
    for (const [key, has, form] of [...missing(one, other), ...missing(other, one)]) {
      const known = lacks.get(key) ?? { has: [], lacks: [] }
      lacks.set(key, known)
      if (!known.has.includes(has)) known.has.push(has)
      if (!known.lacks.includes(form)) known.lacks.push(form)
    }
  }
  return [...lacks.values()].map(lack => ({ ...lack, has: lack.has.sort(byForm) }))
}

/** Forms that each is held against: the next of the page; there are but few kinds. */
const mostAhead = 4
const order = ['entry', 'row', 'cell', 'command', 'sentence']

function byForm(a: Said, b: Said): number {
  return order.indexOf(a.fact.claim.kind) - order.indexOf(b.fact.claim.kind)
}

function formsOf(said: Said[]): Form[] {
  const groups = groupBy(said.filter(isNumbered), ({ fact: { claim } }) => {
    const name = names[claim.kind]!
    return claim.kind === 'command' ? [name, ...claim.context].join('\n') : name
  })
  return [...groups].map(([name, members]) => ({
    name: name.split('\n')[0]!,
    members,
    byPorts: groupBy(members, ({ ports }) => keyOf(ports)),
  }))
}

function areMeantEqual({ byPorts: one }: Form, { byPorts: other }: Form): boolean {
  const shared = [...one.keys()].filter(key => other.has(key)).length
  const isNear = ({ size }: { size: number }) => size - shared <= Math.max(1, Math.floor(size * mostApart))
  return shared >= leastShared && isNear(one) && isNear(other)
}

function missing(one: Form, other: Form): [string, Numbered, Form][] {
  return [...one.byPorts].flatMap(([key, all]) => {
    const [first] = all as [Numbered]
    const isThere = other.byPorts.get(key)?.some(found => agree(found.protocol, first.protocol))
    return isThere ? [] : [[key, first, other] satisfies [string, Numbered, Form]]
  })
}
