import type { Page } from '../check/index.ts'
import { jsonOf } from '../check/report/plain.ts'
import { reasons, type Vocabulary } from '../reconcile/index.ts'
import { loadSchema, schemaNames } from '../schema/load.ts'
import type { Claim, Fetched, SourceRepair } from '../schema/types.ts'
import { validate } from '../schema/validate.ts'
import type { About } from './about.ts'
import type { SourceRecord } from './api/records.ts'
import { attribution } from './attribution.ts'
import type { Build, BuiltSource } from './build.ts'
import { flowsToCsv } from './csv.ts'
import { dataPackage } from './datapackage.ts'
import type { Files } from './files.ts'
import { published, publishedCorrection, publishedFinding } from './shorten.ts'
import { roleRecords, serviceRecords } from './vocabularies.ts'

/** What the files of a dataset are made of. */
export interface Content extends Pick<Build, 'sources' | 'flows' | 'findings'> {
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
  const byId = new Map(claims.map(claim => [claim.id, claim]))
  const records = sources.map(sourceRecord)
  const files: Files = new Map([
    ['data/claims.ndjson', shown.map(claim => `${jsonOf(claim)}\n`).join('')],
    ['data/findings.json', jsonLines(told)],
    ['data/flows.csv', flowsToCsv(flows, byId)],
    ['data/flows.json', jsonLines(flows)],
    ['data/roles.json', jsonLines(roleRecords(vocabulary))],
    ['data/services.json', jsonLines(serviceRecords(vocabulary))],
    ['data/sources.json', json(records)],
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

function sourceRecord({
  source,
  document,
  sha256,
  claims,
  flows,
  messages,
  corrections,
  unresolved,
  unknownLabels,
}: BuiltSource): SourceRecord {
  const { fetched, ...particulars } = source
  return {
    ...particulars,
    ...(fetched && { fetched: withoutRepairs(fetched) }),
    document,
    sha256,
    claims: { total: claims.length, ...countBy(claims, claim => claim.kind) },
    flows,
    corrections: corrections.map(publishedCorrection),
    repairs: source.fetched?.repairs ?? repairsOf(messages),
    unresolved: unresolved.map(({ claim, reason }) => ({ claim, reason, message: reasons[reason] })),
    unknownLabels,
  }
}

function withoutRepairs({ repairs: _, ...rest }: Fetched): Omit<Fetched, 'repairs'> {
  return rest
}

/** What reading a document had to mend, as it is published. */
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
