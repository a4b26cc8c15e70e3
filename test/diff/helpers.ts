import { build } from '../../dataset/build.ts'
import type { LoadedSource } from '../../dataset/sources.ts'
import { type DatasetState, type DocumentsState, diff } from '../../diff/index.ts'
import type { Format } from '../../extract/index.ts'
import { extract } from '../../extract/index.ts'
import type { Change, Difference } from '../../schema/types.ts'

/** A row of {@link page}. */
export function row(
  port: number | string,
  values: { [part in 'protocol' | 'from' | 'to' | 'for']?: string } = {},
) {
  const { protocol = 'TCP', from = 'quays', to = 'cranes', for: purpose = '' } = values
  return `| ${protocol} | ${port} | ${from} | ${to} | ${purpose} |`
}

/** A page with a table of rows under each heading. */
export function page(sections: Record<string, string[]>): string {
  const head = '| Protocol | Port | Source | Destination | Description |\n|---|---|---|---|---|'
  return Object.entries(sections)
    .map(([heading, rows]) => `## ${heading}\n\n${[head, ...rows].join('\n')}\n`)
    .join('\n')
}

/** The state that documents are in, by their names; one text is one document without a name. */
export async function stateOf(
  documents: string | Record<string, string>,
  format?: Format,
): Promise<DocumentsState> {
  const files = typeof documents === 'string' ? { '': documents } : documents
  return {
    kind: 'documents',
    name: 'page',
    documents: await Promise.all(Object.entries(files).map(([name, text]) => documentOf(name, text, format))),
    unread: [],
    findings: null,
  }
}

async function documentOf(name: string, text: string, format: Format = 'markdown') {
  const { claims, messages } = await extract(name || 'page.md', text, { format })
  const repairs = messages.flatMap(({ ruleId, file, line }) =>
    ruleId && file && line ? [{ id: ruleId, document: file, line }] : [],
  )
  return { name, format, claims, repairs }
}

/** The state of the dataset that sources give. */
export async function datasetOf(sources: LoadedSource[]): Promise<DatasetState> {
  const built = await build(sources)
  return {
    kind: 'dataset',
    name: 'dataset',
    flows: built.flows,
    claims: built.sources.flatMap(({ claims }) => claims),
    findings: null,
  }
}

/** What changed between two pages. */
export async function changes(
  before: string | Record<string, string>,
  after: typeof before,
): Promise<Change[]> {
  return diff(await stateOf(before), await stateOf(after)).changes
}

/** Changes in short: level, class and message. */
export function brief({ changes }: Pick<Difference, 'changes'>): string[] {
  return changes.map(({ level, class: id, message }) => `${level} ${id}: ${message}`)
}
