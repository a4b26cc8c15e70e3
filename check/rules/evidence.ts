import { placeOf as stretchIn } from '../../extract/trees.ts'
import type {
  Claim,
  Endpoint,
  Evidence,
  Location,
  Ports,
  Protocol,
  Span,
  Suggestion,
} from '../../schema/types.ts'
import { type Fact, locate, type Statement, type Text } from '../survey/index.ts'
import { textOf } from '../survey/statements.ts'

/** Characters of a document that a message quotes; more would make it hard to read. */
const mostQuoted = 70
/** A longer purpose is left out of messages. */
const longestPurpose = 60

/** Where a part of a claim is: its ports, or the part named; the whole claim where that is not known. */
export function placeOf({ claim }: Fact, part: keyof Claim['spans'] = 'ports'): Location {
  const span = claim.spans[part]
  return span ? { document: claim.location.document, ...span } : claim.location
}

/** Where a statement's port is, and the claims that are made there. */
export function statementPlace({ facts }: Statement): { at: Location; claims: string[] } {
  return { at: placeOf(facts[0]!), claims: idsOf(facts) }
}

/** Where a part of a text is in its document; null when that is not certain. */
export function locateIn({ part, rich }: Pick<Text, 'part' | 'rich'>, start = 0, end?: number) {
  const stretch = stretchIn(rich, start, end ?? rich.text.length)
  return stretch && locate(part, stretch)
}

/** The characters of a location, for a suggestion. */
export function spanOf({ line, column, endLine, endColumn }: Location): Span {
  return { line, column, endLine, endColumn }
}

/** A whole line of a document. */
export function wholeLine(place: { document: string; line: number }, text: string): Location {
  return { ...place, column: 1, endLine: place.line, endColumn: text.length + 1 }
}

/** The ids of the claims behind facts. */
export function idsOf(facts: Pick<Fact, 'claim'>[]): string[] {
  return facts.map(({ claim }) => claim.id)
}

/** A place as evidence. */
export function shown({ document, line, column }: Location, note: string): Evidence {
  return { document, line, column, note }
}

/** A fact as evidence. */
export function cite(fact: Fact, note: string, part?: keyof Claim['spans']): Evidence {
  return shown(placeOf(fact, part), note)
}

/** A statement as evidence. */
export function citeStatement({ facts }: Statement, note: string): Evidence {
  return cite(facts[0]!, `${note}${purposeOf(facts[0]!, ' for ')}`)
}

/** The purpose of a fact after some words; empty when it has none, or a long one. */
export function purposeOf({ claim: { description } }: Fact, before: string): string {
  return description && description.length <= longestPurpose ? `${before}“${description}”` : ''
}

/** Advice without an edit. */
export function advice(text: string): Suggestion {
  return { text, replacement: null, span: null }
}

/** Puts another port in place of the written one; without an edit where its characters are not known. */
export function replacing({ facts, page, value }: Statement, right: string): Suggestion {
  const { location, spans } = facts[0]!.claim
  const span = spans.ports
  const text = `Write ${right}`
  if (!span || span.line !== span.endLine) return advice(text)
  const line = page.lineAt({ document: location.document, line: span.line })
  const written = line.slice(span.column - 1, span.endColumn - 1)
  // A range that is out of bounds is read only in part, and words may surround the number.
  const start = written.indexOf(value.split('-')[0]!)
  if (start < 0 || !line.startsWith(value, span.column - 1 + start)) return advice(text)
  const column = span.column + start
  return { text, replacement: right, span: { ...span, column, endColumn: column + value.length } }
}

/** Puts other words in the place of a part of a text; null where markup is among its characters. */
export function rewriting(text: Pick<Text, 'part' | 'rich'>, start: number, end: number, right: string) {
  const { part, rich } = text
  const stretch = stretchIn(rich, start, end)
  const even = (words: string) => words.replace(/\s+/g, ' ')
  const written = stretch && part.reading.plain.slice(stretch.start, stretch.end)
  if (!written || even(written) !== even(rich.text.slice(start, end))) return null
  return { text: `Write ${quoted(right)}`, replacement: right, span: spanOf(locate(part, stretch)) }
}

/** Words of a document in quotes and on one line, shortened when there are many. */
export function quoted(text: string, most = mostQuoted): string {
  const words = text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/(?<!\.)[.。]$/, '')
  return `“${words.length > most ? `${words.slice(0, most).trimEnd()} …` : words}”`
}

/** A protocol and its ports as people write them: `TCP 2379`, `port 6443`. */
export function portWords({ protocol, ports }: { protocol: Protocol | null; ports: Ports }): string {
  return `${protocol === null || protocol === 'all' ? 'port' : protocol.toUpperCase()} ${textOf(ports)}`
}

/** The labels of an end, quoted and joined. */
export function labelWords(ends: Endpoint[]): string {
  return ends.length === 0 ? 'an unnamed end' : listed(ends.map(({ label }) => quoted(label)))
}

/** Things joined to a phrase; of many the first few and how many more there are. */
export function listed(things: string[], most = 8): string {
  const all = [...new Set(things)]
  const first = all.length > most ? [...all.slice(0, most), `${all.length - most} more`] : all
  return first.length < 2 ? first.join('') : `${first.slice(0, -1).join(', ')} and ${first.at(-1)}`
}
