import { expand } from '../dataset/api/nodes.ts'
import type { Flow } from '../schema/types.ts'
import { byVersion } from '../schema/versions.ts'
import { assumedFor, coverageOf, none } from './choose.ts'
import type { Data } from './data.ts'
import { type Filled, roleFor } from './fill.ts'
import { administrator } from './inventory.ts'
import { isOfCluster } from './model.ts'
import { oneLine } from './text.ts'

/**
 * Writes the skeleton of an inventory in YAML: everything that the rules of a deployment depend on, each open question
 * as a comment.
 *
 * @param flows those of the deployment, one at the least
 * @param from machines that are known already
 */
export function ask(
  flows: readonly Flow[],
  data: Data,
  from: Filled = { groups: new Map(), pods: [] },
): string {
  const { product, deployment } = flows[0]!
  const version = flows
    .flatMap(({ versions }) => versions.map(({ last }) => last))
    .sort(byVersion)
    .at(-1)
  const lines = [
    '# The inventory that portolan makes firewall rules from. Answer what a comment asks, then:',
    '#   portolan rules nft',
    'stack:',
    `  - product: ${product}`,
    ...(version ? [`    version: ${JSON.stringify(version)}`] : []),
    `    deployment: ${deployment}`,
    ...whenLines(flows, data),
    ...conditionLines(flows),
    'roles:',
    '  # Addresses, networks and ranges, IPv4 and IPv6. A role that is nowhere: none. Machines with two roles stand once,',
    '  # with the other role under also: [...]. In AWS, add the security group: aws: sg-...',
    ...roleLines(flows, data, from),
    'administrators:',
    '  # Where you log in from; without it the rules would lock you out.',
    '  addresses: []',
    '  ssh: 22',
    ...clusterLines(flows, from),
    '# Rules of your own; a role of your own goes under roles, too.',
    '# extra:',
    '#   - { from: monitoring, to: ROLE, protocol: tcp, ports: 9100, why: node-exporter }',
  ]
  return `${lines.join('\n')}\n`
}

function whenLines(flows: readonly Flow[], data: Data): string[] {
  const assumed = assumedFor(flows, data)
  const axes = [...coverageOf(flows, data)].sort(([a], [b]) => (a < b ? -1 : 1))
  if (axes.length === 0) return []
  return [
    axes.every(([axis]) => assumed.has(axis)) ? '    when: {}' : '    when:',
    ...axes.map(([axis, values]) => {
      const known = [...values].sort().join(', ')
      const value = assumed.get(axis)
      return value === undefined
        ? `      ${axis}: # one or more of ${known}, or ${none}`
        : `      # ${axis}: ${value} is the product's default; others: ${known}, or ${none}`
    }),
  ]
}

function conditionLines(flows: readonly Flow[]): string[] {
  const texts = [...new Set(flows.flatMap(({ conditions }) => conditions))].sort()
  return texts.length > 0
    ? [
        '    # Do these hold?',
        '    conditions:',
        ...texts.map(text => `      ${JSON.stringify(text)}: # true or false`),
      ]
    : []
}

function roleLines(flows: readonly Flow[], { roles }: Data, from: Filled): string[] {
  const ends = flows.flatMap(flow =>
    [flow.from, flow.to].filter(({ kind }) => ['role', 'group', 'any'].includes(kind)),
  )
  const ids = [...new Set(ends.flatMap(({ id }) => expand(id, roles)))]
    .filter(id => id !== administrator)
    .sort()
  const known = new Map<string, string[]>()
  const strange: string[] = []
  for (const [group, addresses] of from.groups) {
    const id = roleFor(group, roles, ids)
    if (id) known.set(id, [...(known.get(id) ?? []), ...addresses])
    else strange.push(`  # No role is called ${JSON.stringify(group)}: ${JSON.stringify(addresses)}`)
  }
  const named = ids.map(id => {
    const title =
      id === 'any'
        ? 'documents say anybody: any, or the networks that need it'
        : roles.find(role => role.id === id)?.title
    return `  ${id}: { addresses: ${JSON.stringify(known.get(id) ?? [])} } # ${oneLine(title ?? '')}`.trimEnd()
  })
  return [...named, ...strange]
}

function clusterLines(flows: readonly Flow[], { pods }: Filled): string[] {
  if (!flows.some(isOfCluster)) return []
  return [
    'cluster:',
    pods.length > 0
      ? `  pods: ${JSON.stringify(pods)} # those of the nodes of today; write the network that holds them all`
      : '  pods: [] # the network of the pods',
    '  services: [] # the network of the services',
  ]
}
