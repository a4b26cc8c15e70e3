import type { Claim, Endpoint, Evidence, Location, Ports, Protocol, Span } from '../../schema/types.ts'
import type { Fact } from '../survey/index.ts'
import { textOf } from '../survey/statements.ts'

/** Words of a document that a message quotes; more would make it hard to read. */
const mostQuoted = 70

/** Where a part of a claim stands: its ports, or the part named; the whole claim where that is not known. */
export function placeOf({ claim }: Fact, part: keyof Claim['spans'] = 'ports'): Location {
  return within(claim.location, claim.spans[part])
}

function within(location: Location, span: Span | null): Location {
  return span ? { document: location.document, ...span } : location
}

/** A fact as evidence. */
export function cite(fact: Fact, note: string, part?: keyof Claim['spans']): Evidence {
  const { document, line, column } = placeOf(fact, part)
  return { document, line, column, note }
}

/** A protocol and its ports as people write them: `TCP 2379`, `TCP/UDP 30000-32767`, `port 6443`. */
export function portWords(protocol: Protocol | null, ports: Ports): string {
  return `${protocol === null || protocol === 'all' ? 'port' : protocol.toUpperCase()} ${textOf(ports)}`
}

/** Words of a document in quotes, shortened when they are many. */
export function quoted(text: string): string {
  const words = text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[.。]$/, '')
  const short = words.length > mostQuoted ? `${words.slice(0, mostQuoted).replace(/\s+\S*$/, '')} …` : words
  return `“${short}”`
}

/** The labels of an end, quoted and joined; `nobody` when it has none. */
export function labelWords(ends: Endpoint[], nobody = 'nobody'): string {
  return ends.length === 0 ? nobody : listed(ends.map(({ label }) => quoted(label)))
}

/** Things joined to a phrase; of many the first few and how many more there are. */
export function listed(things: string[], most = 8): string {
  const all = [...new Set(things)]
  const shown = all.length > most ? [...all.slice(0, most), `${all.length - most} more`] : all
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`
}

/** What a fact is for, in the words of the document; null when it does not say. */
export function purposeWords({ claim: { description } }: Fact): string | null {
  return description ? quoted(description) : null
}
