import { line } from '../../../extract/trees.ts'
import { fold } from '../../../reconcile/index.ts'
import type { Location } from '../../../schema/types.ts'
import { add, groupBy } from '../../group.ts'
import type { Problem, Rule } from '../../rule.ts'
import type { Page } from '../../survey/index.ts'
import { endsOf, textOf } from '../../survey/statements.ts'
import { cite, idsOf, locateIn, placeOf, portWords, quoted } from '../evidence.ts'
import { table } from '../examples.ts'
import { covers, isNumbered, keyOf, type Numbered, onEachPage } from './page-facts.ts'

const rows = (...all: string[]) => table('Protocol | Port | Source | Purpose', ...all)
const calico = 'TCP | 2379 | Worker nodes | etcd client API (only required if using Calico)'
const [ssh, http] = ['TCP | 22 | Anyone | SSH', 'TCP | 80 | Anyone | HTTP']

/** Claims that a table or list makes twice. */
export const duplicateClaim: Rule = {
  id: 'duplicate-claim',
  family: 'document',
  severity: 'warning',
  description:
    'A table or list states the same protocol, port and ends twice: word for word, once with and once without a condition, or as part of a range.',
  why: 'One of the two is wrong or redundant, and a reader cannot know which: was another port meant, or is the condition void?',
  examples: [
    {
      title: 'once with and once without a condition',
      wrong: rows('TCP | 2379 | Worker nodes | etcd client API', calico),
      right: rows('TCP | 2379 | Master nodes | etcd client API', calico),
      says: 'TCP 2379, “etcd client API (only required if using Calico)”, is listed twice, once with the condition “only required if using Calico” and once without, with the same ends',
    },
    {
      title: 'the same row twice',
      wrong: rows(ssh, http, ssh),
      right: rows(ssh, http),
      says: 'TCP 22, “SSH”, is listed twice, with the same ends',
    },
    {
      title: 'a port within a range',
      wrong: rows('TCP | 10250-10259 | Master nodes | components', 'TCP | 10256 | Master nodes | proxy'),
      right: rows('TCP | 10250-10255 | Master nodes | components', 'UDP | 10251 | Master nodes | proxy'),
      says: 'TCP 10256 is within 10250-10259, which has the same ends',
    },
  ],
  check: onEachPage((said, page) => {
    const rows = rowWords(page)
    return bundlesOf(said.filter(isNumbered)).flatMap(bundle => [
      ...twinsIn(bundle, rows).flatMap(twice),
      ...overlapsIn(bundle).map(within),
    ])
  }),
}

/** Something that is listed twice. */
interface Twin {
  first: Numbered
  second: Numbered
}

function problemOf({ first, second }: Twin, rest: string, note: string): Problem {
  return {
    at: placeOf(second.fact),
    message: `${portWords(second)}${rest}`,
    evidence: [cite(first.fact, note)],
    claims: idsOf([first.fact, second.fact]),
  }
}

function twice(twin: Twin): Problem[] {
  const { first, second } = twin
  const [a, b] = [first, second].map(({ fact }) => JSON.stringify([fact.when, fact.conditions]))
  if (a !== b && !isFree(first) && !isFree(second)) return []
  const bound = isFree(first) ? second : first
  const condition = quoted(bound.fact.claim.conditions[0] ?? 'only sometimes')
  const manner = a === b ? '' : `, once with the condition ${condition} and once without`
  const purpose = second.fact.claim.description
  const name = purpose ? `, ${quoted(purpose)},` : ''
  return [problemOf(twin, `${name} is listed twice${manner}, with the same ends`, 'the other one')]
}

function within(twin: Twin): Problem {
  const rest = ` is within ${textOf(twin.first.ports)}, which has the same ends`
  return { ...problemOf(twin, rest, 'the range'), severity: 'info' }
}

/** Whether something holds without condition. */
function isFree({ fact: { when, conditions, claim } }: Numbered): boolean {
  return Object.keys(when).length + conditions.length + claim.conditions.length === 0
}

/** Sentences repeat themselves, and the commands of several firewalls may follow each other. */
const loose = new Set(['sentence', 'command'])

/** Claims of one table or list about the same ends, by protocol; a cell that makes several claims counts once. */
function bundlesOf(said: Numbered[]): Numbered[][] {
  const open = said.filter(({ fact }) => !loose.has(fact.claim.kind))
  const bundles = groupBy(open, ({ fact, protocol }) =>
    [fact.unit, protocol, endsOf(fact), fact.claim.local].join('\n'),
  )
  return [...bundles.values()]
    .map(bundle => [...groupBy(bundle, ({ fact }) => fact.spot).values()].map(([first]) => first!))
    .filter(bundle => bundle.length > 1)
}

/** Claims that state the same ports for the same purpose: the first, with each that follows. */
function twinsIn(bundle: Numbered[], wordsOf: RowWords): Twin[] {
  const same = groupBy(bundle, ({ ports, fact }) => `${keyOf(ports)} ${fact.purpose}`)
  return [...same.values()]
    .flatMap(([first, ...others]) => others.map(second => ({ first: first!, second })))
    .filter(({ first, second }) => wordsOf(first) === wordsOf(second))
}

/** Ports within a range of the same bundle: the range, with each of them. */
function overlapsIn(bundle: Numbered[]): Twin[] {
  const sorted = bundle.toSorted((a, b) => a.ports.first - b.ports.first || b.ports.last - a.ports.last)
  let widest: Numbered | null = null
  return sorted.flatMap(second => {
    const first = widest
    if (first === null || second.ports.last > first.ports.last) widest = second
    if (first === null || keyOf(first.ports) === keyOf(second.ports)) return []
    return covers(first.ports, second.ports) ? [{ first, second }] : []
  })
}

/** What the row of a claim says besides its purpose: unknown columns may distinguish two rows. */
type RowWords = (one: Numbered) => string

/** A cell with the words of its row, and what these say besides a purpose. */
interface Placed {
  at: Location
  row: { words: string[]; besides: Map<string | null, string> }
}

function rowWords(page: Page): RowWords {
  let known: Map<string, Placed[]> | undefined
  return ({ fact }) => {
    known ??= cellsByLine(page)
    const { document, line, column } = placeOf(fact)
    const purpose = fact.claim.description
    const isHere = ({ at }: Placed) => at.column <= column && (at.endLine > line || column < at.endColumn)
    const row = known.get(`${document}:${line}`)?.find(isHere)?.row
    const found =
      row?.besides.get(purpose) ??
      row?.words
        .filter(text => text !== purpose)
        .map(fold)
        .join('\n')
    row?.besides.set(purpose, found!)
    return found ?? ''
  }
}

function cellsByLine({ tables, texts }: Page): Map<string, Placed[]> {
  const cells = new Map(texts.map(text => [text.node, text]))
  const lines = new Map<string, Placed[]>()
  for (const { cells: own } of tables.flatMap(({ grid }) => grid.rows)) {
    const found = own.flatMap(({ element }) => cells.get(element) ?? [])
    const row = { words: found.map(({ rich }) => line(rich)), besides: new Map() }
    for (const at of found.flatMap(text => locateIn(text) ?? []))
      add(lines, `${at.document}:${at.line}`, { at, row })
  }
  return lines
}
