import { line, richText } from '../../../extract/trees.ts'
import type { Claim, Protocol } from '../../../schema/types.ts'
import { groupBy } from '../../group.ts'
import type { Problem, Rule } from '../../rule.ts'
import { type Fact, locate, type Page } from '../../survey/index.ts'
import { textOf } from '../../survey/statements.ts'
import { advice, cite, idsOf, labelWords, placeOf, portWords, quoted, shown } from '../evidence.ts'
import { lines, table } from '../examples.ts'
import { isNumbered, keyOf, type Numbered, onEachPage } from './page-facts.ts'

const fence = (...commands: string[]) => lines('```sh', ...commands, '```')

/** Protocols that the page itself shows to be others. */
export const protocolContradicted: Rule = {
  id: 'protocol-contradicted',
  family: 'document',
  severity: 'error',
  description:
    'A command opens another protocol than the sentence above it asks for, or UDP for a port that the page reaches by a URL over TCP.',
  why: 'Whoever copies the command opens a port that nothing uses, and the one that is needed stays shut.',
  examples: [
    {
      title: 'the sentence above the command',
      wrong: lines('Allow inbound UDP for the tunnel:\n', fence('ufw allow 7400/tcp')),
      right: lines(
        'Allow inbound UDP for the tunnel, and TCP for the console:\n',
        fence('ufw allow 7400/tcp'),
      ),
      says: 'The text above asks for UDP, but the command opens TCP 7400',
    },
    {
      title: 'a URL',
      wrong: lines(
        fence('ufw allow 7400/udp', 'ufw allow 7401/tcp'),
        '\nThe console is at https://pier.example:7400.',
      ),
      right: lines(
        fence('ufw allow 7400/udp', 'ufw allow 7400/tcp'),
        '\nThe console is at https://pier.example:7400.',
      ),
      says: 'UDP 7400 is reached over TCP: “https://pier.example:7400”',
    },
  ],
  check: onEachPage((said, page) => {
    const stated = said.filter(isNumbered)
    return [...againstLead(stated, page), ...againstUrls(stated, page)]
  }),
}

const transports: Protocol[] = ['tcp', 'udp', 'sctp']

/** The protocols that words name. */
function transportsIn(text: string): Protocol[] {
  const words = new Set(text.toLowerCase().match(/[a-z]+/g))
  return transports.filter(protocol => words.has(protocol))
}

/** Blocks of code after a text that names one protocol, and opens with commands only another one. */
function againstLead(said: Numbered[], page: Page): Problem[] {
  const commands = said.filter(({ fact }) => fact.claim.kind === 'command')
  if (commands.length === 0) return []
  return page.parts.flatMap(part =>
    part.blocks.flatMap((block, i) => {
      const lead = part.blocks[i - 1]
      const start = block.kind === 'code' && block.node.position?.start.line
      if (!start || lead?.kind !== 'prose') return []
      const text = line(richText(lead.node, part.reading.plain))
      const [asked, more] = transportsIn(text)
      const end = block.node.position!.end.line
      const own = commands.filter(
        ({ fact: { claim } }) =>
          claim.location.document === part.reading.file.path &&
          claim.location.line >= start &&
          claim.location.line <= end,
      )
      const isOther = ({ protocol }: Numbered) =>
        protocol !== null && protocol !== asked && transports.includes(protocol)
      if (!asked || more || own.length === 0 || !own.every(isOther)) return []
      const at = lead.node.position!
      const evidence = locate(part, { start: at.start.offset!, end: at.end.offset! })
      return own.map(one => ({
        at: placeOf(one.fact),
        message: `The text above asks for ${asked.toUpperCase()}, but the command opens ${portWords(one)}`,
        evidence: [shown(evidence, quoted(text))],
        suggestion: advice(`Open ${asked.toUpperCase()} ${textOf(one.ports)}, or correct the text`),
        claims: [one.fact.claim.id],
      }))
    }),
  )
}

