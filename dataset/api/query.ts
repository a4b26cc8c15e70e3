import type { Flow, Ports, When } from '../../schema/types.ts'
import { holdsVersion } from '../../schema/versions.ts'
import { expand, type Grouped } from './nodes.ts'

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
  /** A version within the range of a flow; `null` finds flows of documents that name no version. */
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
  /** `true`: what archived documents alone state as well; left out, it is not found. */
  archived?: boolean
  /** `true`: needed always; `false`: only under conditions. */
  required?: boolean
  /** `true`: stays on one node. */
  local?: boolean
}

/** As much of a flow as {@link query} looks at. */
export type QueryFlow = Pick<
  Flow,
  | 'product'
  | 'versions'
  | 'archived'
  | 'deployment'
  | 'from'
  | 'to'
  | 'protocol'
  | 'ports'
  | 'service'
  | 'when'
  | 'conditions'
  | 'status'
  | 'required'
  | 'local'
>

/**
 * Finds the flows that answer a question.
 *
 * @param flows those to look through
 * @param filter what must hold; an empty one finds all
 * @param roles the roles and groups there are, to expand groups by
 * @returns the flows found, in the order given
 * @throws {TypeError} when the filter has a part that is not known, or a direction without the node that it
 * is seen from
 */
export function query<F extends QueryFlow>(
  flows: readonly F[],
  filter: Filter,
  roles: readonly Grouped[],
): F[] {
  const given = Object.entries({ archived: false, ...filter }).filter(([, value]) => value !== undefined)
  const tests = given.map(([part, value]) => makerOf(part)(value, { filter, roles }))
  return flows.filter(flow => tests.every(test => test(flow)))
}

type Test = (flow: QueryFlow) => boolean

/** What else a part of a filter may depend on. */
interface Question {
  filter: Filter
  roles: readonly Grouped[]
}

type Maker<Value> = (value: Value, question: Question) => Test

/** For each part of a filter what it asks of a flow. */
const makers: { [Part in keyof Filter]-?: Maker<Exclude<Filter[Part], undefined>> } = {
  product: isOneOf('product'),
  version: value => flow => listOf(value).some(version => holdsVersion(flow.versions, version)),
  archived: value => flow => value || !flow.archived,
  deployment: isOneOf('deployment'),
  service: isOneOf('service'),
  status: isOneOf('status'),
  required: isOneOf('required'),
  local: isOneOf('local'),
  from: (value, { roles }) => isAt(['from'], value, roles),
  to: (value, { roles }) => isAt(['to'], value, roles),
  node: (value, { filter, roles }) => isAt(sidesOf(filter), value, roles),
  direction: (direction, { filter }) => {
    if (filter.node !== undefined) return () => true
    throw new TypeError(`direction "${direction}" is seen from a node: give "node" as well`)
  },
  port: value => flow => listOf(value).some(port => holds(flow.ports, port)),
  protocol: value => flow => flow.protocol === 'all' || listOf(value).includes(flow.protocol),
  when: value => flow => Object.entries(value).every(([axis, given]) => agrees(flow, axis, given)),
  condition: words => flow => conditionsOf(flow).some(text => mentions(text, words)),
}

function makerOf(part: string): Maker<unknown> {
  if (Object.hasOwn(makers, part)) return makers[part as keyof Filter] as Maker<unknown>
  throw new TypeError(`a filter has no "${part}"; it may have ${Object.keys(makers).join(', ')}`)
}

function isOneOf<Part extends keyof QueryFlow>(part: Part): Maker<OneOf<QueryFlow[Part]>> {
  return value => flow => listOf(value).includes(flow[part])
}

type Side = 'from' | 'to'

function sidesOf({ direction }: Filter): Side[] {
  if (direction === undefined) return ['from', 'to']
  return direction === 'inbound' ? ['to'] : ['from']
}

/** Whether one of the ends has a role in common with those wanted. */
function isAt(sides: Side[], value: OneOf<string>, roles: readonly Grouped[]): Test {
  const wanted = new Set(listOf(value).flatMap(id => expand(id, roles)))
  return flow => sides.some(side => expand(flow[side].id, roles).some(id => wanted.has(id)))
}

function holds(range: Ports | null, port: number | Ports): boolean {
  const { first, last } = typeof port === 'number' ? { first: port, last: port } : port
  return range !== null && range.first <= last && first <= range.last
}

/** A flow without a condition on the axis is needed whatever holds there. */
function agrees({ when }: QueryFlow, axis: string, given: OneOf<string> | null | undefined): boolean {
  const needed = when[axis as keyof When]
  if (needed === undefined || given === undefined) return true
  return given !== null && listOf(needed).some(one => listOf(given).includes(one))
}

function conditionsOf({ when, conditions }: QueryFlow): string[] {
  return [...Object.values(when).flat(), ...conditions]
}

function mentions(text: string, words: string): boolean {
  return text.toLowerCase().includes(words.toLowerCase())
}

function listOf<T>(value: OneOf<T>): readonly T[] {
  return Array.isArray(value) ? value : [value as T]
}
