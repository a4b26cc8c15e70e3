import { Command, Option } from 'commander'
import { withFilter } from './filter.ts'

/** The ways in which flows leave for other programs. */
export const exportFormats = ['csv', 'xlsx', 'sqlite', 'markdown', 'mermaid', 'dot', 'svg'] as const
export type ExportFormat = (typeof exportFormats)[number]

/** `portolan export`: flows for spreadsheets, databases, wikis and eyes. */
export function exportCommand(): Command {
  const command = new Command('export')
    .summary('write flows as a spreadsheet, a database or a picture')
    .description(
      'Writes the flows of the dataset, or those that are chosen, for other programs: csv and xlsx for spreadsheets, sqlite with all that backs the flows, markdown for a page, and pictures, one for each deployment: svg, mermaid for wikis, dot for Graphviz. Words of documents cannot become formulas or markup in any of them.',
    )
    .addOption(new Option('--to <format>', 'what is written').choices(exportFormats).makeOptionMandatory())
    .option('-o, --output <file>', 'where it is written (default: standard output)')
  return withFilter(command, ['from', 'to', 'direction'])
    .option('-q, --quiet', 'no notes and advice on standard error')
    .addHelpText('after', examples)
    .action(async (options, command) => (await import('./run-export.ts')).runExport(options, command))
}

const examples = `
In pictures a * marks a port that is needed only under conditions, and a dashed
arrow has a flow that a finding casts doubt on. Ends that the same is said about
share a box. Three formats need packages that are not installed with portolan:
xlsx write-excel-file and fflate, sqlite sql.js, svg elkjs.

Examples:
  portolan export --to xlsx -o flows.xlsx
  portolan export --to svg --deployment rke-nodes -o rke-nodes.svg
  portolan export --to mermaid --product rke2
  portolan export --to dot --product rke2 | dot -Tpdf > rke2.pdf
  portolan export --to sqlite | ssh host 'cat > portolan.sqlite'

Exit status: 0 done, 1 no flow matches, 2 usage, 3 a file could not be
read or written.`
