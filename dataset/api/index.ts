import * as covering from './coverage.ts'
import version from './data/version.ts'
import { claims, findings, flows, roles, sources } from './data.ts'
import * as explaining from './explain.ts'
import * as matrices from './matrix.ts'
import type { Group, Role } from './names.ts'
import * as groups from './nodes.ts'
import * as queries from './query.ts'
import type { Claim, Finding, Flow, SourceRecord, Vocabulary } from './types.ts'

export type { Coverage } from './coverage.ts'
export { claims, findings, flows, roles, services, sources } from './data.ts'
export type { Matrix, MatrixFlow } from './matrix.ts'
export type * from './names.ts'
export { portList, portsOf } from './ports.ts'
export type { OneOf, QueryFlow } from './query.ts'
export type { MadeCorrection } from './records.ts'
export type * from './types.ts'

/** Which flows are asked for. All that is given must hold; what is left out is not looked at. */
export type Filter = queries.Filter<Vocabulary>

/** What the package holds, as explanations refer to it. */
interface Data {
  flows: readonly Flow[]
  claims: readonly Claim[]
  findings: readonly Finding[]
  sources: readonly SourceRecord[]
}

/** Why a flow is in the dataset. */
export type Explanation = explaining.Explanation<Data>

/** A claim behind a flow, and where it is made. */
export type Backing = explaining.Backing<Data>

/**
 * Finds the flows that answer a question. Groups count both ways: who asks for a role finds what its groups
 * may do, who asks for a group finds what its members may.
 *
 * @example
 * query({ product: 'rke2', from: 'rke2-agent', to: 'rke2-server', when: { cni: 'canal' } })
 * @param filter what must hold; an empty one finds all
 * @param options `strict` throws where an answer would be no answer
 * @returns the flows found, sorted by their ids
 * @throws {TypeError} when the filter has a part that is not known, or a direction without the node that it
 * is seen from
 * @throws {RangeError} in strict mode, when no document speaks of a name, version or circumstance asked for
 */
export function query(filter: Filter, options?: QueryOptions): Flow[]
/**
 * Finds the flows that answer a question among others than those of the dataset.
 *
 * @param among where to look
 * @returns the flows found, in the order given
 */
export function query<F extends queries.QueryFlow>(filter: queries.Filter, among: readonly F[]): F[]
export function query(
  filter: queries.Filter,
  among: readonly queries.QueryFlow[] | QueryOptions = flows(),
): queries.QueryFlow[] {
  if (Array.isArray(among)) return queries.query(among, filter, roles())
  if (!(among as QueryOptions).strict) return queries.query(flows(), filter, roles())
  const strange = [
    ...covering.strangersIn(filter, flows(), roles()),
    ...covering.gapsIn(filter, flows(), roles()),
  ]
  if (strange.length > 0) throw new RangeError(strange.map(({ message }) => message).join('; '))
  return covering.covered(queries.query(flows(), filter, roles()), filter, flows()).flows
}

/** Which state of the data the package has. */
export interface Meta {
  /** Version of the package. */
  version: string
  /** Day of the latest document that was read, `2026-08-20`; null when none has a date. */
  date: string | null
  /** The commits at which the newest states of documents were read, by their sources. */
  revisions: Record<string, string>
}

/** Which state of the data the package has: its version, its date, and the revisions of the documents. */
export function meta(): Meta {
  const newest = sources().filter(({ isNewest }) => isNewest)
  const dates = newest.flatMap(({ date }) => date ?? []).sort()
  const revisions = newest.flatMap(({ id, revision }) => (revision ? [[id, revision] as const] : []))
  return { version, date: dates.at(-1) ?? null, revisions: Object.fromEntries(revisions) }
}

/** How {@link query} answers. */
export interface QueryOptions {
  /** True: names, versions and circumstances that no document speaks of are errors, not empty answers. */
  strict?: boolean
}

/**
 * What documents speak of, for each deployment: which versions, and which values of each axis of circumstances. What
 * they do not speak of is not known.
 *
 * @param filter which deployments (default: all that are not archived)
 */
export function coverage(
  filter: Pick<Filter, 'product' | 'deployment' | 'archived'> = {},
): covering.Coverage[] {
  return covering.coverage(queries.query(flows(), filter as queries.Filter, roles()))
}

/** How a matrix is drawn up. */
export interface MatrixOptions {
  /** True: flows of a group stand with each of its roles. False, or left out: groups stay. */
  expand?: boolean
}

/**
 * Arranges flows by who starts them and who listens.
 *
 * @example
 * matrix(query({ product: 'rke2' })).cells[0]?.map(portList)
 * @param among the flows, best of one deployment
 * @param options whether groups stay groups
 */
export function matrix<F extends matrices.MatrixFlow>(
  among: readonly F[],
  options: MatrixOptions = {},
): matrices.Matrix<F> {
  return matrices.matrix(among, options.expand ? { expand: roles() } : {})
}

/**
 * Tells what a flow rests on: the claims with their places, the corrections and the findings.
 *
 * @param flow a flow, or its id
 * @returns null when there is no flow of that id
 */
export function explain(flow: Flow): Explanation
export function explain(flow: string): Explanation | null
export function explain(flow: string | Flow): Explanation | null {
  return explaining.explain<Data>(flow, {
    flows: flows(),
    claims: claims(),
    findings: findings(),
    sources: sources(),
  })
}

/**
 * Finds the flows that a line of a document backs.
 *
 * @param document path of the document, as in the places of claims
 * @param line counted from 1
 */
export function flowsAt(document: string, line: number): Flow[] {
  return explaining.flowsAt(document, line, { flows: flows(), claims: claims() })
}

/**
 * The roles that a group stands for; a role stands for itself.
 *
 * @returns each role once, sorted
 */
export function expand(id: Role | Group): Role[] {
  return groups.expand(id, roles()) as Role[]
}
