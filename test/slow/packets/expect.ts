import { query } from '../../../dataset/api/query.ts'
import type { Data } from '../../../rules/index.ts'
import type { Inventory } from '../../../schema/types.ts'
import { podsReach } from '../../rules/stacks.ts'
import type { Target } from './lab.ts'

/** A machine of the laboratory. */
export interface Machine {
  name: string
  /** Roles; none for a stranger. */
  roles: string[]
  addresses: string[]
}

/** Two machines of each role at most, an administrator, a pod and a stranger. */
export function machinesOf(inventory: Inventory): Machine[] {
  const of = (name: string, roles: string[], addresses: string[]) => ({ name, roles, addresses })
  const machines = Object.entries(inventory.roles).flatMap(([id, value]) => {
    if (typeof value === 'string') return []
    const { addresses = [], also = [] } = value
    const [v4, v6] = [addresses.filter(one => !one.includes(':')), addresses.filter(one => one.includes(':'))]
    return v4.map((one, i) => of(`${id}-${i + 1}`, [id, ...also], [one, v6[i]!]))
  })
  return [
    ...machines,
    of('admin', ['administrator'], ['10.9.0.1', 'fd00:9::1']),
    ...(inventory.cluster ? [of('pod', ['pods'], ['10.42.7.5', 'fd00:42::5'])] : []),
    of('stranger', [], ['10.77.0.1', 'fd00:77::1']),
  ]
}

/** Whether a packet should get through: as `query` answers, and as the inventory says itself. */
export function isNeeded(
  from: Machine,
  to: Machine,
  { protocol, address, port }: Target,
  inventory: Inventory,
  data: Data,
): boolean {
  const kind = (id: string) => inventory.roles[id]
  const [{ when = {}, conditions = {} }] = inventory.stack as [Inventory['stack'][number]]
  const isInside = inventory.cluster !== undefined && inventory.cluster !== 'none'
  if (from.roles.includes('pods')) return isInside && podsReach.includes(to.roles[0]!)
  if (
    from.roles.includes('administrator') &&
    protocol === 'tcp' &&
    port === (inventory.administrators.ssh ?? 22)
  )
    return true
  const own = inventory.extra?.some(rule => {
    const [first, last = first] = String(rule.ports).split('-').map(Number)
    const fits = from.roles.includes(rule.from) && to.roles.includes(rule.to) && rule.protocol === protocol
    return fits && port >= first! && port <= last!
  })
  const roles = kind('any') === 'any' ? [...from.roles, 'any'] : from.roles
  const answers = Object.entries(when).map(([axis, values]) => [
    axis,
    [values].flat().filter(value => value !== 'none'),
  ])
  const given = Object.fromEntries(
    answers.map(([axis, values]) => [axis, values!.length > 0 ? values : null]),
  )
  const found = query(
    data.flows,
    {
      from: roles,
      to: to.roles,
      protocol,
      local: false,
      status: ['stated', 'corrected'],
      when: { ...given, ip: address.includes(':') ? 'ipv6' : 'ipv4' },
    },
    data.roles,
  )
  return (
    own ||
    found.some(flow => {
      const { ports, from, to } = flow
      const isOpen =
        flow.protocol === 'all' ||
        protocol === 'icmp' ||
        (ports !== null && ports.first <= port && port <= ports.last)
      return (
        isOpen &&
        ![from.kind, to.kind].includes('unknown') &&
        flow.conditions.every(text => conditions[text] !== false)
      )
    })
  )
}

/** The ports at the edges of every range that the data or the inventory name, and those beside them. */
export function edgesOf(inventory: Inventory, data: Data): number[] {
  const own = (inventory.extra ?? []).map(({ ports }) => String(ports).split('-').map(Number))
  const ranges = [
    ...data.flows.flatMap(({ ports }) => (ports ? [[ports.first, ports.last]] : [])),
    ...own,
    [22, 22],
  ]
  const edges = ranges.flatMap(([first = 1, last = first]) => [first - 1, first, last, last + 1])
  return [...new Set(edges)].filter(port => port >= 1 && port <= 65535).sort((a, b) => a - b)
}
