import type { Stretch } from '../lines.ts'
import { placeOf, type Rich, slice } from '../rich.ts'
import { wayOf } from './iptables.ts'
import {
  isPortless,
  portsIn,
  protocolOf,
  type Rule,
  rules,
  type Traffic,
  wholeProtocol,
  wholeTraffic,
} from './rule.ts'

const gate =
  /(?<![-\w])(?:dport|saddr|daddr|l4proto|(?:ip|ip6)\s+(?:protocol|nexthdr)|icmp(?:v6|x)?\s+type)\s/
const refusals = new Set(['drop', 'reject', 'dnat', 'snat', 'redirect', 'masquerade', 'vmap', 'queue'])
const transports = new Set(['tcp', 'udp', 'sctp', 'dccp', 'th'])

/** What one statement matches on. */
interface Match {
  ports: Rich[] | null
  transport: Rich | null
  protocols: Rich[]
  source: Rich[]
  destination: Rich[]
  client: boolean
  comment: string | null
}

/** nft's language: `nft add rule inet filter input tcp dport 22 accept`, and whole tables. */
export function readNft(code: Rich): Rule[] {
  if (!gate.test(code.text)) return []
  return nftStatements(code).flatMap(statement => readStatement(statement, code))
}

function readStatement(statement: NftStatement, code: Rich): Rule[] {
  const texts = statement.parts.filter(part => !part.set).map(part => part.words[0]!.text)
  if (!texts.includes('accept') || texts.some(text => refusals.has(text)) || isReply(statement.parts))
    return []
  const match = readMatch(statement.parts, code)
  if (!match) return []
  const place: Stretch | null = placeOf(code, statement.start, statement.end)
  const description = match.comment ?? statement.comment
  const { source, destination } = match
  return rules('nft', trafficIn(match), {
    source,
    destination,
    description,
    place,
    ...wayOf(statement.chain),
  })
}

function isReply(parts: NftPart[]): boolean {
  const at = parts.findIndex(part => part.words[0]?.text === 'state')
  const states = at < 0 ? '' : (parts[at + 1]?.words.map(word => word.text).join(',') ?? '')
  return /established|related/.test(states) && !/new/.test(states)
}

/** Null when the statement leaves something out by `!=`: what is left cannot be told. */
function readMatch(parts: NftPart[], code: Rich): Match | null {
  const match: Match = {
    ports: null,
    transport: null,
    protocols: [],
    source: [],
    destination: [],
    client: false,
    comment: null,
  }
  for (let i = 0; i < parts.length; i++) {
    const key = parts[i]!.words[0]?.text ?? ''
    const before = parts[i - 1]?.words[0]
    const sign = parts[i + 1]?.words[0]?.text
    const values = (parts[sign === '==' ? i + 2 : i + 1]?.words ?? []).map(word =>
      slice(code, word.start, word.end),
    )
    if (sign === '!=' && /^(?:dport|saddr|daddr|protocol|l4proto|nexthdr)$/.test(key)) return null
    if (key === 'dport') {
      match.ports = values
      match.transport = before && transports.has(before.text) ? slice(code, before.start, before.end) : null
    } else if (key === 'sport') match.client = true
    else if (key === 'saddr') match.source = values
    else if (key === 'daddr') match.destination = values
    else if (/^(?:protocol|l4proto|nexthdr)$/.test(key)) match.protocols = values
    else if (/^icmp(?:v6|x)?$/.test(key) && sign === 'type') match.protocols = [wordAt(parts[i]!, code)]
    else if (key === 'comment') match.comment = values[0]?.text.replace(/"/g, '') ?? null
  }
  return match
}

function trafficIn({ ports, transport, protocols, source, destination, client }: Match): Traffic[] {
  const named = transport && transport.text !== 'th' ? [transport] : protocols
  if (ports) {
    const found = ports.flatMap(portsIn)
    return found.flatMap(one =>
      (named.length > 0 ? named : [null]).map(word => ({
        ...one,
        protocol: protocolOf(word),
        protocolWord: word,
      })),
    )
  }
  const portless = protocols.filter(word => isPortless(protocolOf(word)))
  if (client) return []
  return protocols.length > 0 ? portless.map(wholeProtocol) : wholeTraffic([...source, ...destination])
}

function wordAt(part: NftPart, code: Rich): Rich {
  return slice(code, part.words[0]!.start, part.words[0]!.end)
}

/** A word, or the members of a `{ … }` set, at its place in the code (indices, end exclusive). */
export interface NftPart {
  /** The word; of a set its members. */
  words: { text: string; start: number; end: number }[]
  set: boolean
}

/** One statement of nft's language with the chain that it belongs to. */
export interface NftStatement {
  parts: NftPart[]
  chain: string
  comment: string | null
  start: number
  end: number
}

const token = /\\\r?\n|"([^"\n]*)"|#[^\n]*|[{};\n]|[^\s{};,#"'\\]+/g
/** What stands right before a set of values; any other brace opens a block. */
const keys = new Set(
  'dport sport saddr daddr protocol l4proto nexthdr state type elements != == ='.split(' '),
)

/** Parts code in nft's language into its statements. Other code gives statements that say nothing. */
export function nftStatements(code: Rich): NftStatement[] {
  const statements: NftStatement[] = []
  let chain = ''
  let parts: NftPart[] = []
  let set: NftPart | null = null
  let lineOf: NftStatement[] = []
  for (const match of code.text.matchAll(token)) {
    const text = match[1] ?? match[0]
    if (text.startsWith('\\')) continue
    if (text.startsWith('#')) {
      end()
      for (const statement of lineOf) statement.comment ??= text.replace(/^#+\s*/, '').trim() || null
    } else if (set) inSet(set, match, text)
    else if (text === '{' && keys.has(lastText())) {
      set = { words: [], set: true }
      parts.push(set)
    } else if (/^[{};\n]$/.test(text)) {
      end()
      if (text === '\n') lineOf = []
    } else
      parts.push({ words: [{ text, start: match.index, end: match.index + match[0].length }], set: false })
  }
  end()
  return statements

  function inSet(open: NftPart, match: RegExpExecArray, text: string): void {
    if (text === '}') set = null
    else if (text !== '\n') open.words.push({ text, start: match.index, end: match.index + match[0].length })
  }

  function lastText(): string {
    return parts.at(-1)?.words[0]?.text ?? ''
  }

  function end(): void {
    const words = parts.flatMap(part => part.words)
    chain = chainIn(parts.map(part => part.words[0]?.text ?? '')) ?? chain
    const statement = {
      parts,
      chain,
      comment: null,
      start: words[0]?.start ?? 0,
      end: words.at(-1)?.end ?? 0,
    }
    if (words.length > 0) {
      statements.push(statement)
      lineOf.push(statement)
    }
    parts = []
    set = null
  }
}

/** `chain input`, `type filter hook input`, `nft add rule inet filter input`: the chain that a line names. */
function chainIn(words: string[]): string | null {
  const rule = words.indexOf('rule')
  if (rule > 0) {
    const family = /^(?:ip6?|inet|arp|bridge|netdev)$/.test(words[rule + 1] ?? '') ? 1 : 0
    return words[rule + family + 2] ?? null
  }
  if (words[0] === 'chain') return words[1] ?? null
  const hook = words.indexOf('hook')
  return hook >= 0 ? (words[hook + 1] ?? null) : null
}