/** Schemes whose traffic is TCP. */
const url =
  /\b(?:https?|wss?|ldaps?|postgres(?:ql)?|mysql|mongodb|redis|amqps?|mqtts?):\/\/[^\s/"'`<>()\\]{1,80}?:(\d{2,5})(?!\d)/g

function againstUrls(said: Numbered[], page: Page): Problem[] {
  const open = groupBy(
    said.filter(({ fact }) => !fact.claim.local),
    ({ ports }) => keyOf(ports),
  )
  const wrong = [...open.values()].filter(all => all.every(({ protocol }) => protocol === 'udp'))
  if (wrong.length === 0) return []
  const places = new Map<string, { document: string; line: number; text: string }>()
  for (const { reading } of page.parts) {
    const document = reading.file.path
    for (const [i, text] of String(reading.file.value)
      .split(/\r\n|\n|\r/)
      .entries())
      for (const match of text.matchAll(url)) {
        const port = Number(match[1])
        const key = keyOf({ first: port, last: port })
        if (!places.has(key)) places.set(key, { document, line: i + 1, text: match[0] })
      }
  }
  return wrong.flatMap(all => {
    const [first] = all as [Numbered]
    const place = places.get(keyOf(first.ports))
    if (!place) return []
    const { document, line, text } = place
    return [
      {
        at: placeOf(first.fact, first.fact.claim.spans.protocol ? 'protocol' : 'ports'),
        message: `${portWords(first)} is reached over TCP: ${quoted(text)}`,
        evidence: [
          shown({ document, line, column: 1, endLine: line, endColumn: 1 }, quoted(text)),
          ...all.slice(1).map(({ fact }) => cite(fact, 'UDP here too')),
        ],
        suggestion: advice(`Open TCP ${textOf(first.ports)}`),
        claims: idsOf(all.map(({ fact }) => fact)),
      },
    ]
  })
}

const parts = (...rows: string[]) => table('Component | Ports', ...rows)
const keeper = 'Keeper | TCP 7100 from Gauge'

/** Rows in which a component connects to itself while another row names the real end. */
export const selfConnection: Rule = {
  id: 'self-connection',
  family: 'document',
  severity: 'error',
  description:
    'A component connects to itself in its own row, while the row of another component names both ends.',
  why: 'The rule that is built from the row opens nothing, and the real target stays shut.',
  examples: [
    {
      wrong: parts(keeper, 'Gauge | TCP 7100 to Gauge'),
      right: parts(keeper, 'Gauge | TCP 7100 to Keeper'),
      says: 'TCP 7100 goes from “Gauge” to itself here, and from “Gauge” to “Keeper” elsewhere',
    },
  ],
  check: onEachPage(said => {
    const stated = said.filter(isNumbered).filter(({ fact }) => fact.claim.kind !== 'command')
    return [...groupBy(stated, ({ ports }) => keyOf(ports)).values()].flatMap(all =>
      all.flatMap(one => {
        const [own, more] = one.from.roles
        const isLoop = own !== undefined && !more && one.to.roles.length === 1 && one.to.roles[0] === own
        if (!isLoop || one.fact.claim.local || !isSingle(one.fact.claim)) return []
        const other = all.find(
          ({ from, to }) => isOther(from.roles, to.roles, own) || isOther(to.roles, from.roles, own),
        )
        if (!other) return []
        const { source, destination } = other.fact.claim
        return [
          {
            at: placeOf(one.fact),
            message: `${portWords(one)} goes from ${labelWords(one.fact.claim.source)} to itself here, and from ${labelWords(source)} to ${labelWords(destination)} elsewhere`,
            evidence: [cite(other.fact, 'names both ends')],
            claims: [one.fact.claim.id],
          },
        ]
      }),
    )
  }),
}

/** One side is the component alone, the other somebody else alone. */
function isOther(one: string[], other: string[], own: string): boolean {
  return (
    one.length === 1 && one[0] === own && other.length > 0 && !other.includes(own) && !other.includes('any')
  )
}

/** Several machines of a kind talk to each other: "nodes", "members", "all servers". */
function isSingle({ source, destination }: Claim): boolean {
  return [...source, ...destination].every(
    ({ label, implied }) =>
      !implied && !/(?:s|nodes?|servers?|hosts?|members?|peers?|cluster|agents?)$/i.test(label.trim()),
  )
}

const rows = (...all: string[]) => table('Port | Protocol | Purpose', ...all)

/** Purposes that were copied from the row above. */
export const copiedPurpose: Rule = {
  id: 'copied-purpose',
  family: 'document',
  severity: 'warning',
  description:
    'A row has the purpose of its neighbour, though its port belongs to another service that is known or named elsewhere.',
  why: 'Readers who do not use the named service leave the port shut, and another one stops working.',
  examples: [
    {
      wrong: rows('2379 | TCP | etcd access', '6443 | TCP | etcd access', '22 | TCP | SSH access'),
      right: rows('2379 | TCP | etcd access', '6443 | TCP | Kubernetes API access', '22 | TCP | SSH access'),
      says: 'TCP 6443 has the purpose of the row beside it, “etcd access”, but is the port of Kubernetes API server',
    },
  ],
  check: survey => {
    const named = survey.facts.filter(({ claim }) => claim.ports && claim.kind !== 'command')
    const byPort = groupBy(named, ({ claim }) => `${claim.protocol} ${keyOf(claim.ports!)}`)
    return survey.pages.flatMap(page => {
      const own = survey.of(page).filter(({ claim }) => claim.table && claim.ports && claim.description)
      const spots = [...groupBy(own, ({ spot }) => spot).values()].map(([first]) => first!)
      return spots.flatMap((fact, i) => {
        const isTwin = (other: Fact | undefined) =>
          other?.unit === fact.unit && other.purpose === fact.purpose
        const twin = [spots[i - 1], spots[i + 1]].find(isTwin)
        const right =
          twin && otherOwner(fact, byPort.get(`${fact.claim.protocol} ${keyOf(fact.claim.ports!)}`) ?? [])
        if (
          !twin ||
          !right ||
          otherOwner(twin, byPort.get(`${twin.claim.protocol} ${keyOf(twin.claim.ports!)}`) ?? [])
        )
          return []
        return [
          {
            at: placeOf(fact),
            message: `${portWords({ protocol: fact.claim.protocol, ports: fact.claim.ports! })} has the purpose of the row beside it, ${quoted(fact.claim.description!)}, but is the port of ${right.name}`,
            evidence: [
              cite(twin, 'the row with the same purpose'),
              ...right.facts.map(one => cite(one, `for ${right.name}`)),
            ],
            claims: [fact.claim.id],
          },
        ]
      })
    })
  },
}

/** The service that a port belongs to where its row names one that does not use it; by the vocabulary, or by other pages. */
function otherOwner(fact: Fact, same: Fact[]): { name: string; facts: Fact[] } | null {
  const { services, registered, vocabulary, claim } = fact
  const port = `${claim.protocol ?? 'tcp'}/${textOf(claim.ports!)}`
  const uses = (ports: string[]) => ports.some(one => covers(one, port))
  if ([...services, ...registered].some(({ ports }) => uses(ports))) return null
  const known = [...vocabulary.services.values()].find(
    ({ ports, product }) => !product && ports.includes(port) && ports.length === 1,
  )
  if (known && services.length + registered.length > 0) return { name: known.title, facts: [] }
  const others = same.filter(
    other => other.page !== fact.page && other.purpose !== '' && !sharesWord(other, fact) && endsWord(other),
  )
  const first = others[0]
  return first ? { name: quoted(endsWord(first)!), facts: others } : null
}

function covers(range: string, port: string): boolean {
  const [protocol, bounds = ''] = range.split('/')
  const [own, ports = ''] = port.split('/')
  const [first = 0, last = first] = bounds.split('-').map(Number)
  const [from = 0, to = from] = ports.split('-').map(Number)
  return protocol === own && first <= from && to <= last
}

/** Whether two rows have a word of their purpose or ends in common. */
function sharesWord(a: Fact, b: Fact): boolean {
  const wordsOf = ({ claim }: Fact) =>
    new Set(
      [claim.description ?? '', ...[...claim.source, ...claim.destination].map(({ label }) => label)]
        .join(' ')
        .toLowerCase()
        .match(/[\p{L}\d]{4,}/gu),
    )
  const own = wordsOf(b)
  return [...wordsOf(a)].some(word => own.has(word))
}

/** Who listens, by the row's own words. */
function endsWord({ claim }: Fact): string | null {
  return claim.destination.find(({ implied }) => !implied)?.label ?? null
}

const numbered = (row: string) => table('Protocol | Port | Source | Purpose', row)

/** IP protocols that have no ports, with the number that stands for them. */
const portless: { number: number; names: RegExp; title: string }[] = [
  { number: 4, names: /\bip-?in-?ip\b|\bipip\b/i, title: 'IP-in-IP' },
  { number: 47, names: /\bgre\b/i, title: 'GRE' },
  { number: 50, names: /\besp\b|\bencapsulating security/i, title: 'ESP' },
  { number: 51, names: /\bah\b|\bauthentication header/i, title: 'AH' },
  { number: 112, names: /\bvrrp\b|\bkeepalived\b/i, title: 'VRRP' },
]

/** Numbers of IP protocols in the place of ports. */
export const protocolNumber: Rule = {
  id: 'protocol-number',
  family: 'numbers',
  severity: 'error',
  description:
    'The number of an IP protocol without ports (ESP 50, AH 51, GRE 47, IP-in-IP 4, VRRP 112) is listed as a TCP or UDP port.',
  why: 'A firewall that opens the port does not let the protocol through.',
  examples: [
    {
      wrong: numbered('UDP | 50 | Gateways | ESP of the tunnel'),
      right: numbered('UDP | 500 | Gateways | IKE, before ESP (IP protocol 50)'),
      says: 'UDP 50 is no port of ESP: ESP is IP protocol 50, which has no ports',
    },
  ],
  check: onEachPage(said =>
    said.filter(isNumbered).flatMap(one => {
      const { first, last } = one.ports
      const { description, portText, kind } = one.fact.claim
      const found = portless.find(
        ({ number, names }) =>
          first === number && last === number && names.test(`${description ?? ''} ${portText ?? ''}`),
      )
      if (!found || kind === 'sentence' || !['tcp', 'udp'].includes(one.protocol ?? '')) return []
      const { title, number } = found
      return [
        {
          at: placeOf(one.fact),
          message: `${portWords(one)} is no port of ${title}: ${title} is IP protocol ${number}, which has no ports`,
          suggestion: advice(`Allow IP protocol ${number} (${title})`),
          claims: [one.fact.claim.id],
        },
      ]
    }),
  ),
}
