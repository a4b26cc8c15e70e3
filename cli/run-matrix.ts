import type { Command } from 'commander'
import { expand } from '../dataset/api/groups.ts'
import type { Dataset } from '../dataset/load.ts'
import type { Flow, Node } from '../schema/types.ts'
import { openDataset } from './dataset.ts'
import type { Asked } from './filter.ts'
import { formatMatrices, type MatrixFormat } from './format/matrices.ts'
import { show, terminalWidth } from './io.ts'
import { flowsFor } from './run-query.ts'

/** What `portolan matrix` is asked to do. */
export interface Options extends Asked {
  format: MatrixFormat
  expand?: boolean
  quiet?: boolean
}

/** Draws the matrices of the flows that are asked for. */
export async function runMatrix(options: Options, command: Command): Promise<void> {
  const dataset = await openDataset(options.data)
  const found = dataset && flowsFor(options, dataset, command)
  if (!found) return
  const flows = options.expand ? found.flatMap(flow => expanded(flow, dataset)) : found
  show(formatMatrices(flows, options.format, terminalWidth()), options.format)
}

/** A flow for each role that its groups stand for. */
function expanded(flow: Flow, { roles }: Dataset): Flow[] {
  const ends = (node: Node): Node[] =>
    node.kind === 'group' ? expand(node.id, roles).map(id => ({ kind: 'role', id })) : [node]
  return ends(flow.from).flatMap(from => ends(flow.to).map(to => ({ ...flow, from, to })))
}
