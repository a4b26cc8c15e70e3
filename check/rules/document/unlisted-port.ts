import { groupBy } from '../../group.ts'
import type { Problem, Rule } from '../../rule.ts'
import type { Page } from '../../survey/index.ts'
import { cite, listed, placeOf, quoted, shown } from '../evidence.ts'
import { lines } from '../examples.ts'
import { isNumbered, type Numbered, onEachPage } from './page-facts.ts'

const firewall = (...ports: string[]) => lines('```sh', ...ports.map(port => `ufw allow ${port}`), '```\n')
const start = lines('```sh', 'pier --bind-addr=0.0.0.0:7400 --sink-port=7401 --tunnel-addr=$HOST:7402', '```')

/** Ports that the page's own configuration listens on, and its firewall commands leave shut. */
export const unlistedPort: Rule = {
  id: 'unlisted-port',
  family: 'document',
  severity: 'warning',
  gap: true,
  description:
    'The settings of a page use a port that its firewall commands do not open, although they open the others.',
  why: 'Whoever follows the page starts a program whose port stays shut.',
  examples: [
    {
      wrong: lines(firewall('7400/tcp', '7401/tcp'), start),
      right: lines(firewall('7400/tcp', '7401/tcp', '7402/udp'), start),
      says: 'The firewall commands open 7400 and 7401 of the settings “pier --bind-addr=0.0.0.0:7400 --sink-port=7401 --tunnel-addr=$HOST:7402”, but not 7402',
    },
  ],
  check: onEachPage((said, page) => {
    const commands = said.filter(isNumbered).filter(({ fact }) => fact.claim.kind === 'command')
    return commands.length === 0
      ? []
      : settingsOn(page, commands).flatMap(setting => lackingIn(setting, commands))
  }),
}

/** Some lines of code that say where a program listens. */
interface Setting {
  document: string
  line: number
  text: string
  ports: number[]
}

/** Keys by which a program is told where to listen, or how others reach it. */
const listening = /bind|listen|advertis|port|addr|endpoint|url/i
const longestKey = 60

/** The ports that the options and keys of a line name: `--bind-addr=0.0.0.0:7400`, `port: 7401`. */
function portsIn(text: string): number[] {
  const words = text.split(/[\s"'`,;{}()]+/)
  return words.flatMap((word, i) => {
    const at = word.search(/[=:]/)
    const key = at < 0 ? (words[i - 1] ?? '') : word.slice(0, at)
    const value =
      at < 0 || at === word.length - 1 ? (at < 0 ? word : (words[i + 1] ?? '')) : word.slice(at + 1)
    const isKey = key.length <= longestKey && listening.test(key) && !/^\w+:\/\//.test(word)
    const port = isKey ? Number(/(?:^|[:\]])(\d{2,5})\/?$/.exec(value.slice(-100))?.[1]) : Number.NaN
    return port > 0 && port <= 65_535 ? [port] : []
  })
}

/** Longer lines are no settings that people read. */
const longest = 8000

function settingsOn({ parts }: Page, commands: Numbered[]): Setting[] {
  const claimed = new Set(commands.map(({ fact }) => fact.claim.location.line))
  return parts.flatMap(({ reading }) => {
    const document = reading.file.path
    const found = String(reading.file.value)
      .split(/\r\n|\n|\r/)
      .flatMap((text, i) => {
        if (claimed.has(i + 1) || text.length > longest) return []
        const plain = text
          .replace(/\\+n/g, ' ')
          .replace(/\$\([^()]*\)/g, '$HOST')
          .replace(/\\\$/g, '$')
        const ports = portsIn(plain)
        return ports.length > 0 ? [{ document, line: i + 1, text: text.trim(), ports }] : []
      })
    return joined(found)
  })
}

/** An option a line, as long commands are written. */
function joined(settings: Setting[]): Setting[] {
  const out: Setting[] = []
  for (const one of settings) {
    const last = out.at(-1)
    const isNext = last && one.line - last.line <= last.text.split(/\r\n|\n|\r/).length + 2
    if (isNext)
      out[out.length - 1] = {
        ...last,
        ports: [...last.ports, ...one.ports],
        text: `${last.text}\n${one.text}`,
      }
    else out.push(one)
  }
  return out
}

/** Ports of the settings that have to be open before others count as forgotten, and the most that may be missing. */
const [leastOpen, mostMissing] = [2, 2]

function lackingIn({ document, line, text, ports }: Setting, commands: Numbered[]): Problem[] {
  const isOpen = (port: number) => commands.some(one => one.ports.first <= port && port <= one.ports.last)
  const [open, shut] = [true, false].map(side => [...new Set(ports)].filter(port => isOpen(port) === side))
  if (open!.length < leastOpen || shut!.length === 0 || shut!.length > mostMissing) return []
  const first = commands.find(({ ports }) => open!.includes(ports.first)) ?? commands[0]!
  const words = (all: number[]) => listed(all.map(String))
  const units = groupBy(commands, ({ fact }) => fact.unit)
  return [
    {
      at: placeOf(first.fact),
      message: `The firewall commands open ${words(open!)} of the settings ${quoted(text, 90)}, but not ${words(shut!)}`,
      evidence: [
        shown({ document, line, column: 1, endLine: line, endColumn: 1 }, 'the settings'),
        ...[...units.values()].slice(1).map(([other]) => cite(other!.fact, 'nor here')),
      ],
      claims: [first.fact.claim.id],
    },
  ]
}
