import type { TableHeader } from '../../../schema/types.ts'
import type { Statement } from '../statements.ts'
import type { Sequence } from './parallel.ts'

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
