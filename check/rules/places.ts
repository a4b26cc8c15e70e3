import type { Evidence, Location, Suggestion } from '../../schema/types.ts'
import type { Statement } from '../survey/index.ts'
import { placeOf } from './wording.ts'

/** Where a statement's port stands, and the claims that are made there. */
export function slipPlace({ facts }: Statement): { at: Location; claims: string[] } {
  return { at: placeOf(facts[0]!), claims: facts.map(({ claim }) => claim.id) }
}

/** A statement as evidence. */
export function cite(statement: Statement, note: string): Evidence {
  const { at } = slipPlace(statement)
  const { description } = statement.facts[0]!.claim
  const words = description && description.length <= 60 ? ` for “${description}”` : ''
  return { document: at.document, line: at.line, column: at.column, note: `${note}${words}` }
}

/** Puts another port in place of the written one; by hand where its characters are not known. */
export function replacing({ facts, page, value }: Statement, right: string): Suggestion {
  const { location, spans } = facts[0]!.claim
  const span = spans.ports
  const text = `Write ${right}`
  if (!span || span.line !== span.endLine) return { text, replacement: null, span: null }
  const line = page.lineAt({ document: location.document, line: span.line })
  const written = line.slice(span.column - 1, span.endColumn - 1)
  // A range that is out of bounds is read in part only, and words may stand beside the number.
  const start = written.indexOf(value.split('-')[0]!)
  const whole = line.startsWith(value, span.column - 1 + start)
  if (start < 0 || !whole) return { text, replacement: null, span: null }
  const column = span.column + start
  return { text, replacement: right, span: { ...span, column, endColumn: column + value.length } }
}
