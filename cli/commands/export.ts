import { Command, Option } from 'commander'
import { aboutPackage } from '../../dataset/datapackage.ts'
import { toDot, toMermaid } from '../../dataset/export/flowchart.ts'
import { subsetOf } from '../../dataset/export/flows.ts'
import { toMarkdown } from '../../dataset/export/markdown.ts'
import { picturesOf } from '../../dataset/export/picture.ts'
import type { Dataset } from '../../dataset/files.ts'
import { flowsToCsv } from '../../dataset/table.ts'
import { replaceFile, WriteError } from '../../dataset/write.ts'
import { loadOptional, MissingPackageError } from '../../extract/optional.ts'
import { type Opened, openDataset } from '../dataset.ts'
import { type Asked, flowsFor, withFilter } from '../filter.ts'
import { currentIo, sayUnread, show } from '../io.ts'

/** The ways in which flows leave for other programs. */
export const exportFormats = ['csv', 'xlsx', 'sqlite', 'markdown', 'mermaid', 'dot', 'svg'] as const
export type ExportFormat = (typeof exportFormats)[number]

/** `portolan export`: flows for spreadsheets, databases, wikis and eyes. */
export function exportCommand(): Command {
  const command = new Command('export')
    .description(
      'Writes the flows of the dataset, or those that are chosen, for other programs: csv and xlsx for spreadsheets, sqlite with all that backs the flows, markdown for a page, and pictures, one for each deployment: svg, mermaid for wikis, dot for Graphviz. Words of documents cannot become formulas or markup in any of them.',
    )
    .addOption(new Option('--to <format>', 'what is written').choices(exportFormats).makeOptionMandatory())
    .option('-o, --output <file>', 'where it is written (default: standard output)')
  return withFilter(command, ['from', 'to', 'direction'])
    .option('-q, --quiet', 'no notes and advice on standard error')
    .addHelpText('after', examples)
    .action(runExport)
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

/** What `portolan export` is asked to do. */
export interface Options extends Omit<Asked, 'to'> {
  to: ExportFormat
  output?: string
  quiet?: boolean
}

/** Formats that a terminal cannot show. */
const binary: ExportFormat[] = ['xlsx', 'sqlite']

/** Writes flows in another program's format. */
export async function runExport({ to, output, ...asked }: Options, command: Command): Promise<void> {
  if (binary.includes(to) && output === undefined && currentIo().stdout.isTTY)
    command.error(`error: ${to} is no text; name a file with -o, or send it into a pipe`)
  const opened = await openDataset(asked.data)
  const flows = opened && (await flowsFor(asked, opened, command))
  if (!flows) return
  const content = await writers[to](subsetOf(opened, flows), opened).catch(error => {
    if (!(error instanceof MissingPackageError)) throw error
    return command.error(`error: ${error.message}`)
  })
  if (output === undefined)
    typeof content === 'string' ? show(content, to) : currentIo().stdout.write(content)
  else writeTo(output, content)
}

function writeTo(file: string, content: string | Uint8Array): void {
  try {
    replaceFile(file, content)
  } catch (error) {
    if (!(error instanceof WriteError)) throw error
    sayUnread(error.message)
  }
}

type Writer = (dataset: Dataset, opened: Opened) => Promise<string | Uint8Array>

/** Code that few users need is loaded on demand, and its packages are optional. */
const writers: Record<ExportFormat, Writer> = {
  csv: async ({ flows }) => flowsToCsv(flows),
  markdown: async ({ flows }) => toMarkdown(flows),
  mermaid: async dataset => toMermaid(picturesOf(dataset)),
  dot: async dataset => toDot(picturesOf(dataset)),
  async svg(dataset) {
    const { layout } = await loadOptional('svg', ['elkjs'], () => import('../../dataset/export/layout.ts'))
    const { toSvg } = await import('../../dataset/export/svg.ts')
    return toSvg(await Promise.all(picturesOf(dataset).map(layout)))
  },
  async sqlite(dataset) {
    const { toSqlite } = await loadOptional(
      'sqlite',
      ['sql.js'],
      () => import('../../dataset/pack/sqlite.ts'),
    )
    return toSqlite(dataset)
  },
  async xlsx(dataset, { folder }) {
    const { toXlsx } = await loadOptional(
      'xlsx',
      ['write-excel-file', 'fflate'],
      () => import('../../dataset/pack/xlsx.ts'),
    )
    const { lineUrlIn } = await import('../../dataset/pack/sheets.ts')
    return toXlsx(dataset, lineUrlIn(aboutPackage(folder)))
  },
}
