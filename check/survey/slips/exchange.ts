import type { Statement } from '../statements.ts'

/** A statement and the one of its table whose port it has. */
export type Exchanges = Map<Statement, Statement>

/**
 * Finds pairs of one table that have each other's port: each names a service that uses the port of the other
 * and not its own.
 */
export function exchangesOf(statements: Statement[]): Exchanges {
  const wrong = new Map<string, Statement>()
  for (const statement of statements) {
    if (portsOf(statement).length > 0 && !uses(statement, statement.value))
      wrong.set(`${statement.unit} ${statement.value}`, statement)
  }
  const exchanges: Exchanges = new Map()
  for (const statement of wrong.values()) {
    const other = portsOf(statement)
      .map(port => wrong.get(`${statement.unit} ${port}`))
      .find(found => found !== undefined && uses(found, statement.value))
    if (other) exchanges.set(statement, other)
  }
  return exchanges
}

/** The exchange that a statement is part of, as a slip. */
export function fromExchange(statement: Statement, exchanges: Exchanges) {
  const other = exchanges.get(statement)
  return other ? { right: other.value, evidence: [other], certain: false } : null
}

function uses(statement: Statement, port: string): boolean {
  return portsOf(statement).includes(port)
}

function portsOf({ facts }: Statement): string[] {
  return facts[0]!.services.flatMap(({ ports }) => ports.map(port => port.split('/')[1]!))
}
