import type { Flow, Icmp, Ports, When } from '../schema/types.ts'
import { versionText } from '../schema/versions.ts'
import { normalize } from './text.ts'

/** What stands in an id for a protocol or port that no document gives. */
export const unspecified = 'unspecified'

/**
 * The name of a flow, made of what makes it this flow and no other:
 * `product/deployment/from>to/protocol/first[-last][/when]`. Equal facts of several versions are one flow. A flow of
 * archived documents is never one with a current one: its product has the version behind it, or `archived`.
 *
 * Traffic that stays on the node goes to `self`, so that it never meets traffic between nodes of the same role.
 * An ICMP type stands as `type-8` or, with a code, `type-8-0`; words in place of a port as a slug; conditions as `cni=canal,flannel&os=linux`, in sorted order.
 */
export function flowId(flow: Omit<Flow, 'id'>): string {
  const ends = `${flow.from.id}>${target(flow)}`
  const when = whenText(flow.when)
  const port = flow.icmp ? icmpPart(flow.icmp) : portPart(flow.ports, flow.portText)
  const parts = [areaOf(flow), ends, flow.protocol ?? unspecified, port, ...(when ? [when] : [])]
  return parts.join('/')
}

/** Product and deployment as in the ids of flows. */
export function areaOf(flow: Pick<Flow, 'product' | 'archived' | 'versions' | 'deployment'>): string {
  const { product, archived, deployment } = flow
  return `${archived ? `${product}-${versionText(flow) || 'archived'}` : product}/${deployment}`
}

function target({ from, to, local }: Omit<Flow, 'id'>): string {
  if (!local) return to.id
  return from.id === to.id ? 'self' : `self:${to.id}`
}

function icmpPart({ type, code }: Icmp): string {
  return code === null ? `type-${type}` : `type-${type}-${code}`
}

function portPart(ports: Ports | null, text: string | null): string {
  if (ports) return ports.first === ports.last ? `${ports.first}` : `${ports.first}-${ports.last}`
  const slug = normalize(text ?? '')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '')
  // A port's words may begin with a number ("0, 8"), yet must not look like one.
  return slug === '' ? unspecified : /^\p{N}/u.test(slug) ? `text-${slug}` : slug
}

function whenText(when: When): string {
  const axes = Object.entries(when).sort(([a], [b]) => (a < b ? -1 : 1))
  return axes.map(([axis, value]) => `${axis}=${[value].flat().join(',')}`).join('&')
}
