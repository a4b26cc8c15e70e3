import { servicesById } from '../../../reconcile/index.ts'
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
  /** Ports that somebody states or that the vocabulary knows. */
  values: Set<string>
}

/** As many ports under one name in one table, and the name tells no purpose: "Custom TCP rule". */
const mostOfOnePurpose = 2

/** @param family what pages of one product have in common */
export function groupsOf(statements: Statement[], family: (statement: Statement) => string): Groups {
  const byPurpose = new Map<string, Values>()
  const byEnds = new Map<string, Values>()
  const byValue: Values = new Map()
  const perUnit = new Map<string, Set<string>>()
  const vague = new Set<string>()
  const endsKeys = (statement: Statement) => [...statement.ends].map(ends => `${family(statement)} ${ends}`)
  for (const statement of statements) {
    add(byValue, statement.value, statement)
    for (const key of endsKeys(statement)) add(valuesOf(byEnds, key), statement.value, statement)
    if (statement.purpose === null) continue
    add(valuesOf(byPurpose, statement.purpose), statement.value, statement)
    const inUnit = `${statement.unit} ${statement.purpose}`
    const values = perUnit.get(inUnit) ?? new Set()
    perUnit.set(inUnit, values.add(statement.value))
    if (values.size > mostOfOnePurpose) vague.add(statement.purpose)
  }
  return {
    purpose: ({ purpose }) =>
      purpose === null || vague.has(purpose) ? null : (byPurpose.get(purpose) ?? null),
    ends: statement => endsKeys(statement).flatMap(key => byEnds.get(key) ?? []),
    value: value => byValue.get(value) ?? [],
    values: new Set([...byValue.keys(), ...knownPorts()]),
  }
}

/** Every port of the services that the vocabulary knows, as text. */
export function knownPorts(): Set<string> {
  return new Set([...servicesById().values()].flatMap(({ ports }) => ports.map(port => port.split('/')[1]!)))
}

function valuesOf(groups: Map<string, Values>, key: string): Values {
  const known = groups.get(key) ?? new Map()
  groups.set(key, known)
  return known
}

function add(values: Values, value: string, statement: Statement): void {
  const known = values.get(value)
  if (known) known.push(statement)
  else values.set(value, [statement])
}
