import type { Direction } from '../../vocabulary/index.ts'
import type { Rich } from '../rich.ts'
import { type Rule, rules } from './rule.ts'
import { trafficOf } from './traffic.ts'

const tool = 'ufw'
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
  /** Words in a port's place, or a port of the client: the rule is about no port that can be told. */
  other: boolean
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
  const ports = said.port ? [said.port] : []
  const ends = [said.from, said.to].filter(end => end !== null)
  if (said.other && !said.port) return []
  return rules(tool, trafficOf(said.protocol, ports, ends), {
    source: said.from ? [said.from] : [],
    destination: said.to ? [said.to] : [],
    direction: route ? null : said.direction,
    description: said.comment,
    ...(route && { transit: true as const }),
  })
}

function readClauses(words: Rich[]): Said {
  const said: Said = {
    from: null,
    to: null,
    protocol: null,
    port: null,
    other: false,
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
    else if (word === 'port') readPort(take())
    else if (word === 'app') said.other = take() !== null
    else if (i === 0 || (end === null && said.port === null && /^\d/.test(word))) readPort(words[i]!)

    function take(): Rich | null {
      i++
      return next
    }
  }
  return said

  function readPort(word: Rich | null): void {
    if (end === 'from' || word === null || !/^\d/.test(word.text)) said.other = true
    else said.port = word
  }
}
