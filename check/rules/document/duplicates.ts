import { line } from '../../../extract/trees.ts'
import { fold } from '../../../reconcile/index.ts'
import { groupBy } from '../../group.ts'
import type { Fact } from '../../survey/index.ts'
import { endsOf } from '../../survey/statements.ts'
import { type RowCell, rowCells } from './row-cells.ts'
import { covers, keyOf, type Numbered } from './said.ts'

/** Something that stands twice. */
export interface Twin {
  first: Numbered
  second: Numbered
}

/** Sentences repeat themselves, and the commands of several firewalls may stand side by side. */
const loose = new Set(['sentence', 'command'])

/** Claims of one table or list about the same ends, by protocol; a cell that makes several claims counts once. */
export function bundlesOf(said: Numbered[]): Numbered[][] {
  const open = said.filter(({ fact }) => !loose.has(fact.claim.kind))
  const bundles = groupBy(open, ({ fact, protocol }) =>
    [fact.unit, protocol, endsOf(fact), fact.claim.local].join('\n'),
  )
  return [...bundles.values()].map(bundle => distinct(bundle)).filter(bundle => bundle.length > 1)
}

function distinct(bundle: Numbered[]): Numbered[] {
  return [...new Map(bundle.toReversed().map(one => [one.fact.spot, one])).values()].reverse()
}

/** Claims that state the same ports for the same purpose: the first, with each that follows. */
export function twinsIn(bundle: Numbered[]): Twin[] {
  const same = groupBy(bundle, ({ ports, fact }) => `${keyOf(ports)} ${fact.purpose}`)
  return [...same.values()]
    .flatMap(([first, ...others]) => others.map(second => ({ first: first!, second })))
    .filter(({ first, second }) => sideWords(first.fact) === sideWords(second.fact))
}

/** What rows say besides their purpose: all claims of a row ask for it. */
const sides = new WeakMap<RowCell[], Map<string | null, string>>()

/** What a row says besides its purpose: columns that nobody knows may tell two rows apart. */
function sideWords(fact: Fact): string {
  const purpose = fact.claim.description
  const row = rowCells(fact)
  const known = sides.get(row) ?? new Map<string | null, string>()
  sides.set(row, known)
  const words = known.get(purpose) ?? besides(purpose, row)
  known.set(purpose, words)
  return words
}

function besides(purpose: string | null, row: RowCell[]): string {
  return row
    .map(({ text }) => line(text.rich))
    .filter(words => words !== purpose)
    .map(fold)
    .join('\n')
}

/** Ports that lie within a range of the same bundle: the range, with each of them. */
export function overlapsIn(bundle: Numbered[]): Twin[] {
  const sorted = bundle.toSorted((a, b) => a.ports.first - b.ports.first || b.ports.last - a.ports.last)
  let widest: Numbered | null = null
  return sorted.flatMap(one => {
    const holder = widest
    if (holder === null || one.ports.last > holder.ports.last) widest = one
    if (holder === null || keyOf(holder.ports) === keyOf(one.ports) || !covers(holder.ports, one.ports))
      return []
    return [{ first: holder, second: one }]
  })
}

/** How the circumstances of two claims compare. */
export function circumstances({ first, second }: Twin): 'same' | 'one' | 'other' {
  const [a, b] = [first, second].map(({ fact }) => JSON.stringify([fact.when, fact.conditions])) as [
    string,
    string,
  ]
  if (a === b) return 'same'
  return isFree(first) || isFree(second) ? 'one' : 'other'
}

/** Whether something holds without condition. */
export function isFree({ fact: { when, conditions, claim } }: Numbered): boolean {
  return Object.keys(when).length + conditions.length + claim.conditions.length === 0
}
