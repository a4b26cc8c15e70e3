import type { SourceRecord } from './api/records.ts'
import { cell } from './export/markdown.ts'

const lead = `<!-- Generated from the sources by \`portolan build\`: edit those, not this page. -->

# Where the data come from

Each claim in the data is made by one of these documents: its numbers, labels and headings are taken over as
they stand, longer texts are shortened. The names of products belong to their owners, who have no part in this
dataset. Where the licence of a document is not known, nothing but such facts may be taken from it.
`

/** Names the documents that a dataset rests on, with their addresses and licences, as a Markdown page. */
export function attribution(sources: readonly SourceRecord[]): string {
  const head = ['source', 'document', 'product', 'language', 'original', 'licence']
  const rows = sources.map(rowOf)
  const lines = [head, head.map(() => '---'), ...rows].map(cells => `| ${cells.join(' | ')} |\n`)
  return `${lead}\n${lines.join('')}`
}

function rowOf({ id, title, product, version, language, origin, license }: SourceRecord): string[] {
  const about = [id, title, [product, version].filter(Boolean).join(' '), language].map(cell)
  return [...about, origin.url ? link(origin.url) : cell(origin.file), cell(license ?? 'not known')]
}

function link(url: string): string {
  return `<${Buffer.from(url)
    .toString()
    .replace(/[<>|\\]|[^!-~]/gu, encodeURIComponent)}>`
}
