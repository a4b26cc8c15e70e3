import type { Vocabulary } from '../../../reconcile/index.ts'
import { add } from '../../group.ts'
import type { Statement } from '../statements.ts'

/** Statements that have something in common, by the port that they state. */
export type Values = Map<string, Statement[]>

/** Statements by what they have in common. */
export interface Groups {
  /** Those with the purpose of a statement; null when its words tell no purpose. */
  purpose(statement: Statement): Values | null
  /** Those between the same ends, on pages of the same family. */
  ends(statement: Statement): Values[]
  /** Those that state a port. */
  value(value: string): Statement[]
  /** How many others have its purpose, on pages of its family and on all, and how many of them its port. */
  kin(statement: Statement): { own: Count; all: Count }
  /** Whether its table says the same twice. */
  isRepeated(statement: Statement): boolean
  /** The first and last port of everything that a table or text states. */
  bounds(unit: string): number[]
  /** Ports that somebody states or that the vocabulary knows. */
  values: Set<string>
}

/** Others with the same purpose. */
export interface Count {
  others: number
  same: number
}

/** As many ports under one name in one table, and the name tells no purpose: "Custom TCP rule". */
const mostOfOnePurpose = 2

/** @param family what pages of one product have in common */
export function groupsOf(
  statements: Statement[],
  family: (statement: Statement) => string,
  vocabulary: Vocabulary,
): Groups {
  const byPurpose = new Map<string, Values>()
  const byEnds = new Map<string, Values>()
  const byValue: Values = new Map()
  const perUnit = new Map<string, Set<string>>()
  const vague = new Set<string>()
  const counts = new Map<string, number>()
  const ranges = new Map<string, string[]>()
  const bounds = new Map<string, number[]>()
  const count = (...key: (string | null)[]) => counts.set(key.join(' '), (counts.get(key.join(' ')) ?? 0) + 1)
  const counted = (...key: (string | null)[]) => (counts.get(key.join(' ')) ?? 1) - 1
  const endsKeys = (statement: Statement) => [...statement.ends].map(ends => `${family(statement)} ${ends}`)
  for (const statement of statements) {
    add(byValue, statement.value, statement)
    for (const key of endsKeys(statement)) add(valuesOf(byEnds, key), statement.value, statement)
    for (const key of repeatKeys(statement)) count('twice', key)
    for (const port of statement.value.split('-')) add(bounds, statement.unit, Number(port))
    if (statement.value.includes('-')) add(ranges, statement.unit, statement.value)
    if (statement.purpose === null) continue
    add(valuesOf(byPurpose, statement.purpose), statement.value, statement)
    for (const home of ['', family(statement)]) {
      count('purpose', home, statement.purpose)
      count('port', home, statement.purpose, statement.value)
    }
    const inUnit = `${statement.unit} ${statement.purpose}`
    const values = perUnit.get(inUnit) ?? new Set()
    perUnit.set(inUnit, values.add(statement.value))
    if (values.size > mostOfOnePurpose) vague.add(statement.purpose)
  }
  const isVague = ({ purpose }: Statement) => purpose === null || vague.has(purpose)
  const countOf = ({ purpose, value }: Statement, home: string): Count => ({
    others: counted('purpose', home, purpose),
    same: counted('port', home, purpose, value),
  })
  return {
    purpose: statement => (isVague(statement) ? null : (byPurpose.get(statement.purpose!) ?? null)),
    kin: statement =>
      isVague(statement)
        ? { own: none, all: none }
        : { own: countOf(statement, family(statement)), all: countOf(statement, '') },
    isRepeated: statement =>
      repeatKeys(statement).some(key => counted('twice', key) > 0) ||
      (ranges.get(statement.unit) ?? []).some(range => isWithin(statement.value, range)),
    ends: statement => endsKeys(statement).flatMap(key => byEnds.get(key) ?? []),
    value: value => byValue.get(value) ?? [],
    bounds: unit => bounds.get(unit) ?? [],
    values: new Set([...byValue.keys(), ...knownPorts(vocabulary)]),
  }
}

const none: Count = { others: 0, same: 0 }

/** Whether a port lies in a range. */
function isWithin(port: string, range: string): boolean {
  const [first = 0, last = 0] = range.split('-').map(Number)
  return !port.includes('-') && first <= Number(port) && Number(port) <= last
}

/** What a table says once: a port, for one protocol, between two ends. */
function repeatKeys({ unit, value, protocols, ends }: Statement): string[] {
  const [all, pairs] = [protocols, ends].map(set => (set.size > 0 ? [...set] : ['']))
  return all!.flatMap(protocol => pairs!.map(pair => [unit, value, protocol, pair].join('\n')))
}

/** Every port of the services that the vocabulary knows, as text. */
export function knownPorts({ services }: Vocabulary): Set<string> {
  return new Set([...services.values()].flatMap(({ ports }) => ports.map(port => port.split('/')[1]!)))
}

function valuesOf(groups: Map<string, Values>, key: string): Values {
  const known = groups.get(key) ?? new Map()
  groups.set(key, known)
  return known
}
