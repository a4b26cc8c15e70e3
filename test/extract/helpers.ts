import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import rehypeParse from 'rehype-parse'
import { unified } from 'unified'
import * as assert from 'uvu/assert'
import type { Extraction } from '../../extract/index.ts'
import { findPorts } from '../../extract/interpret/fields/ports.ts'
import { type Rich, richText } from '../../extract/interpret/rich.ts'
import { evenLines } from '../../extract/read/mask.ts'
import { defaultVocabulary } from '../../extract/vocabulary/default.ts'
import type { Claim, Endpoint, Ports, Span } from '../../schema/types.ts'

/** Of a Windows line end the carriage return counts as the line's last character. */
const lineEnd = /\n|\r(?!\n)/

/** A page to read, in a folder of its own. */
export interface Fixture {
  name: string
  folder: string
  /** The page's file name. */
  input: string
  text: string
}

/** Every case of `test/fixtures/extract`. */
export function fixtures(): Fixture[] {
  const root = fileURLToPath(new URL('../fixtures/extract/', import.meta.url))
  const names = readdirSync(root, { withFileTypes: true }).filter(entry => entry.isDirectory())
  return names
    .map(({ name }) => {
      const folder = path.join(root, name)
      const input = readdirSync(folder).find(file => file.startsWith('input.'))!
      return { name, folder, input, text: readFileSync(path.join(folder, input), 'utf8') }
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}

/** A claim as a person reads it: what is empty is left out. */
export interface Brief {
  line: number
  kind: Claim['kind']
  protocol?: string
  /** `443` or `2379-2380`. */
  ports?: string
  /** What stands where a port should. */
  words?: string
  /** Endpoints; `~` marks one that is implied. */
  source?: string[]
  destination?: string[]
  direction?: string
  local?: true
  conditions?: string[]
  context?: string[]
  description?: string
  repairs?: string[]
}

/** An extraction in short: claims, and messages as line and rule. */
export interface Summary {
  claims: Brief[]
  messages: [line: number, rule: string][]
}

export function summarize({ claims, messages }: Extraction): Summary {
  return {
    claims: claims.map(brief),
    messages: messages.map(message => [message.line ?? 0, message.ruleId ?? '']),
  }
}

function brief(claim: Claim): Brief {
  const all = {
    line: claim.location.line,
    kind: claim.kind,
    protocol: claim.protocol,
    ports: claim.ports && showPorts(claim.ports),
    words: claim.portText,
    source: claim.source.map(showEndpoint),
    destination: claim.destination.map(showEndpoint),
    direction: claim.direction,
    local: claim.local,
    conditions: claim.conditions,
    context: claim.context,
    description: claim.description,
    repairs: claim.repairs,
  }
  const said = Object.entries(all).filter(([, value]) => (Array.isArray(value) ? value.length > 0 : value))
  return Object.fromEntries(said) as unknown as Brief
}

export function showPorts({ first, last }: Ports): string {
  return first === last ? String(first) : `${first}-${last}`
}

function showEndpoint({ label, implied }: Endpoint): string {
  return implied ? `~${label}` : label
}

/** A claim in one line: `7: tcp 7000 boats > lamps`; what is not said of protocol and ports is a hyphen. */
export function told({ location, protocol, ports, portText, source, destination }: Claim): string {
  const port = ports ? showPorts(ports) : (portText ?? '-')
  const [from, to] = [source, destination].map(list => list.map(showEndpoint).join(', '))
  return `${location.line}: ${protocol ?? '-'} ${port} ${from}${to ? ` > ${to}` : ''}`.trimEnd()
}

/** JSON with one claim to a line, so that a difference is a line too. */
export function printSummary({ claims, messages }: Summary): string {
  return `{\n  "claims": ${list(claims)},\n  "messages": ${list(messages)}\n}\n`
}

function list(values: unknown[]): string {
  if (values.length === 0) return '[]'
  return `[\n${values.map(value => `    ${JSON.stringify(value)}`).join(',\n')}\n  ]`
}

/** The characters that a span marks. */
export function textAt(text: string, { line, column, endLine, endColumn }: Span): string {
  const lines = text.split(lineEnd)
  const within = lines.slice(line - 1, endLine)
  const last = within.length - 1
  return within
    .map((words, i) => words.slice(i === 0 ? column - 1 : 0, i === last ? endColumn - 1 : undefined))
    .join('\n')
}

/** Asserts that every place lies in the document, and that messages name a line of it. */
export function checkInside(text: string, { claims, messages }: Extraction): void {
  const lengths = lineLengths(text)
  for (const { location, spans } of claims)
    for (const span of [location, ...Object.values(spans)])
      if (span) assert.is(misplaced(lengths, span), null)
  for (const { line } of messages)
    assert.ok(line === undefined || (line >= 1 && line <= lengths.length), `${line}`)
}

/** Asserts besides that the characters marked as ports, read again, are the claim's ports. */
export function checkPlaces(text: string, extraction: Extraction): void {
  checkInside(text, extraction)
  for (const { id, ports, spans } of extraction.claims) {
    if (!ports || !spans.ports) continue
    const read = findPorts(plain(textAt(text, spans.ports)), defaultVocabulary())
    assert.equal(read.map(showPorts), [showPorts(ports)], id)
  }
}

/** How many characters each line of a text has. */
export function lineLengths(text: string): number[] {
  return text.split(lineEnd).map(each => each.length)
}

/** Why no characters stand where a span says, given the lengths of the lines; null when they do. */
export function misplaced(lengths: number[], span: Span): string | null {
  const { line, column, endLine, endColumn } = span
  const isInside = (line: number, column: number) =>
    line >= 1 && column >= 1 && column <= (lengths[line - 1] ?? -1) + 1
  if (!isInside(line, column)) return `starts outside: ${line}:${column}`
  if (!isInside(endLine, endColumn)) return `ends outside: ${endLine}:${endColumn}`
  const isForward = line < endLine || (line === endLine && column < endColumn)
  return isForward ? null : `is empty: ${line}:${column}-${endLine}:${endColumn}`
}

/** Without tags, and with the entities and full-width characters that tests use. */
function plain(source: string): string {
  return evenLines(source)
    .replace(/<[^>]*>/g, ' ')
    .replace(/&(?:ndash|#8209);/g, '-')
}

/** The words of a piece of HTML, as the interpreters see them; offsets count in the piece. */
export function richOf(html: string): Rich {
  return richText(unified().use(rehypeParse, { fragment: true }).parse(html), html)
}
