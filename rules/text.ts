import { portsOf } from '../dataset/api/ports.ts'
import type { Rule, RuleSet } from './model.ts'

/** What a comment may be in a target. */
export interface CommentLimits {
  /** Most bytes in UTF-8. */
  bytes: number
  /** Characters that are allowed; each other one becomes a blank. */
  alphabet: RegExp
}

/** What rules are made from, for their headers. */
export interface About {
  /** Name and version of the data package. */
  data: string
  /** Date of the data; null when it is not recorded. */
  date: string | null
  /** Name of the inventory, and its SHA-256. */
  inventory: string
  hash: string
}

/** Printable ASCII: what is left of a text never ends a line or speaks to a terminal. */
const printable = /[ -~]/

/** A text on one line of a file, in printable ASCII. */
export function oneLine(text: string): string {
  return [...text]
    .map(character => (printable.test(character) ? character : ' '))
    .join('')
    .replace(/ +/g, ' ')
    .trim()
}

/** A comment within the limits of a target; one that is too long ends in `...`. */
export function comment(text: string, { bytes, alphabet }: CommentLimits): string {
  const allowed = [...oneLine(text)].map(character => (alphabet.test(character) ? character : ' ')).join('')
  const plain = allowed.replace(/ +/g, ' ').trim()
  return plain.length <= bytes ? plain : `${plain.slice(0, bytes - 3)}...`
}

/** What a rule is for, and where documents say so; the shortest first, since comments are cut at the end. */
export function reasonOf({ why, flows, links }: Rule): string {
  const [first = '', ...more] = links
  return [
    why,
    first && `${first}${more.length > 0 ? ` and ${more.length} more` : ''}`,
    ...flows.map(({ id }) => id),
  ]
    .filter(Boolean)
    .join('; ')
}

/** A rule in words: `tcp 6443 from rke2-agent, rke2-server`. */
export function describe(rule: Rule): string {
  const { protocol, direction, peers, icmp } = rule
  const ports = portsOf({ ports: rule.ports, portText: null }) || (icmp ? `type ${icmp.type}` : '')
  const who = peers.map(({ role }) => role).join(', ')
  return [protocol, ports, direction === 'inbound' ? 'from' : 'to', who].filter(Boolean).join(' ')
}

/**
 * The lines at the top of what is written: what it was made from, what was assumed, what is missing and why.
 *
 * @param notes what the target does not do
 */
export function header(title: string, set: RuleSet, about: About, notes: readonly string[]): string[] {
  const list = (name: string, items: readonly string[]) =>
    items.length > 0 ? [`${name}:`, ...items.map(item => `  ${item}`)] : []
  return [
    title,
    `data: ${about.data}, ${about.date ? `of ${about.date}` : 'date not recorded'}`,
    `inventory: ${about.inventory}, SHA-256 ${about.hash}`,
    ...list('stack', set.stack),
    ...list('assumed', set.assumptions),
    ...list(
      'left out',
      set.leftOut.map(({ flow, reason }) => `${flow.id}: ${reason}`),
    ),
    ...list('note', notes),
  ].map(line => line.match(/^ */)![0] + oneLine(line))
}

/** Lines of rules without reasons that stand above another rule already. */
export function withoutRepeats(lines: readonly string[]): string[] {
  let last = ''
  return lines.filter(line => {
    const isReason = line.trimStart().startsWith('#')
    const isRepeat = isReason && line === last
    if (isReason) last = line
    return !isRepeat
  })
}
