import { groupBy } from '../check/group.ts'
import type { Page } from '../check/index.ts'
import { jsonOf } from '../check/report/plain.ts'
import { reasons, type Vocabulary } from '../reconcile/index.ts'
import { loadSchema, schemaNames } from '../schema/load.ts'
import type { Claim, Flow, SourceRepair } from '../schema/types.ts'
import { validate } from '../schema/validate.ts'
import { versionsOf } from '../schema/versions.ts'
import { coverage } from './api/coverage.ts'
import type { RoleRecord, ServiceRecord, SourceRecord } from './api/records.ts'
import type { Build, BuiltSource } from './build.ts'
import { type About, dataPackage } from './datapackage.ts'
import { cell } from './export/markdown.ts'
import type { Files } from './files.ts'
import { published, publishedCorrection, publishedFinding } from './published.ts'
import { flowsToCsv } from './table.ts'

/** What the files of a dataset are made of. */
interface Content extends Pick<Build, 'sources' | 'flows' | 'findings'> {
  claims: Claim[]
  about: About
  vocabulary: Vocabulary
}

/**
 * Writes the files of a dataset.
 *
 * @throws {SchemaError} when a claim, flow or finding is not what the schemas promise
 */
export function filesOf({ sources, claims, flows, findings, about, vocabulary }: Content): Files {
  const shown = claims.map(published)
  const told = findings.map(publishedFinding)
  for (const claim of shown) validate('claim', claim, `data/claims.ndjson, ${claim.id}`)
  for (const flow of flows) validate('flow', flow, `data/flows.json, ${flow.id}`)
  for (const finding of told) validate('finding', finding, `data/findings.json, ${finding.id}`)
  const records = sources.map(sourceRecord)
  const files: Files = new Map([
    ['data/claims.ndjson', shown.map(claim => `${jsonOf(claim)}\n`).join('')],
    ['data/findings.json', jsonLines(told)],
    ['data/flows.csv', flowsToCsv(flows)],
    ['data/flows.json', jsonLines(flows)],
    ['data/products.json', jsonLines(productRecords(flows, vocabulary))],
    ['data/roles.json', jsonLines(roleRecords(vocabulary))],
    ['data/services.json', jsonLines(serviceRecords(vocabulary))],
    ['data/sources.json', jsonLines(records)],
    ['data/version.json', json(versionRecord(records, about))],
    ...productFiles(flows, records),
    ...([...schemaNames, 'common'] as const).map((name): [string, string] => [
      `schema/${name}.schema.json`,
      // For programs; people have those in schema/ to read.
      `${JSON.stringify(loadSchema(name))}\n`,
    ]),
  ])
  return files
    .set('ATTRIBUTION.md', attribution(records))
    .set('datapackage.json', json(dataPackage(files, records, about)))
}

/** Which state of the data this is. */
function versionRecord(records: readonly SourceRecord[], { version }: About) {
  const dates = records.flatMap(({ date }) => date ?? []).sort()
  const fetched = records.filter(({ revision, isNewest }) => revision && isNewest)
  return {
    version: version ?? null,
    date: dates.at(-1) ?? null,
    revisions: Object.fromEntries(fetched.map(({ id, revision }) => [id, revision])),
  }
}

/** What there is of each product: its deployments, with the versions and circumstances that documents speak of. */
function productRecords(flows: readonly Flow[], { products }: Vocabulary) {
  const current = groupBy(coverage(flows.filter(({ archived }) => !archived)), ({ product }) => product)
  return [...current].map(([product, deployments]) => ({
    product,
    title: products.get(product)?.title ?? product,
    deployments: deployments.map(({ product: _, ...rest }) => rest),
  }))
}

/** The flows of each product in a file of its own, without what only explains them. */
function productFiles(flows: readonly Flow[], records: readonly SourceRecord[]): [string, string][] {
  const current = groupBy(
    flows.filter(({ archived }) => !archived),
    ({ product }) => product,
  )
  return [...current].map(([product, own]) => {
    const sources = records
      .filter(one => one.product === product && one.isNewest && !one.archived)
      .map(({ id, title, license, revision, date }) => ({ id, title, license, revision, date }))
    const facts = own.map(({ claims: _, corrections: _c, findings: _f, archived: _a, ...flow }) => flow)
    return [`products/${product}.json`, `${jsonOf({ product, sources, flows: facts })}\n`]
  })
}

function sourceRecord({
  source,
  state,
  isNewest,
  document,
  sha256,
  claims,
  flows,
  messages,
  corrections,
  unresolved,
  unknownLabels,
}: BuiltSource): SourceRecord {
  return {
    ...source,
    versions: versionsOf(source),
    archived: source.archived ?? false,
    path: state?.path ?? null,
    revision: state?.revision ?? null,
    date: state?.date ?? null,
    stale: state?.stale ?? null,
    isNewest,
    document,
    sha256,
    claims: { total: claims.length, ...countBy(claims, claim => claim.kind) },
    flows,
    corrections: corrections.map(publishedCorrection),
    repairs: state?.repairs ?? repairsOf(messages),
    unresolved: unresolved.map(({ claim, reason }) => ({ claim, reason, message: reasons[reason] })),
    unknownLabels,
  }
}

/** The repairs made when a document was read, as published. */
export function repairsOf(messages: Page['messages']): SourceRepair[] {
  return messages.map(({ ruleId, line, reason }) => ({
    id: ruleId ?? 'notice',
    line: line ?? null,
    message: reason,
  }))
}

/** Counts the items of a list by a key, keys sorted. */
export function countBy<T>(list: T[], key: (item: T) => string): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const item of list) counts[key(item)] = (counts[key(item)] ?? 0) + 1
  return Object.fromEntries(Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** An array with an element a line: half as long as it is with a line for each value, and as good to compare. */
function jsonLines(list: unknown[]): string {
  return list.length === 0 ? '[]\n' : `[\n${list.map(value => jsonOf(value)).join(',\n')}\n]\n`
}

function json(value: unknown): string {
  return `${jsonOf(value, 2)}\n`
}

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

function rowOf({ id, title, product, versions, language, origin, license }: SourceRecord): string[] {
  const about = [id, title, [product, ...versions].filter(Boolean).join(' '), language].map(cell)
  return [...about, origin.url ? link(origin.url) : cell(origin.file), cell(license ?? 'not known')]
}

function link(url: string): string {
  return `<${Buffer.from(url)
    .toString()
    .replace(/[<>|\\]|[^!-~]/gu, encodeURIComponent)}>`
}

/** The roles and groups of the vocabulary, sorted by their ids. */
function roleRecords({ roles: { titles, groups } }: Vocabulary): RoleRecord[] {
  return [...titles].sort(byId).map(([id, title]) => ({
    id,
    title,
    kind: groups.has(id) ? 'group' : 'role',
    members: groups.get(id) ?? [],
  }))
}

/** The services of the vocabulary, sorted by their ids. */
function serviceRecords({ services }: Vocabulary): ServiceRecord[] {
  return [...services].sort(byId).map(([id, { title, words, ports }]) => ({
    id,
    title,
    names: words,
    ports: ports.map(portOf),
  }))
}

/** `udp/6783-6784` as a range. */
function portOf(text: string): ServiceRecord['ports'][number] {
  const [protocol = '', range = ''] = text.split('/')
  const [first = Number.NaN, last = first] = range.split('-').map(Number)
  return { protocol, first, last }
}

function byId([a]: [string, unknown], [b]: [string, unknown]): number {
  return a < b ? -1 : 1
}
