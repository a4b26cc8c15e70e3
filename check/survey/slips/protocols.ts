import type { Protocol } from '../../../schema/types.ts'
import { add } from '../../group.ts'
import type { Statement } from '../statements.ts'

/** A transport protocol that the thing does not use. */
export interface ProtocolSlip {
  /** Where it stands: one statement, or several of one table that state the protocols one by one. */
  statements: Statement[]
  stated: Protocol
  right: Protocol
  evidence: Statement[]
  /** The vocabulary agrees, or several places do. */
  certain: boolean
}

const transports = new Set(['tcp', 'udp', 'sctp'])

/** Statements of one port in one table between the same ends; their protocols count together. */
interface Bundle {
  statements: Statement[]
  protocols: Set<Protocol>
}

/** Finds protocols that contradict what all others, or the vocabulary, say of the same thing's port. */
export function protocolSlips(
  statements: Statement[],
  family: (statement: Statement) => string,
): ProtocolSlip[] {
  const bundles = bundlesOf(statements)
  const things = new Map<string, Bundle[]>()
  for (const bundle of bundles) {
    for (const key of keysOf(bundle.statements[0]!, family)) {
      add(things, key, bundle)
    }
  }
  const common = new Map([...things].map(([key, all]) => [key, countsOf(all)]))
  return bundles.flatMap(bundle => {
    const [stated, more] = bundle.protocols
    if (!stated || more) return []
    const keys = keysOf(bundle.statements[0]!, family)
    const told = expected(
      bundle,
      stated,
      keys.map(key => common.get(key)!),
    )
    if (!told) return []
    const others = keys.flatMap(key => things.get(key)!).filter(other => other !== bundle)
    const evidence = [...new Set(others.filter(other => other.protocols.has(told.right)))]
    return [
      {
        statements: bundle.statements,
        stated,
        ...told,
        evidence: near(bundle, evidence).flatMap(other => other.statements.slice(0, 1)),
      },
    ]
  })
}

function bundlesOf(statements: Statement[]): Bundle[] {
  const bundles = new Map<string, Bundle>()
  for (const statement of statements) {
    const protocols = [...statement.protocols]
    if (protocols.length === 0 || !protocols.every(one => transports.has(one))) continue
    const key = [statement.unit, statement.value, ...statement.ends].join(' ')
    const known = bundles.get(key) ?? { statements: [], protocols: new Set() }
    known.statements.push(statement)
    for (const one of protocols) known.protocols.add(one)
    bundles.set(key, known)
  }
  return [...bundles.values()]
}

/** The thing by its purpose, and the port on the pages of its family. */
function keysOf(statement: Statement, family: (statement: Statement) => string): string[] {
  const port = `${family(statement)} ${statement.value}`
  return [port, ...(statement.purpose ? [`${statement.purpose} ${statement.value}`] : [])]
}

interface Counts {
  bundles: number
  of: Map<Protocol, number>
}

function countsOf(bundles: Bundle[]): Counts {
  const of = new Map<Protocol, number>()
  for (const { protocols } of bundles) for (const one of protocols) of.set(one, (of.get(one) ?? 0) + 1)
  return { bundles: bundles.length, of }
}

/** The one protocol that every other place names, or the only one that the vocabulary has. */
function expected(bundle: Bundle, stated: Protocol, all: Counts[]) {
  const known = vocabularyOf(bundle.statements[0]!)
  const sole = known.size === 1 ? [...known][0]! : null
  const agreed = all.flatMap(({ bundles, of }) =>
    bundles > 1 ? [...of].filter(([one, n]) => one !== stated && n === bundles - 1).map(([one]) => one) : [],
  )
  const alone = all.every(({ of }) => of.get(stated) === 1)
  if (sole !== null && sole !== stated) return { right: sole, certain: alone }
  if (!alone || agreed[0] === undefined) return null
  const many = all.some(({ bundles }) => bundles > 2)
  return known.has(stated) && !many ? null : { right: agreed[0], certain: many && !known.has(stated) }
}

/** Protocols that the services of its words use on the port. */
function vocabularyOf({ facts, value }: Statement): Set<Protocol> {
  const { services, registered } = facts[0]!
  const ports = [...services, ...registered].flatMap(service => service.ports.map(port => port.split('/')))
  return new Set(ports.filter(([, port]) => port === value).map(([protocol]) => protocol!))
}

/** Places on the same page tell most. */
function near(bundle: Bundle, others: Bundle[]): Bundle[] {
  const isHere = (other: Bundle) => Number(other.statements[0]!.page === bundle.statements[0]!.page)
  return others.toSorted((a, b) => isHere(b) - isHere(a))
}
