import { Command, Option } from 'commander'
import { query } from '../../dataset/api/query.ts'
import type { Dataset } from '../../dataset/files.ts'
import type { Flow } from '../../schema/types.ts'
import { openDataset } from '../dataset.ts'
import { type Asked, filterOf, loosened, meantBy, unknownNames, withFilter } from '../filter.ts'
import { type FlowFormat, flowFormats, formatFlows } from '../format/flows.ts'
import { exit, exitWith, say, show, terminalWidth } from '../io.ts'
import { vocabularyOr } from '../options.ts'

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

Exit status: 0 flows were found, 1 none was, 2 usage, 3 the dataset could not
be read.`

/** What `portolan query` is asked to do. */
export interface Options extends Asked {
  format: FlowFormat
  quiet?: boolean
}

/** Finds flows and writes them. */
export async function runQuery(options: Options, command: Command): Promise<void> {
  const dataset = await openDataset(options.data)
  const flows = dataset && (await flowsFor(options, dataset, command))
  if (!flows) return
  const claims = new Map(dataset.claims.map(claim => [claim.id, claim]))
  show(formatFlows(flows, options.format, claims, terminalWidth()), options.format)
}

/**
 * Finds the flows that are asked for, and tells how words were read and what the dataset does not know.
 * When there are none, it tells what is near, and sets the exit status.
 *
 * @returns null when there are none
 */
export async function flowsFor(
  asked: Asked & { quiet?: boolean },
  dataset: Dataset,
  command: Command,
): Promise<Flow[] | null> {
  if (asked.direction && !asked.node)
    command.error('error: --direction is seen from a node; name it with --node')
  const tell = (message: string) => asked.quiet || say(message)
  const roles = { from: asked.from, to: asked.to, node: asked.node }
  for (const [end, words] of Object.entries(roles)) {
    const meant = words && meantBy(words, asked, dataset, await vocabularyOr(command))
    if (meant) roles[end as keyof typeof roles] = meant.ids
    for (const [word, ids] of meant?.read ?? []) tell(`“${word}” is ${ids.join(', ')}`)
  }
  const filter = filterOf(asked, roles)
  const strange = unknownNames(filter, dataset)
  const found = query(dataset.flows, filter, dataset.roles)
  if (found.length > 0) {
    for (const { text } of strange) tell(text)
    return found
  }
  const looser = loosened(filter, dataset).filter(hint => !strange.some(({ part }) => part === hint.part))
  tell(['no flow matches', ...[...strange, ...looser].map(({ text }) => text)].join('\n  '))
  exitWith(exit.holds)
  return null
}
