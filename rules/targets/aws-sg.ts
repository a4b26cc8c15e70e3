import { type Family, families, networks, union } from '../addresses.ts'
import { inboundOf, type Peer, type Rule } from '../model.ts'
import { comment, describe, header, reasonOf } from '../text.ts'
import { icmpFor } from './packets.ts'
import type { Target } from './target.ts'

/** Descriptions of AWS, as its API takes them. */
const comments = { bytes: 255, alphabet: /[a-zA-Z0-9 ._\-:/()#,@[\]+=&;{}!$*]/ }
const resource = 'aws_vpc_security_group_ingress_rule'
const fileName = 'portolan.tf.json'
const anybody: Record<Family, string> = { 4: '0.0.0.0/0', 6: '::/0' }

/** AWS security groups, as Terraform JSON. */
export const awsSg: Target = {
  id: 'aws-sg',
  title: 'AWS security groups (Terraform JSON)',
  machines: 'groups',
  comments,
  families,
  transports: new Set(['tcp', 'udp']),
  // Amazon's default quota for the inbound rules of a group.
  most: {
    rules: 60,
    count: (set, role, family) =>
      inboundOf(set, role)
        .filter(rule => rule.family === family)
        .flatMap(resourcesOf).length + 1,
  },
  notes: [
    'security groups answer replies, loopback, DHCP and neighbour discovery by themselves; outbound rules are not touched',
    'traffic between pods is seen only where their network is routed by the VPC',
  ],
  write(set, roles, about) {
    const groups = set.listeners.filter(({ role, group }) => group && roles.includes(role))
    const without = set.listeners.filter(({ role, group }) => !group && roles.includes(role))
    const notes = [
      ...awsSg.notes,
      ...without.map(({ role }) => `${role} has no security group in the inventory: no rules`),
    ]
    const made = new Map<string, object>()
    for (const { role, group } of groups) {
      const known = new Set<string>()
      for (const [name, fields] of [...pathMtu(role), ...inboundOf(set, role).flatMap(resourcesOf)]) {
        // A rule that refers to a group is the same for both families.
        if (known.has(JSON.stringify(fields))) continue
        known.add(JSON.stringify(fields))
        made.set(distinct(name, made), { security_group_id: group, ...fields })
      }
    }
    const held = set.rules.filter(({ held, direction }) => held && direction === 'inbound')
    const text = [
      ...header('Inbound rules of security groups, by Portolan', set, about, notes),
      ...held.map(rule => `  not written, ${rule.held}: ${rule.role}, ${describe(rule)}`),
    ]
    return new Map([
      [
        fileName,
        `${JSON.stringify({ '//': text, resource: { [resource]: Object.fromEntries(made) } }, null, 2)}\n`,
      ],
    ])
  },
  remove() {
    return new Map([
      [
        fileName,
        `${JSON.stringify({ '//': 'The rules that Portolan wrote are gone: terraform apply deletes them.' }, null, 2)}\n`,
      ],
    ])
  },
  script: null,
}

type Resource = [name: string, fields: Record<string, string | number>]

/** Machines answer with smaller packets only when they hear that theirs are too large. */
function pathMtu(role: string): Resource[] {
  return [
    [
      `${role} path MTU v4`,
      { description: 'path MTU', cidr_ipv4: anybody[4], ip_protocol: 'icmp', from_port: 3, to_port: 4 },
    ],
    [
      `${role} path MTU v6`,
      { description: 'path MTU', cidr_ipv6: anybody[6], ip_protocol: 'icmpv6', from_port: 2, to_port: 0 },
    ],
  ]
}

/** A resource for each source: a group where the inventory has one, else a network each. */
function resourcesOf(rule: Rule): Resource[] {
  const what = trafficOf(rule)
  if (what === null) return []
  const { ports, role, protocol, family } = rule
  const title = [role, protocol, ports?.first, ports && ports.last > ports.first ? ports.last : null]
    .filter(part => part !== null && part !== undefined)
    .join(' ')
  const description = comment(reasonOf(rule).replaceAll('>', ' to '), comments)
  return rule.peers.flatMap(peer =>
    sourcesOf(peer, family).map(
      ([name, source]): Resource => [`${title} from ${name}`, { description, ...source, ...what }],
    ),
  )
}

function sourcesOf({ role, addresses, group }: Peer, family: Family): Resource[] {
  const field = `cidr_ipv${family}`
  if (group) return [[role, { referenced_security_group_id: group }]]
  if (addresses === null) return [[`${role} v${family}`, { [field]: anybody[family] }]]
  return networks(family, union(addresses[family])).map(network => {
    const cidr = network.includes('/') ? network : `${network}/${family === 4 ? 32 : 128}`
    return [`${role} ${cidr}`, { [field]: cidr }]
  })
}

function trafficOf({
  protocol,
  ports,
  icmp,
  family,
  ipProtocol,
}: Rule): Record<string, string | number> | null {
  if (protocol === 'all') return { ip_protocol: '-1' }
  if (protocol === 'icmp') {
    const message = icmp && icmpFor(family, icmp)
    if (icmp && !message) return null
    return {
      ip_protocol: family === 4 ? 'icmp' : 'icmpv6',
      from_port: message?.type ?? -1,
      to_port: message?.code ?? -1,
    }
  }
  if (!ports) return { ip_protocol: String(ipProtocol) }
  return { ip_protocol: protocol, from_port: ports.first, to_port: ports.last }
}

/** A name for Terraform that no resource has yet. */
function distinct(name: string, made: ReadonlyMap<string, unknown>): string {
  const plain = name.replace(/[^A-Za-z0-9-]+/g, '_').replace(/^(?![A-Za-z_])/, '_')
  let free = plain
  for (let i = 2; made.has(free); i++) free = `${plain}_${i}`
  return free
}
