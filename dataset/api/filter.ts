import type { Flow, Ports, When } from '../../schema/types.ts'

/** A value, or several of which any one will do. */
export type OneOf<T> = T | readonly T[]

/** The words that a filter may use; the package's own data narrow them to what there is. */
export interface Words {
  product: string
  version: string
  deployment: string
  /** A role, a group, an address, a host name, `any` or `unknown`. */
  node: string
  protocol: string
  service: string
  when: { [Axis in keyof When]?: string }
}

/** Which flows are asked for. All that is given must hold; what is left out is not looked at. */
export interface Filter<W extends Words = Words> {
  product?: OneOf<W['product']>
  /** `null` finds flows of documents that name no version. */
  version?: OneOf<W['version'] | null>
  deployment?: OneOf<W['deployment']>
  /** The end that starts the traffic. A role finds its groups too, a group its members. */
  from?: OneOf<W['node']>
  /** The end that listens, found likewise. */
  to?: OneOf<W['node']>
  /** Either end. */
  node?: OneOf<W['node']>
  /** Seen from `node`: `inbound` finds what reaches it, `outbound` what it starts. */
  direction?: 'inbound' | 'outbound'
  /** A port finds every range that holds it, a range all that overlap it; words in place of ports are not found. */
  port?: OneOf<number | Ports>
  /** Flows of all protocols (`all`) are found by any; `null` finds those that name none. */
  protocol?: OneOf<W['protocol'] | null>
  /** `null` finds flows whose service is not known. */
  service?: OneOf<W['service'] | null>
  /**
   * What the installation is like. Left out are flows that need something else: with `{ cni: 'canal' }` those
   * that are for Calico only. `null` stands for nothing at all on that axis.
   */
  when?: { [Axis in keyof When]?: OneOf<NonNullable<W['when'][Axis]>> | null }
  /** Words that a condition of the flow must hold, in normal form or as text; case does not matter. */
  condition?: string
  status?: OneOf<Flow['status']>
  /** `true`: needed always; `false`: only under conditions. */
  required?: boolean
  /** `true`: stays on one node. */
  local?: boolean
}
