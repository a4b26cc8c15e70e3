import { nearest } from '../schema/nearest.ts'
import type { Problem } from '../schema/problems.ts'
import { ipProtocolOf, protocolsWithPorts } from '../schema/protocols.ts'
import { type AddressSet, addressSet, families, noAddresses, parseAddress, union } from './addresses.ts'
import { pointer, type Work, withGeneral } from './data.ts'

/** Machines or clients of the inventory that share their roles. */
export interface Entry {
  id: string
  /** All roles that they have, general ones among them. */
  roles: ReadonlySet<string>
  kind: 'machines' | 'any' | 'none'
  addresses: AddressSet
  /** Their AWS security group. */
  group: string | null
}

/** The role that those who log in have in documents. */
export const administrator = 'administrator'
/** The name of the networks of pods and services. */
export const insiders = 'pods'
const reserved: Record<string, string> = { [administrator]: 'administrators', [insiders]: 'cluster' }

/** Reads the roles of an inventory: an entry for each, and one for the administrators. */
export function entriesOf({ inventory, data, problems }: Work): Entry[] {
  const { roles, administrators, extra = [] } = inventory
  const own = new Set(extra.flatMap(({ from, to }) => [from, to]))
  const known = new Map(data.roles.map(role => [role.id, role]))
  const report = (path: string, message: string) => problems.push({ path, message })

  const read = (texts: readonly string[], path: string) => addressesOf(texts, path, problems)
  const checkRole = (id: string, path: string) => {
    const role = known.get(id)
    if (role?.kind === 'group') report(path, `is a group; name its roles: ${role.members.join(', ')}`)
    if (role || own.has(id) || id === 'any') return
    const meant = nearest(id, [...known.keys()])
    report(
      path,
      `is no role of the data${meant ? `; did you mean "${meant}"?` : ''} (\`portolan roles\` lists them; a name of your own must be used in "extra")`,
    )
  }

  const entries = Object.entries(roles).map(([id, value]): Entry => {
    const path = `/roles/${pointer(id)}`
    checkRole(id, path)
    if (id in reserved) report(path, `is given by "${reserved[id]}"; remove it here`)
    if (typeof value === 'string')
      return { id, roles: withGeneral([id], data.roles), kind: value, addresses: noAddresses, group: null }
    const { addresses, also = [], aws } = value
    if (!addresses && !aws) report(path, 'has no addresses; add "addresses"')
    for (const [i, role] of also.entries()) checkRole(role, `${path}/also/${i}`)
    return {
      id,
      roles: withGeneral([id, ...also], data.roles),
      kind: 'machines',
      addresses: read(addresses ?? [], `${path}/addresses`),
      group: aws ?? null,
    }
  })
  for (const [i, { from, to, protocol, ports }] of extra.entries()) {
    for (const [end, id] of Object.entries({ from, to }))
      if (!(id in roles) && id !== administrator)
        report(`/extra/${i}/${end}`, `"${id}" has no addresses; add it to "roles"`)
    if (
      !protocolsWithPorts.has(protocol) &&
      !['icmp', 'all'].includes(protocol) &&
      ipProtocolOf(protocol) === null
    )
      report(
        `/extra/${i}/protocol`,
        `"${protocol}" is no known protocol; write tcp, udp, sctp, icmp, all, or ip- and its number`,
      )
    else if (protocolsWithPorts.has(protocol) !== (ports !== undefined))
      report(
        `/extra/${i}`,
        ports === undefined ? `needs "ports" for ${protocol}` : `${protocol} has no ports; remove "ports"`,
      )
  }
  return [
    ...entries,
    {
      id: administrator,
      roles: new Set([administrator]),
      kind: 'machines',
      addresses: read(administrators.addresses, '/administrators/addresses'),
      group: null,
    },
  ]
}

/** The networks of pods and services together; null where pods must not reach the nodes, or none are given. */
export function clusterNetworks({ inventory: { cluster }, problems }: Work): AddressSet | null {
  if (cluster === undefined || cluster === 'none') return null
  const { pods, services = [] } = cluster
  const [one, two] = [
    addressesOf(pods, '/cluster/pods', problems),
    addressesOf(services, '/cluster/services', problems),
  ]
  return { 4: union([...one[4], ...two[4]]), 6: union([...one[6], ...two[6]]) }
}

/** Reads addresses; those that are none are reported, and left out. */
function addressesOf(texts: readonly string[], path: string, problems: Problem[]): AddressSet {
  const good = texts.filter((text, i) => {
    const reason = reasonAgainst(text)
    if (reason) problems.push({ path: `${path}/${i}`, message: reason })
    return !reason
  })
  return addressSet(good)
}

function reasonAgainst(text: string): string | null {
  try {
    parseAddress(text)
    return null
  } catch (error) {
    return (error as RangeError).message
  }
}

/**
 * Machines must not be in two entries: which rules they get would be open. Clients may be in wider networks.
 *
 * @param listeners the entries whose machines get rules
 */
export function reportOverlaps(
  entries: readonly Entry[],
  listeners: readonly Entry[],
  { problems, assumptions }: Work,
): void {
  const notes = new Set<string>()
  for (const family of families) {
    const ranges = entries
      .flatMap(entry => entry.addresses[family].map(range => ({ entry, range })))
      .sort((a, b) => (a.range.first < b.range.first ? -1 : 1))
    let widest = ranges[0]
    for (const next of ranges.slice(1)) {
      if (widest && next.range.first <= widest.range.last && next.entry !== widest.entry) {
        if (listeners.includes(next.entry) && listeners.includes(widest.entry))
          problems.push({
            path: `/roles/${pointer(next.entry.id)}/addresses`,
            message: `overlaps the addresses of "${widest.entry.id}"; machines with both roles belong into one entry, with the other role under "also"`,
          })
        else
          notes.add(
            `addresses of ${next.entry.id} are in the networks of ${widest.entry.id}, and may do the same`,
          )
      }
      if (!widest || next.range.last > widest.range.last) widest = next
    }
  }
  assumptions.push(...notes)
}
