import type { Part } from '../../../extract/index.ts'
import type { Evidence, Location, Span } from '../../../schema/types.ts'
import { mostEvidence } from '../../findings.ts'
import { groupBy } from '../../group.ts'
import type { Problem, Rule } from '../../rule.ts'
import type { Page, Survey, Text } from '../../survey/index.ts'
import { locateIn, shown } from '../evidence.ts'
import { lines, table } from '../examples.ts'

const page = (list: string) =>
  lines(
    table('From / To | Nodes | Internet', `Nodes | 22 TCP | charts: ${list}`),
    '\nThe charts are served by 203.0.113.7 and 203.0.113.9.',
  )

export const prefixAsPort: Rule = {
  id: 'prefix-as-port',
  fixable: true,
  family: 'document',
  severity: 'error',
  description:
    'The length of a prefix stands behind a colon, where it reads as a port: `203.0.113.7:32` for `203.0.113.7/32`.',
  why: 'Whoever copies the address into a firewall opens a port that nobody uses, and the one that is needed stays shut.',
  examples: [
    {
      wrong: page('203.0.113.7:32<br>203.0.113.9:32'),
      right: page('203.0.113.7/32<br>203.0.113.9:443'),
      says: '“203.0.113.7:32” reads as a port: it should be the prefix 203.0.113.7/32, like the 1 behind it',
      fix: '203.0.113.7/32<br>203.0.113.9/32',
    },
  ],
  check: survey => {
    const ports = new Set(survey.facts.flatMap(({ claim: { ports } }) => (ports ? [`${ports.first}`] : [])))
    const all = survey.pages.flatMap(addressesOn)
    const wrong = all.filter(address => isPrefixLike(address) && !ports.has(address.port!))
    const places = wrong.length > 0 ? portlessPlaces(all) : new Map<string, Evidence[]>()
    return [...groupBy(wrong, ({ text }) => text).values()].flatMap(found => problem(found, places, survey))
  },
}

/** Certain when another place has the address without that number, or several share the number. */
function problem(found: Address[], places: Map<string, Evidence[]>, survey: Survey): Problem[] {
  const [{ page, text, words, ip, port }] = found as [Address]
  const evidence = found.flatMap(one => places.get(one.ip)?.slice(0, mostEvidence) ?? [])
  const isShared = found.length > 1 && found.every(one => one.port === port)
  const at = stretchOver(found)
  if (!at || (evidence.length === 0 && !isShared)) return []
  const { document, ...span } = at
  const all = found.length > 1 ? `, like the ${found.length - 1} behind it` : ''
  const replacement = mended(textAt(text.part, span), found)
  return [
    {
      at,
      message: `“${words}” reads as a port: it should be the prefix ${ip}/${port}${all}`,
      evidence: byPlace(evidence),
      suggestion: { text: 'Write a slash', replacement, span },
      claims: survey.of(page).flatMap(({ claim }) => (holds(claim.location, at) ? [claim.id] : [])),
    },
  ]
}

/** The characters of a span as they are written, whatever the line ends. */
function textAt({ reading, lines }: Part, { line, column, endLine, endColumn }: Span): string {
  return String(reading.file.value).slice(lines.offset(line, column), lines.offset(endLine, endColumn))
}

function mended(written: string, found: Address[]): string {
  const wrong = new Set(found.map(({ words }) => words))
  return written.replace(/(?<![\d.])[\d.]+:\d+/g, words =>
    wrong.has(words) ? words.replace(':', '/') : words,
  )
}

/** Whether a place lies within another. */
function holds(outer: Location, inner: Location): boolean {
  const starts = outer.line < inner.line || (outer.line === inner.line && outer.column <= inner.column)
  const ends =
    outer.endLine > inner.endLine || (outer.endLine === inner.endLine && outer.endColumn >= inner.endColumn)
  return outer.document === inner.document && starts && ends
}

/** Each line once: a list has several addresses. */
function byPlace(evidence: Evidence[]): Evidence[] {
  const lines = evidence.toReversed().map((one): [string, Evidence] => [`${one.document}:${one.line}`, one])
  return [...new Map(lines).values()].reverse()
}

/** An IPv4 address as a text has it. */
export interface Address {
  page: Page
  text: Text
  /** As written, with what stands behind its colon or slash. */
  words: string
  ip: string
  /** The number behind a colon. */
  port: string | null
  /** The slash and number behind it. */
  prefix: string | null
  start: number
}

const expression =
  /(?<![\d./:])(?<ip>(?:\d{1,3}\.){3}\d{1,3})(?::(?<port>\d{1,2})|(?<prefix>\/\d{1,2}))?(?![\d./:]*\d)/g

/** The addresses of a page, in reading order; those with a port of three digits or more are left out. */
export function addressesOn(page: Page): Address[] {
  return page.texts.flatMap(text =>
    [...text.rich.text.matchAll(expression)].map(({ 0: words, index, groups = {} }) => {
      const { ip = '', port = null, prefix = null } = groups
      return { page, text, words, ip, port, prefix, start: index }
    }),
  )
}

/** The shortest and longest prefix that a list of addresses is likely to have. */
const [shortest, longest] = [8, 32]

/** Whether the number behind the colon can be the length of a prefix: what it leaves of the address is zero. */
export function isPrefixLike({ ip, port }: Address): boolean {
  const bits = ip
    .split('.')
    .map(part => Number(part).toString(2).padStart(8, '0'))
    .join('')
  const length = port === null ? 0 : Number(port)
  return length >= shortest && length <= longest && !bits.slice(length).includes('1')
}

/** Where addresses stand without a port, those with a prefix first. */
export function portlessPlaces(addresses: Address[]): Map<string, Evidence[]> {
  const portless = addresses.filter(({ port }) => port === null)
  const sorted = [...portless.filter(({ prefix }) => prefix), ...portless.filter(({ prefix }) => !prefix)]
  const places = sorted.flatMap(address => {
    const at = stretchOver([address])
    const note = address.prefix ? `with ${address.prefix}` : 'without a port'
    return at ? [{ ip: address.ip, place: shown(at, note) }] : []
  })
  const byAddress = groupBy(places, ({ ip }) => ip)
  return new Map([...byAddress].map(([ip, all]) => [ip, all.map(({ place }) => place)]))
}

/** The place from the first of some addresses of one text to the last. */
export function stretchOver(addresses: Address[]): Location | null {
  const [{ text, start }] = addresses as [Address]
  const last = addresses.at(-1)!
  return locateIn(text, start, last.start + last.words.length)
}
