import { protocolsWithPorts } from '../../schema/protocols.ts'
import type { Icmp, Ports } from '../../schema/types.ts'
import { families, intervals } from '../addresses.ts'
import { peersOf, type Rule, type RuleSet } from '../model.ts'
import { type About, comment, header, oneLine, reasonOf, withoutRepeats } from '../text.ts'
import { icmpFor, isNodePort, neighbourTypes, packetErrors } from './packets.ts'
import type { Files, Target } from './target.ts'

/** nft stores 128 bytes with the end mark; a quoted string has no escapes. */
const comments = { bytes: 127, alphabet: /[^"\\]/ }
const table = 'inet portolan'
/** Makes the table first, so that deleting it never fails; one file is one transaction. */
const emptied = [`table ${table}`, `delete table ${table}`]
/** Before kube-proxy translates (-100), after connection tracking (-200). */
const beforeTranslation = -110

/** nftables: a table of its own, replaced in one transaction. */
export const nft: Target = {
  id: 'nft',
  title: 'nftables',
  machines: 'addresses',
  comments,
  families,
  transports: protocolsWithPorts,
  most: null,
  notes: [
    'outbound and forwarded traffic is not filtered; ports that pods publish by other means than NodePort are forwarded',
    'other tables stay as they are; what they drop stays dropped',
  ],
  write(set, roles, about) {
    return new Map(roles.map(role => [`${role}.nft`, fileOf(role, set, about)]))
  },
  remove(roles): Files {
    return new Map(roles.map(role => [`${role}.nft`, `${emptied.join('\n')}\n`]))
  },
  script: {
    save: `nft list table ${table} > "$work/old" 2> /dev/null || : > "$work/old"`,
    load: files => files.map(file => `nft -f "$work/${file}"`).join(' && '),
    restore: `{ printf '%s\\n' '${emptied.join("' '")}'; cat "$work/old"; } | nft -f -`,
  },
}

function fileOf(role: string, set: RuleSet, about: About): string {
  const rules = set.rules.filter(rule => rule.role === role && rule.direction === 'inbound')
  const lines = header(`Firewall rules of ${role} for nftables, by Portolan`, set, about, nft.notes)
  return [
    '#!/usr/sbin/nft -f',
    ...lines.map(line => `# ${line}`),
    '',
    ...emptied,
    `table ${table} {`,
    ...(set.nodePorts.length > 0 ? nodePortChain(rules, set) : []),
    '  chain input {',
    '    type filter hook input priority 0; policy drop;',
    ...basics.map(line => `    ${line}`),
    ...withoutRepeats(
      rules.flatMap(rule => ruleLines(rule, isNodePort(rule, set) ? 'ct original proto-dst' : 'dport')),
    ),
    '  }',
    '}',
    '',
  ].join('\n')
}

const list = (items: readonly (string | number)[]) =>
  items.length === 1 ? String(items[0]) : `{ ${items.join(', ')} }`

/** What every machine needs, whatever runs on it. */
const basics = [
  'iifname "lo" accept',
  'ct state established,related accept',
  'ct state invalid drop',
  `icmp type ${list(packetErrors[4])} accept comment "errors, path MTU"`,
  `icmpv6 type ${list(packetErrors[6])} accept comment "errors, path MTU"`,
  `icmpv6 type ${list(neighbourTypes)} ip6 hoplimit 255 accept comment "neighbour discovery"`,
  'ip6 saddr fe80::/10 icmpv6 type { 130, 131, 132, 143 } accept comment "multicast listeners"',
  'udp sport 67 udp dport 68 accept comment "DHCP client"',
  'ip6 saddr fe80::/10 udp sport 547 udp dport 546 accept comment "DHCPv6 client"',
]

/** An input chain does not see packets that kube-proxy sends on to pods: these are filtered before. */
function nodePortChain(rules: readonly Rule[], set: RuleSet): string[] {
  const closed = set.nodePorts.map(({ protocol, ports }) => `${protocol} dport ${portText(ports)}`)
  return [
    '  chain nodeports {',
    `    type filter hook prerouting priority ${beforeTranslation}; policy accept;`,
    '    iifname "lo" accept',
    '    ct state != new accept',
    '    fib daddr type != local accept',
    ...withoutRepeats(
      rules
        .filter(rule => isNodePort(rule, set) || rule.protocol === 'all')
        .flatMap(rule => ruleLines(rule, 'dport')),
    ),
    ...closed.map(match => `    ${match} drop`),
    '  }',
    '',
  ]
}

function ruleLines(rule: Rule, port: string): string[] {
  const match = matchOf(rule, port)
  if (match === null) return []
  const reason = reasonOf(rule)
  return [
    `    # ${oneLine(rule.held ? `left out, ${rule.held}: ${reason}` : reason)}`,
    `    ${rule.held ? '# ' : ''}${match} accept comment "${comment(reason, comments)}"`,
  ]
}

/** Null where a message of ICMP has no counterpart in the family. */
function matchOf(rule: Rule, port: string): string | null {
  const { family, protocol, ports, ipProtocol } = rule
  const addresses = peersOf(rule)
  const from = addresses
    ? `${family === 4 ? 'ip' : 'ip6'} saddr ${list(intervals(family, addresses))}`
    : `meta nfproto ipv${family}`
  if (protocol === 'all') return from
  if (protocol === 'icmp') {
    const name = family === 4 ? 'icmp' : 'icmpv6'
    if (!rule.icmp) return `${from} meta l4proto ${family === 4 ? 'icmp' : 'ipv6-icmp'}`
    const icmp: Icmp | null = icmpFor(family, rule.icmp)
    return (
      icmp && `${from} ${name} type ${icmp.type}${icmp.code === null ? '' : ` ${name} code ${icmp.code}`}`
    )
  }
  if (!protocolsWithPorts.has(protocol)) return `${from} meta l4proto ${ipProtocol}`
  const number = port === 'dport' ? `${protocol} dport` : `meta l4proto ${protocol} ${port}`
  return `${from} ${number} ${portText(ports!)}`
}

function portText({ first, last }: Ports): string {
  return first === last ? String(first) : `${first}-${last}`
}
