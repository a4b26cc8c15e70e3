import type { Node } from '../../schema/types.ts'
import { distinct, expand, type Grouped, keyOf } from './nodes.ts'

/** As much of a flow as {@link matrix} looks at. */
export interface MatrixFlow {
  from: Node
  to: Node
}

/** Who talks to whom: a row for each end that starts traffic, a column for each that listens. */
export interface Matrix<F extends MatrixFlow> {
  /** The rows' ends, sorted by their ids. */
  from: F['from'][]
  /** The columns' ends, sorted by their ids. */
  to: F['to'][]
  /** The flows from each row's end to each column's, in the order given: `cells[row][column]`. */
  cells: F[][][]
}

/** How a matrix is drawn up. */
export interface MatrixOptions {
  /** The roles and groups there are: flows of a group then stand with each of its roles. Left out, groups stay. */
  expand?: readonly Grouped[]
}

/**
 * Arranges flows by who starts them and who listens.
 *
 * @param flows of one deployment, or of several whose roles are to be seen together
 * @param options whether groups stay groups
 */
export function matrix<F extends MatrixFlow>(flows: readonly F[], options: MatrixOptions = {}): Matrix<F> {
  const ends = (node: Node) => endsOf(node, options.expand)
  const from = distinct(flows.flatMap(flow => ends(flow.from)))
  const to = distinct(flows.flatMap(flow => ends(flow.to)))
  const cells = from.map(() => to.map((): F[] => []))
  const rows = placesOf(from)
  const columns = placesOf(to)
  for (const flow of flows) {
    for (const row of ends(flow.from))
      for (const column of ends(flow.to))
        cells[rows.get(keyOf(row))!]![columns.get(keyOf(column))!]!.push(flow)
  }
  return { from, to, cells }
}

function endsOf(node: Node, roles: readonly Grouped[] | undefined): Node[] {
  if (!roles || node.kind !== 'group') return [node]
  return expand(node.id, roles).map(id => ({ kind: 'role', id }))
}

function placesOf(nodes: Node[]): Map<string, number> {
  return new Map(nodes.map((node, i) => [keyOf(node), i]))
}
