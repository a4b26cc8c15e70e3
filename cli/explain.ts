import { Command, Option } from 'commander'
import { dataOption } from './filter.ts'

/** `portolan explain`: why a flow is in the dataset. */
export function explainCommand(): Command {
  return new Command('explain')
    .summary('tell what a flow rests on')
    .description(
      'Shows what backs a flow: the claims with the lines that make them, the corrections with their reasons, the findings. Or tells which flows a line of a document backs, and why a claim backs none.',
    )
    .argument(
      '<words...>',
      'id of a flow, or parts of it; DOCUMENT:LINE, where the source’s name will do for the document',
    )
    .addOption(
      new Option('-f, --format <format>', 'how it is written').choices(['text', 'json']).default('text'),
    )
    .addOption(dataOption())
    .addHelpText('after', examples)
    .action(async (words, options) => (await import('./run-explain.ts')).runExplain(words, options))
}

const examples = `
An id holds a “>”: put it in quotes. Parts of one need none: each is looked
for, and where they fit several flows, these are listed.

Examples:
  portolan explain 'rancher-2.x/rke-nodes/etcd>etcd/tcp/2379'
  portolan explain rke-nodes administrator 22
  portolan explain sources/rke-nodes/document.md:19
  portolan explain rke-nodes:19

Exit status: 0 it was found, 1 nothing or too much was, 2 usage, 3 the dataset
could not be read.`
