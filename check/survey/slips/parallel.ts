import type { TableHeader } from '../../../schema/types.ts'
import type { Statement } from '../statements.ts'

/** Statements in reading order that belong together. */
export interface Sequence {
  /** What it has in common with those that it may be compared with. */
  key: string
  statements: Statement[]
  /** Every one but one has to be the same: a mere list is like many others. */
  strict?: boolean
}

/** A statement and the one that stands in its place in a sequence like its own. */
export interface Opposite {
  statement: Statement
  opposite: Statement
  /** Part of the statements that are the same in both. */
  alike: number
}

/** Earlier sequences that one is compared with: the nearest. */
const mostCompared = 4
/** Part of the statements that have to be the same for two sequences to be alike. */
const leastAlike = 0.6

/**
 * Holds sequences with one key against each other, as a translation against its original, and names the
 * statements that differ in otherwise like ones.
 */
export function oppositesOf(sequences: Sequence[]): Opposite[] {
  const before = new Map<string, Sequence[]>()
  return sequences.flatMap(sequence => {
    const others = before.get(sequence.key) ?? []
    before.set(sequence.key, [...others.slice(1 - mostCompared), sequence])
    return others.flatMap(other => differing(sequence, other))
  })
}

function differing({ statements: a, strict }: Sequence, { statements: b }: Sequence): Opposite[] {
  const alignments = [...(a.length === b.length ? [byPlace(a)] : []), byNeighbours(keysOf(a), keysOf(b))]
  const longest = Math.max(a.length, b.length)
  for (const pairs of alignments) {
    const same = pairs.filter(([i, j]) => a[i]!.value === b[j]!.value).length
    const least = strict ? longest - 1 : leastAlike * longest
    if (same >= least) return opposites(pairs, same / longest)
  }
  return []

  function opposites(pairs: [number, number][], alike: number): Opposite[] {
    return pairs
      .filter(([i, j]) => a[i]!.value !== b[j]!.value)
      .flatMap(([i, j]) => [
        { statement: a[i]!, opposite: b[j]!, alike },
        { statement: b[j]!, opposite: a[i]!, alike },
      ])
  }
}

/** What tells the statements of a list apart: their port and ends, and of equal ones their order. */
function keysOf(statements: Statement[]): string[] {
  const counts = new Map<string, number>()
  return statements.map(({ value, ends }) => {
    const key = [value, ...ends].join(' ')
    const n = (counts.get(key) ?? 0) + 1
    counts.set(key, n)
    return `${key} ${n}`
  })
}

function byPlace(statements: Statement[]): [number, number][] {
  return statements.map((_, i): [number, number] => [i, i])
}

/** Equal ones, and between two equal pairs what stands equally far behind the first. */
function byNeighbours(a: string[], b: string[]): [number, number][] {
  const places = new Map(b.map((key, j) => [key, j]))
  const present = new Set(a)
  let last = -1
  return a.flatMap((key, i): [number, number][] => {
    const j = places.get(key) ?? last + 1
    const isFree = j < b.length && (places.has(key) || !present.has(b[j]!))
    if (places.has(key) || isFree) last = j
    return isFree ? [[i, j]] : []
  })
}

/** What a table or a list of ports between the same ends may be held against. */
export function sequencesOf(statements: Statement[], family: (statement: Statement) => string): Sequence[] {
  const sequences = new Map<string, Sequence>()
  const put = (id: string, key: string, statement: Statement, strict = false) => {
    const known = sequences.get(id)
    if (known) known.statements.push(statement)
    else sequences.set(id, { key: `${family(statement)} ${key}`, statements: [statement], strict })
  }
  for (const statement of statements) {
    const { table } = statement.facts[0]!.claim
    if (table) put(statement.unit, `table ${headerOf(table.header)}`, statement)
    const ends = [...statement.ends].sort().join(' ')
    if (ends !== '') put(`${statement.unit} ${ends}`, `ends ${ends}`, statement, true)
  }
  return [...sequences.values()].filter(({ statements }) => statements.length > 1)
}

/** Of a matrix the column's own header is no part: it names the destination. */
function headerOf(header: TableHeader): string {
  const { destination, ...rest } = header
  const words = header.ports === null ? rest : { ...rest, destination }
  return Object.values(words).join('|').toLowerCase()
}
