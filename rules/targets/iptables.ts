import { protocolsWithPorts } from '../../schema/protocols.ts'
import type { Ports } from '../../schema/types.ts'
import { type Family, families, networks } from '../addresses.ts'
import { peersOf, type Rule, type RuleSet } from '../model.ts'
import { type About, comment, header, oneLine, reasonOf } from '../text.ts'
import { icmpFor, isNodePort, neighbourTypes, packetErrors } from './packets.ts'
import type { Target } from './target.ts'

/** The match takes 256 bytes with the end mark; quotes are needed anyway, so none may be inside. */
const comments = { bytes: 255, alphabet: /[^"\\]/ }
const input = 'PORTOLAN'
/** Where NodePorts are filtered: after connection tracking, before kube-proxy translates. */
const early = 'PORTOLAN-NODEPORT'
const hooks = [
  { table: 'filter', chain: 'INPUT', jump: `-j ${input}` },
  { table: 'mangle', chain: 'PREROUTING', jump: `-m addrtype --dst-type LOCAL -j ${early}` },
]
const tools: Record<Family, string> = { 4: 'iptables', 6: 'ip6tables' }
const fileName = (role: string, family: Family) => `${role}.v${family}.rules`

/** iptables: chains of its own, as restore files for both families. */
export const iptables: Target = {
  id: 'iptables',
  title: 'iptables',
  machines: 'addresses',
  comments,
  families,
  transports: new Set(['tcp', 'udp', 'sctp', 'dccp']),
  most: null,
  notes: [
    'load with iptables-restore --noflush and ip6tables-restore --noflush; the chains need a jump each: portolan rules iptables --apply-script adds both',
    'outbound and forwarded traffic is not filtered; ports that pods publish by other means than NodePort are forwarded',
    'what is let through returns to INPUT: rules that were there before still hold',
  ],
  write(set, roles, about) {
    return new Map(
      roles.flatMap(role =>
        families.map(family => [fileName(role, family), fileOf(role, family, set, about)]),
      ),
    )
  },
  remove(roles) {
    return new Map(roles.map(role => [`${role}.remove.sh`, `#!/bin/sh\n${removal}\n`]))
  },
  script: {
    save: families
      .map(
        family =>
          `${tools[family]}-save | grep -E '^(\\*|COMMIT|:PORTOLAN|-A PORTOLAN)' > "$work/old.v${family}" || :`,
      )
      .join('\n'),
    load: files =>
      [
        ...files.map(
          file => `${tools[file.endsWith('.v6.rules') ? 6 : 4]}-restore -w --noflush "$work/${file}"`,
        ),
        ...families.flatMap(attached),
      ].join(' &&\n'),
    restore: [
      `if grep -q '^:PORTOLAN' "$work/old.v4"; then`,
      ...families.map(family => `${tools[family]}-restore -w --noflush "$work/old.v${family}"`),
      'else',
      removalOf(),
      'fi',
    ].join('\n'),
  },
}

function attached(family: Family): string[] {
  return hooks.map(({ table, chain, jump }) => {
    const call = (how: string) => `${tools[family]} -w -t ${table} ${how} ${chain} ${jump}`
    return `{ ${call('-C')} 2> /dev/null || ${call('-I')}; }`
  })
}

const removal = removalOf()

function removalOf(): string {
  return families
    .flatMap(family =>
      hooks.flatMap(({ table, chain, jump }) => {
        const own = jump.split(' ').at(-1)
        const call = (words: string) => `${tools[family]} -w -t ${table} ${words} 2> /dev/null || :`
        return [call(`-D ${chain} ${jump}`), call(`-F ${own}`), call(`-X ${own}`)]
      }),
    )
    .join('\n')
}

function fileOf(role: string, family: Family, set: RuleSet, about: About): string {
  const rules = set.rules.filter(
    rule => rule.role === role && rule.family === family && rule.direction === 'inbound',
  )
  const lines = header(
    `Firewall rules of ${role} for ${tools[family]}, by Portolan`,
    set,
    about,
    iptables.notes,
  )
  const nodePorts = rules.filter(rule => isNodePort(rule, set) || rule.protocol === 'all')
  return [
    ...lines.map(line => `# ${line}`),
    '*mangle',
    `:${early} - [0:0]`,
    `-A ${early} -i lo -j RETURN`,
    `-A ${early} -m conntrack ! --ctstate NEW -j RETURN`,
    ...nodePorts.flatMap(rule => ruleLines(rule, early, '--dport')),
    ...set.nodePorts.map(
      ({ protocol, ports }) => `-A ${early} -p ${protocol} --dport ${portText(ports)} -j DROP`,
    ),
    'COMMIT',
    '*filter',
    `:${input} - [0:0]`,
    ...basics[family].map(match => `-A ${input} ${match} -j RETURN`),
    ...rules.flatMap(rule =>
      ruleLines(rule, input, isNodePort(rule, set) ? '-m conntrack --ctorigdstport' : '--dport'),
    ),
    `-A ${input} -j DROP`,
    'COMMIT',
    '',
  ].join('\n')
}

/** What every machine needs, whatever runs on it. */
const common = ['-i lo', '-m conntrack --ctstate RELATED,ESTABLISHED']
const basics: Record<Family, string[]> = {
  4: [
    ...common,
    ...packetErrors[4].map(type => `-p icmp --icmp-type ${type}`),
    '-p udp --sport 67 --dport 68',
  ],
  6: [
    ...common,
    ...packetErrors[6].map(type => `-p icmpv6 --icmpv6-type ${type}`),
    ...neighbourTypes.map(type => `-p icmpv6 --icmpv6-type ${type} -m hl --hl-eq 255`),
    ...[130, 131, 132, 143].map(type => `-s fe80::/10 -p icmpv6 --icmpv6-type ${type}`),
    '-s fe80::/10 -p udp --sport 547 --dport 546',
  ],
}

function ruleLines(rule: Rule, chain: string, port: string): string[] {
  const match = matchOf(rule, port)
  if (match === null) return []
  const addresses = peersOf(rule)
  const sources = addresses ? networks(rule.family, addresses).map(network => `-s ${network} `) : ['']
  const reason = reasonOf(rule)
  const note = `-m comment --comment "${comment(reason, comments)}"`
  return [
    `# ${oneLine(rule.held ? `left out, ${rule.held}: ${reason}` : reason)}`,
    ...sources.map(source => `${rule.held ? '# ' : ''}-A ${chain} ${source}${match} ${note} -j RETURN`),
  ]
}

/** Null where a message of ICMP has no counterpart in the family. */
function matchOf({ protocol, family, ports, icmp, ipProtocol }: Rule, port: string): string | null {
  if (protocol === 'all') return ''
  if (protocol === 'icmp') {
    const name = family === 4 ? 'icmp' : 'icmpv6'
    const message = icmp && icmpFor(family, icmp)
    if (icmp && !message) return null
    return `-p ${name}${message ? ` --${name}-type ${message.type}${message.code === null ? '' : `/${message.code}`}` : ''}`
  }
  if (!protocolsWithPorts.has(protocol)) return `-p ${ipProtocol}`
  return `-p ${protocol} ${port} ${portText(ports!)}`
}

function portText({ first, last }: Ports): string {
  return first === last ? String(first) : `${first}:${last}`
}
