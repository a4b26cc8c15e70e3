import type { Vocabulary } from '../reconcile/index.ts'
import type { RoleRecord, ServiceRecord } from './api/records.ts'

/** The roles and groups of the vocabulary, sorted by their ids. */
export function roleRecords({ roles: { titles, groups } }: Vocabulary): RoleRecord[] {
  return [...titles].sort(byId).map(([id, title]) => ({
    id,
    title,
    kind: groups.has(id) ? 'group' : 'role',
    members: groups.get(id) ?? [],
  }))
}

/** The services of the vocabulary, sorted by their ids. */
export function serviceRecords({ services }: Vocabulary): ServiceRecord[] {
  return [...services].sort(byId).map(([id, { title, words, ports }]) => ({
    id,
    title,
    names: words,
    ports: ports.map(portOf),
  }))
}

/** `udp/6783-6784` as a range. */
function portOf(text: string): ServiceRecord['ports'][number] {
  const [protocol = '', range = ''] = text.split('/')
  const [first = Number.NaN, last = first] = range.split('-').map(Number)
  return { protocol, first, last }
}

function byId([a]: [string, unknown], [b]: [string, unknown]): number {
  return a < b ? -1 : 1
}
