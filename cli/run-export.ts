import type { Command } from 'commander'
import { aboutPackage } from '../dataset/about.ts'
import { flowsToCsv } from '../dataset/csv.ts'
import { toDot } from '../dataset/export/dot.ts'
import { toMarkdown } from '../dataset/export/markdown.ts'
import { toMermaid } from '../dataset/export/mermaid.ts'
import { picturesOf } from '../dataset/export/pictures.ts'
import { subsetOf } from '../dataset/export/subset.ts'
import type { Dataset } from '../dataset/load.ts'
import { replaceFile, WriteError } from '../dataset/write.ts'
import { loadOptional, MissingPackageError } from '../extract/optional.ts'
import { type Opened, openDataset } from './dataset.ts'
import type { ExportFormat } from './export.ts'
import type { Asked } from './filter.ts'
import { currentIo, sayUnread, show } from './io.ts'
import { flowsFor } from './run-query.ts'

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
  const flows = opened && flowsFor(asked, opened, command)
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
  csv: async ({ flows, claims }) => flowsToCsv(flows, byId(claims)),
  markdown: async ({ flows, claims }) => toMarkdown(flows, byId(claims)),
  mermaid: async dataset => toMermaid(picturesOf(dataset)),
  dot: async dataset => toDot(picturesOf(dataset)),
  async svg(dataset) {
    const { layout } = await loadOptional('svg', ['elkjs'], () => import('../dataset/export/layout.ts'))
    const { toSvg } = await import('../dataset/export/svg.ts')
    return toSvg(await Promise.all(picturesOf(dataset).map(layout)))
  },
  async sqlite(dataset) {
    const { toSqlite } = await loadOptional('sqlite', ['sql.js'], () => import('../dataset/pack/sqlite.ts'))
    return toSqlite(dataset)
  },
  async xlsx(dataset, { folder }) {
    const { toXlsx } = await loadOptional(
      'xlsx',
      ['write-excel-file', 'fflate'],
      () => import('../dataset/pack/xlsx.ts'),
    )
    const { lineUrlIn } = await import('../dataset/pack/line-url.ts')
    return toXlsx(dataset, lineUrlIn(aboutPackage(folder)))
  },
}

function byId(claims: Dataset['claims']): Map<string, Dataset['claims'][number]> {
  return new Map(claims.map(claim => [claim.id, claim]))
}
