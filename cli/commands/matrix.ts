import { Command, Option } from 'commander'
import { openDataset } from '../dataset.ts'
import { type Asked, flowsFor, withFilter } from '../filter.ts'
import { formatMatrices, type MatrixFormat, matrixFormats } from '../format/matrix.ts'
import { show, terminalWidth } from '../io.ts'

/** `portolan matrix`: who talks to whom in each deployment. */
export function matrixCommand(): Command {
  const command = new Command('matrix')
    .description(
      'Draws who may start traffic to whom, with the ports where they cross: a row for each end that starts, a column for each that listens. Columns that say the same share one; what does not fit the width goes into a further table.',
    )
    .addOption(
      new Option('-f, --format <format>', 'how it is written').choices(matrixFormats).default('table'),
    )
    .option('--expand', 'show the roles that groups stand for in place of the groups')
  return withFilter(command)
    .option('-q, --quiet', 'no notes and advice on standard error')
    .addHelpText('after', examples)
    .action(runMatrix)
}

const examples = `
A port with a * is needed only under conditions.

Examples:
  portolan matrix --product rke2
  portolan matrix --deployment rke-nodes --expand
  portolan matrix --deployment node-pools --protocol udp
  portolan matrix --deployment custom-nodes --format markdown > ports.md

Exit status: 0 flows were found, 1 none was, 2 usage, 3 the dataset could not
be read.`

/** What `portolan matrix` is asked to do. */
export interface Options extends Asked {
  format: MatrixFormat
  expand?: boolean
  quiet?: boolean
}

/** Draws the matrices of the flows that are asked for. */
export async function runMatrix(options: Options, command: Command): Promise<void> {
  const dataset = await openDataset(options.data)
  const flows = dataset && (await flowsFor(options, dataset, command))
  if (!flows) return
  show(formatMatrices(flows, options.format, terminalWidth()), options.format)
}
