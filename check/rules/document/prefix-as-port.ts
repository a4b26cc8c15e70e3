import type { Part } from '../../../extract/index.ts'
import type { Evidence, Location, Span } from '../../../schema/types.ts'
import { mostEvidence } from '../../findings.ts'
import { add } from '../../group.ts'
import type { Problem, Rule } from '../../rule.ts'
import type { Survey, Text } from '../../survey/index.ts'
import { type Address, addressesOn, isPrefixLike, portlessPlaces, stretchOver } from './addresses.ts'

const page = (list: string) =>
  [
    '| From / To | Nodes | Internet |',
    '| --- | --- | --- |',
    `| Nodes | 22 TCP | charts: ${list} |`,
    '',
    'The charts are served by 203.0.113.7 and 203.0.113.9.',
  ].join('\n')

export const prefixAsPort: Rule = {
  id: 'prefix-as-port',
  family: 'document',
  severity: 'error',
  description:
    'The length of a prefix stands behind a colon, where it reads as a port: `203.0.113.7:32` for `203.0.113.7/32`.',
  why: 'Whoever copies the address into a firewall opens a port that nobody uses, and the one that is needed stays shut.',
  examples: [
    {
      wrong: page('203.0.113.7:32<br>203.0.113.9:32'),
      right: page('203.0.113.7/32<br>203.0.113.9:443'),
      says: '203.0.113.7/32',
      fix: '203.0.113.7/32<br>203.0.113.9/32',
    },
  ],
  check: survey => {
    const ports = new Set(survey.facts.flatMap(({ claim: { ports } }) => (ports ? [`${ports.first}`] : [])))
    const all = survey.pages.flatMap(addressesOn)
    const wrong = all.filter(address => isPrefixLike(address) && !ports.has(address.port!))
    const places = wrong.length > 0 ? portlessPlaces(all) : new Map<string, Evidence[]>()
    const texts = new Map<Text, Address[]>()
    for (const one of wrong) add(texts, one.text, one)
    return [...texts.values()].flatMap(found => problem(found, places, survey))
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
