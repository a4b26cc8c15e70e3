import { isNobody } from '../interpret/fields/nobody.ts'
import { type Noted, takeNoteMarks } from '../interpret/fields/notes.ts'
import { type PortText, readPorts } from '../interpret/fields/ports.ts'
import { protocolPattern } from '../interpret/fields/protocols.ts'
import { line, type Rich } from '../interpret/rich.ts'
import type { Vocabulary } from '../vocabulary/index.ts'
import { normalizeTerm } from '../vocabulary/words.ts'

/** What a cell holds, judged by its contents alone. */
export const cellKinds = [
  'empty',
  /** Ports, with protocols or without, and nothing else. */
  'ports',
  /** Words, among them a port with its protocol: "TCP 8080 to the hub". */
  'portWords',
  /** Transport protocols only. */
  'protocol',
  /** An application protocol: HTTPS, gRPC. */
  'application',
  /** A word that stands for everything: all, any. */
  'any',
  /** Addresses, networks or host names. */
  'address',
  'yesNo',
  'direction',
  'action',
  /** Numbers that are no ports: sizes, versions, decimals. */
  'number',
  /** A few words. */
  'name',
  /** A sentence, or many words. */
  'prose',
] as const
export type CellKind = (typeof cellKinds)[number]

/** One cell, described once and without opinion about its table. */
export interface CellProfile {
  kind: CellKind
  /** Its words without note marks, on one line. */
  text: string
  noted: Noted
  ports: PortText
}

function grammar(vocabulary: Vocabulary) {
  return { onlyProtocol: new RegExp(`^(?:${protocolPattern(vocabulary)}|[\\s,/+&、|()]|\\bonly\\b)+$`, 'iu') }
}

const address =
  /^(?:https?:\/\/\S+|\*?[\w-]*(?:\.[\w*-]+){1,}(?::\d+)?(?:\/\S*)?|\d{1,3}(?:\.\d{1,3}){3}(?:\/\d{1,2})?|[\da-f:]*::[\da-f:]*(?:\/\d{1,3})?)(?:[\s,;]+(?:and\s+)?(?:\S+\.\S+|\S*::\S*))*$/i
const ipAddress = /^\d{1,3}(?:\.\d{1,3}){3}\b/
const onlyNumber =
  /^[~≈<>≥≤+-]?\s*[\d.,]+\s*(?:%|[\p{L}/°]{1,8}\b\.?)?(?:\s*[-–/x×]\s*[\d.,]+\s*[\p{L}%]{0,6})?$/u
/** `HTTPS (443)` */
const numbered = /^([^()（）\d]+?)\s?[(（][\d\s,/-]+[)）]$/
const mostNameWords = 6
const longestShort = 40

/** Describes a cell. */
export function profileOf(cell: Rich, vocabulary: Vocabulary): CellProfile {
  const noted = takeNoteMarks(cell)
  const text = line(noted.rich)
  const ports = readPorts(noted.rich.text, vocabulary)
  return { kind: kindOf(text, ports, vocabulary), text, noted, ports }
}

function kindOf(text: string, ports: PortText, vocabulary: Vocabulary): CellKind {
  if (isNobody(text, vocabulary)) return 'empty'
  const term = normalizeTerm(text)
  if (text.length <= longestShort) {
    const short = shortKind(term, vocabulary)
    if (short) return short
  }
  if (vocabulary.protocols.get(term) === 'all') return 'any'
  if (ports.ports.length === 0 && vocabulary.derive(grammar).onlyProtocol.test(text))
    return isTransport(term) ? 'protocol' : 'application'
  if (ports.ports.length === 0 && isMixed(term)) return 'protocol'
  if (isApplication(term, vocabulary)) return 'application'
  if (ports.ports.length > 0 && ports.share >= 0.99) return 'ports'
  if (address.test(text)) return 'address'
  const app = numbered.exec(term)?.[1]
  const isNumbered = app !== undefined && isApplication(app, vocabulary)
  if (ports.ports.length > 0 && (ports.share >= 0.75 || isNumbered || saysPort(ports))) return 'portWords'
  if (ipAddress.test(text)) return 'address'
  if (onlyNumber.test(text)) return 'number'
  return isProse(text) ? 'prose' : 'name'
}

function shortKind(term: string, vocabulary: Vocabulary): CellKind | null {
  const { inbound, outbound, both, allowed, denied } = vocabulary.cells
  if (vocabulary.affirmed.has(term) || denied.has(term)) return 'yesNo'
  if (inbound.has(term) || outbound.has(term) || both.has(term)) return 'direction'
  if (allowed.has(term) || vocabulary.sentences.refusals.has(term)) return 'action'
  return null
}

const transport = /\b(?:tcp|udp|sctp|icmp|ip|esp|gre|ah|vrrp)/i

function isTransport(term: string): boolean {
  return transport.test(term)
}

/** A transport with a word or two: `UDP/SRTP`, `TCP (HTTP)`, `Custom TCP`. */
function isMixed(term: string): boolean {
  const words = term.split(/[\s/,+&、()]+/).filter(Boolean)
  const isFew = words.length > 1 && words.length <= 3
  return isFew && words.some(word => /^(?:tcp|udp|sctp)$/.test(word))
}

function isApplication(term: string, vocabulary: Vocabulary): boolean {
  const words = term.split(/[\s/,+&、()]+/).filter(Boolean)
  return (
    words.length > 0 &&
    words.length <= 4 &&
    words.some(word => vocabulary.applications.has(word)) &&
    words.every(word => vocabulary.applications.has(word) || /^v?\d(?:\.\d)?$/.test(word))
  )
}

function saysPort({ ports }: PortText): boolean {
  return ports.some(({ protocols }) => protocols.some(name => name !== 'all'))
}

function isProse(text: string): boolean {
  const cjk = text.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu)?.length ?? 0
  return text.split(/\s+/).length > mostNameWords || cjk > 16
}
