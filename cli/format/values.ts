import { portsOf } from '../../dataset/api/ports.ts'
import type { Ports } from '../../schema/types.ts'

/** Values of fields in a line, as people write them: `ports 379, protocol udp`. */
export function shown(values: object): string {
  return Object.entries(values)
    .map(([field, value]) => `${field === 'portText' ? 'ports' : field} ${worded(value)}`)
    .join(', ')
}

function worded(value: unknown): string {
  if (value === null || (Array.isArray(value) && value.length === 0)) return 'none'
  if (Array.isArray(value)) return value.map(one => `“${one}”`).join(', ')
  if (typeof value !== 'object') return String(value)
  return 'id' in value ? String(value.id) : portsOf({ ports: value as Ports, portText: null })
}
