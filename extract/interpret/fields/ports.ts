import { countUpTo } from '../../read/sorted.ts'
import type { Vocabulary } from '../../vocabulary/index.ts'
import { escapeTerm } from '../../vocabulary/words.ts'
import { findProtocols, type ProtocolMention } from './protocols.ts'

/** A port or a range, at its place in a text (indices, end exclusive). */
export interface PortMention {
  first: number
  last: number
  /** Protocols written beside it; empty when none are. */
  protocols: string[]
  protocolText: string | null
  /** Words in brackets behind it: `(nodeport)`. */
  note: string | null
  start: number
  end: number
}

/** Things with digits that are no ports: addresses, prefixes, host names, versions, identifiers. */
const notPorts =
  /\d{1,3}(?:\.\d{1,3}){3}(?::\d+|\/\d{1,2})?|(?<![\w.])(?:[\da-f]{1,4}:)(?:[\da-f]{0,4}:){1,6}[\da-f]{0,4}(?:\/\d{1,3})?|(?<!\w)::(?:[\da-f]{1,4})?(?:\/\d{1,3})?|\bv?\d+(?:\.\d+)+\b|\b[a-z][\w-]{0,62}(?:\.[\w-]{1,63}){1,30}(?=[\s,;:)/]|$)|https?:\/\/\S+|(?<!\w)(?!(?:tcp|udp|sctp)[-_]?\d)[a-z_][a-z_-]{0,80}\d\w*|(?<!\d{6})\d+(?:\.\d+)?\s*(?:%|[kmgt]i?b\b|ms\b)/gi
/** Firewalls write ranges with a colon; with fewer digits it is a time or a mapping of containers. */
const colon = '(?<=\\d{4}):(?=\\d{4,5}(?!\\d))'
function grammar({ ports }: Vocabulary): RegExp {
  const rangeWords = ports.ranges.map(word =>
    /^[a-z]/i.test(word) ? `\\s${escapeTerm(word)}\\s` : escapeTerm(word),
  )
  const dash = `(?:[-‐‑–—−~〜～]{1,2}|\\.{2,3}|…|${colon}|${rangeWords.join('|')})`
  return new RegExp(`(?<![\\w.])(\\d{1,5})(?:\\s*${dash}\\s*(\\d{1,5}))?(?![\\w]|\\.\\d)`, 'giu')
}

/**
 * Finds the ports and ranges of a cell.
 *
 * Ranges may be parted by a break (`30000-⏎32767`). Protocols may stand before their ports
 * (`UDP 500 and 4500`) or behind them (`80, 443 TCP`, `6641/tcp`); the first one met tells which.
 */
export function findPorts(text: string, vocabulary: Vocabulary): PortMention[] {
  const masked = text.replace(notPorts, found => ' '.repeat(found.length))
  const protocols = findProtocols(masked, vocabulary)
  const numbers = [...masked.matchAll(vocabulary.derive(grammar))].filter(
    m => Number(m[1]) <= 65535 && Number(m[2] ?? 0) <= 65535,
  )
  const before = protocols.length > 0 && numbers.length > 0 && protocols[0]!.start < numbers[0]!.index
  const starts = protocols.map(({ start }) => start)
  const ends = protocols.map(({ end }) => end)
  return numbers.map((m, i) => {
    const start = m.index
    const end = start + m[0].length
    const beside = before
      ? protocols[countUpTo(ends, start) - 1]
      : follower(masked, protocols[countUpTo(starts, end - 1)], numbers[i + 1])
    return {
      first: Number(m[1]),
      last: isMapping(m) ? Number(m[1]) : Number(m[2] ?? m[1]),
      protocols: beside?.protocols ?? [],
      protocolText: beside?.text ?? null,
      note: noteBehind(text, Math.max(end, !before && beside ? beside.end : end)),
      start,
      end,
    }
  })
}

/** `8443:8080` maps one port to another. */
function isMapping(m: RegExpMatchArray): boolean {
  return m[0].includes(':') && Number(m[2]) <= Number(m[1])
}

/** The protocol behind a number, read over further numbers (`80, 443 TCP`) but not over other words. */
function follower(
  text: string,
  next: ProtocolMention | undefined,
  number: RegExpMatchArray | undefined,
): ProtocolMention | undefined {
  if (!next || !number || number.index! >= next.start) return next
  // In brackets right behind a number they are that number's alone: `8300, 8301(TCP and UDP)`.
  const isAlone = /\d[(（]$/.test(text.slice(Math.max(0, next.start - 2), next.start))
  return isAlone ? undefined : next
}

function noteBehind(text: string, end: number): string | null {
  const found = /^\s*[(（]([^()（）]*)[)）]/.exec(text.slice(end, end + 200))
  return found && !/^\s*(?:tcp|udp)\s*$/i.test(found[1]!) ? found[1]!.trim() : null
}
