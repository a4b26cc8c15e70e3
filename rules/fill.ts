import { parseYaml } from '../schema/yaml.ts'
import type { Data } from './data.ts'

/** Addresses by the names that a file has for groups of machines. */
export interface Filled {
  groups: Map<string, string[]>
  /** Networks of pods. */
  pods: string[]
}

/**
 * Reads the machines of an Ansible inventory (INI or YAML), or of `kubectl get nodes -o json`.
 *
 * @throws {Error} for a text that is neither
 */
export function addressesIn(text: string): Filled {
  if (/^\s*\{/.test(text)) return nodesIn(JSON.parse(text))
  if (/^\s*\[/m.test(text) && !/^\w[\w-]*:\s*$/m.test(text)) return iniIn(text)
  return ansibleIn(parseYaml(text))
}

function filled(): Filled {
  return { groups: new Map(), pods: [] }
}

function add({ groups }: Filled, group: string, address: string): void {
  const known = groups.get(group) ?? []
  if (!known.includes(address)) groups.set(group, [...known, address])
}

interface NodeList {
  items?: {
    metadata?: { labels?: Record<string, string> }
    spec?: { podCIDRs?: string[] }
    status?: { addresses?: { type: string; address: string }[] }
  }[]
}

const roleLabel = 'node-role.kubernetes.io/'

function nodesIn({ items }: NodeList): Filled {
  if (!Array.isArray(items)) throw new Error('is no list of nodes; write it with kubectl get nodes -o json')
  const result = filled()
  for (const { metadata, spec, status } of items) {
    const names = Object.keys(metadata?.labels ?? {}).filter(label => label.startsWith(roleLabel))
    const roles = names.map(label => label.slice(roleLabel.length)).filter(role => role !== 'master')
    // The first role owns the machine; Kubernetes labels workers rarely.
    const own = roles.includes('control-plane') ? 'control-plane' : (roles[0] ?? 'worker')
    for (const { type, address } of status?.addresses ?? [])
      if (type === 'InternalIP') add(result, own, address)
    result.pods.push(...(spec?.podCIDRs ?? []))
  }
  return result
}

function iniIn(text: string): Filled {
  const result = filled()
  const addresses = new Map<string, string>()
  let group: string | null = null
  for (const line of text.split('\n').map(one => one.replace(/(^|\s)[#;].*/, '').trim())) {
    const [, name] = /^\[([^\]]+)\]$/.exec(line) ?? []
    if (name) group = name.includes(':') ? null : name
    if (name || !line || !group) continue
    const [host = '', ...variables] = line.split(/\s+/)
    const own = variables.map(one => /^ansible_(?:ssh_)?host=(.+)$/.exec(one)?.[1]).find(Boolean)
    if (own) addresses.set(host, own)
    add(result, group, addresses.get(host) ?? host)
  }
  return result
}

interface AnsibleGroup {
  hosts?: Record<string, { ansible_host?: string } | null> | null
  children?: Record<string, AnsibleGroup | null> | null
}

function ansibleIn(value: unknown): Filled {
  if (value === null || typeof value !== 'object' || Array.isArray(value))
    throw new Error('is no inventory of Ansible (INI or YAML), and no list of nodes of kubectl')
  const result = filled()
  const visit = (name: string, group: AnsibleGroup | null) => {
    for (const [host, variables] of Object.entries(group?.hosts ?? {}))
      add(result, name, variables?.ansible_host ?? host)
    for (const [child, inner] of Object.entries(group?.children ?? {})) visit(child, inner)
  }
  for (const [name, group] of Object.entries(value as Record<string, AnsibleGroup>)) visit(name, group)
  return result
}

/** The role of the data that a group of machines most likely has: the same name, its end, or a general role. */
export function roleFor(group: string, roles: Data['roles'], among: readonly string[]): string | null {
  const plain = group
    .toLowerCase()
    .replaceAll('_', '-')
    .replace(/^kube-/, '')
    .replace(/s$/, '')
  const name = { master: 'controlplane', 'control-plane': 'controlplane', node: 'worker' }[plain] ?? plain
  const isGeneral = (id: string) => roles.find(role => role.id === id)?.isA?.includes(name) ?? false
  return (
    among.find(id => id === name) ??
    among.find(id => id.endsWith(`-${plain}`)) ??
    among.find(isGeneral) ??
    null
  )
}
