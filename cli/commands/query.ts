import { Command, Option } from 'commander'
import { openDataset } from '../dataset.ts'
import { type Asked, flowsFor, withFilter } from '../filter.ts'
import { type FlowFormat, flowFormats, formatFlows } from '../format/flows.ts'
import { show, terminalWidth } from '../io.ts'

/** `portolan query`: which traffic the documents ask for. */
export function queryCommand(): Command {
  const command = new Command('query')
    .description(
      'Finds the flows of the dataset that fit: who may start traffic to whom, over which protocol and port, under which conditions. Roles go by their ids or by what documents call them, in any language; asking for a role finds its groups too. Exits 1 when nothing is found, and tells what is near.',
    )
    .addOption(
      new Option('-f, --format <format>', 'how flows are written').choices(flowFormats).default('table'),
    )
  return withFilter(command)
    .option('--expand', 'show the roles that groups stand for in place of the groups')
    .option('-q, --quiet', 'no notes and advice on standard error')
    .addHelpText('after', examples)
    .action(runQuery)
}

const examples = `
Examples:
  portolan query --from worker --to controlplane
  portolan query --node "control plane" --direction inbound --when cni=canal
  portolan query --port 2379 --product rancher
  portolan query --deployment rke-nodes --format csv > flows.csv
  portolan query --status disputed --format markdown
  portolan query --product rke2 --to rke2-agent --when cni=canal --format sheet

Exit status: 0 flows were found, 1 none was, 2 usage, 3 the dataset could not
be read.`

/** What `portolan query` is asked to do. */
export interface Options extends Asked {
  format: FlowFormat
  expand?: boolean
  quiet?: boolean
}

/** Finds flows and writes them. */
export async function runQuery(options: Options, command: Command): Promise<void> {
  const dataset = await openDataset(options.data)
  const flows = dataset && (await flowsFor(options, dataset, command))
  if (!flows) return
  show(formatFlows(flows, options.format, terminalWidth()), options.format)
}
