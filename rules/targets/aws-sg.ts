import { type Family, families, networks, union } from '../addresses.ts'
import { inboundOf, type Peer, type Rule, type RuleSet } from '../model.ts'
import { comment, describe, header, reasonOf } from '../text.ts'
import { icmpFor } from './packets.ts'
import type { Files, Target } from './target.ts'

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
    count: (set, role, family) => {
      const group = set.listeners.find(one => one.role === role)?.group
      // A rule that refers to a group counts for both families.
      const isOther = ([, fields]: Resource) => fields[`cidr_ipv${family === 4 ? 6 : 4}`] !== undefined
      return group ? resourcesOf(set, group).filter(one => !isOther(one)).length : 0
    },
  },
  notes: [
    'security groups answer replies, loopback, DHCP and neighbour discovery by themselves; outbound rules are not touched',
    'traffic between pods is seen only where their network is routed by the VPC',
  ],
  write(set, roles, about) {
    const own = set.listeners.filter(({ role }) => roles.includes(role))
    const without = own.filter(({ group }) => !group)
    const notes = without.map(({ role }) => `${role} has no security group in the inventory: no rules`)
    const groups = new Set(own.flatMap(({ group }) => group ?? []))
    const made = new Map<string, object>()
    for (const group of groups)
      for (const [name, fields] of resourcesOf(set, group)) made.set(distinct(name, made), fields)
    const held = set.rules.filter(({ held, direction }) => held && direction === 'inbound')
    const text = [
      ...header('Inbound rules of security groups, by Portolan', set, about, [...awsSg.notes, ...notes]),
      ...held.map(rule => `  not written, ${rule.held}: ${rule.role}, ${describe(rule)}`),
    ]
    return fileOf({ '//': text, resource: { [resource]: Object.fromEntries(made) } })
  },
  remove: () => fileOf({ '//': 'The rules that Portolan wrote are gone: terraform apply deletes them.' }),
  script: null,
}

function fileOf(content: object): Files {
  return new Map([[fileName, `${JSON.stringify(content, null, 2)}\n`]])
}

type Resource = [name: string, fields: Record<string, string | number>]

/** The rules of all roles that share a group. AWS refuses two that differ in the description only. */
function resourcesOf(set: RuleSet, group: string): Resource[] {
  const roles = set.listeners.flatMap(one => (one.group === group ? one.role : []))
  const all = roles.flatMap(role => [...pathMtu(role), ...inboundOf(set, role).flatMap(sourcesOf)])
  const distinct = new Map<string, Resource>()
  for (const [name, { description, ...fields }] of all) {
    const key = JSON.stringify(fields)
    if (!distinct.has(key))
      distinct.set(key, [name, { security_group_id: group, description: description!, ...fields }])
  }
  return [...distinct.values()]
}

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
function sourcesOf(rule: Rule): Resource[] {
  const what = trafficOf(rule)
  if (what === null) return []
  const { ports, role, protocol, family } = rule
  const title = [role, protocol, ports?.first, ports && ports.last > ports.first ? ports.last : null]
    .filter(part => part !== null && part !== undefined)
    .join(' ')
  const description = comment(reasonOf(rule).replaceAll('>', ' to '), comments)
  return rule.peers.flatMap(peer =>
    addressesOf(peer, family).map(
      ([name, source]): Resource => [`${title} from ${name}`, { description, ...source, ...what }],
    ),
  )
}

function addressesOf({ role, addresses, group }: Peer, family: Family): Resource[] {
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
