import type { Direction } from '../../vocabulary/index.ts'
import { type Rich, slice } from '../rich.ts'
import { named, type Rule, rules, type Traffic, trafficOf } from './rule.ts'

const directions = new Map<string, Direction>([
  ['in', 'inbound'],
  ['out', 'outbound'],
])

/** What a ufw rule says, word by word. */
interface Said {
  from: Rich | null
  to: Rich | null
  protocol: Rich | null
  port: Rich | null
  /** The rule is about a port of the client. */
  client: boolean
  direction: Direction | null
  comment: string | null
}

/** `ufw allow …`, `ufw limit …` and `ufw route allow …`; what denies or deletes opens nothing. */
export function readUfw(words: Rich[]): Rule[] {
  const own = words.filter(word => !word.text.startsWith('--'))
  const route = own[0]?.text === 'route'
  if (route) own.shift()
  if (own[0]?.text === 'insert') own.splice(0, 2)
  else if (own[0]?.text === 'prepend') own.shift()
  if (!/^(?:allow|limit)$/.test(own[0]?.text ?? '')) return []
  const said = readClauses(own.slice(1))
  if (said.client && !said.port) return []
  return rules('ufw', trafficIn(said), {
    source: said.from ? [said.from] : [],
    destination: said.to ? [said.to] : [],
    direction: route ? null : said.direction,
    description: said.comment,
    ...(route && { transit: true as const }),
  })
}

/** Ports, or the name of a service or of an application's profile, with or without `/tcp`. */
function trafficIn({ port, protocol, from, to }: Said): Traffic[] {
  if (port === null || /^\d/.test(port.text)) {
    const ends = [from, to].filter(end => end !== null)
    return trafficOf(protocol, port ? [port] : [], ends)
  }
  const slash = /\/(?=(?:tcp|udp)$)/.exec(port.text)
  return slash ? named(slice(port, 0, slash.index), slice(port, slash.index + 1)) : named(port, protocol)
}

function readClauses(words: Rich[]): Said {
  const said: Said = {
    from: null,
    to: null,
    protocol: null,
    port: null,
    client: false,
    direction: null,
    comment: null,
  }
  let end: 'from' | 'to' | null = null
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!.text
    const next = words[i + 1] ?? null
    if (i === 0 && directions.has(word)) said.direction = directions.get(word)!
    else if (word === 'from' || word === 'to') {
      end = word
      said[end] = take()
    } else if (word === 'proto') said.protocol = take()
    else if (word === 'comment') said.comment = take()?.text ?? null
    else if (word === 'on') take()
    else if ((word === 'port' || word === 'app') && end === 'from') said.client = take() !== null
    else if (word === 'port' || word === 'app') said.port = take()
    else if (end === null && said.port === null && (i <= (said.direction ? 1 : 0) || /^\d/.test(word)))
      said.port = words[i]!

    function take(): Rich | null {
      i++
      return next
    }
  }
  return said
}
