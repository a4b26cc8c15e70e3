import { createHash } from 'node:crypto'
import { type Extraction, extract } from '../extract/index.ts'
import { type Reason, type Reconciliation, reasons, reconcile } from '../reconcile/index.ts'
import { loadSchema, schemaNames } from '../schema/load.ts'
import type { Claim, Flow, Source } from '../schema/types.ts'
import { validate } from '../schema/validate.ts'
import { flowsToCsv } from './csv.ts'
import type { Files } from './files.ts'
import { published } from './shorten.ts'
import type { LoadedSource } from './sources.ts'

/** A source that yields fewer claims than its floor: something has been lost. */
export class FloorError extends Error {
  override name = 'FloorError'
}

/** What became of one source. */
export interface BuiltSource {
  source: Source
  document: string
  sha256: string
  claims: Claim[]
  /** Flows that a claim of this source backs. */
  flows: number
  messages: Extraction['messages']
  corrections: { id: string; claims: string[] }[]
  unresolved: { claim: string; reason: Reason }[]
  unknownLabels: { label: string; claims: string[] }[]
}

/** A dataset: the files it consists of, and what a person wants to know of how it came about. */
export interface Build {
  files: Files
  sources: BuiltSource[]
  flows: Flow[]
}

/**
 * Builds the dataset from its sources. Pure: the same sources give the same bytes.
 *
 * @throws {FloorError} when a source yields fewer claims than its floor
 * @throws {CorrectionError} when a correction does not hit what it expects
 * @throws {SchemaError} when a claim or flow is not what the schemas promise
 */
export function build(loaded: LoadedSource[]): Build {
  const read = loaded.map(one => ({
    ...one,
    ...extract(one.document, one.text, { id: one.source.id, format: readerOf(one.source) }),
  }))
  checkFloors(read)
  const reconciled = reconcile(read)
  const sources = read.map(one => summarize(one, reconciled))
  const claims = read.flatMap(one => one.claims)
  return { files: filesOf(sources, claims, reconciled.flows), sources, flows: reconciled.flows }
}

function readerOf({ format }: Source): 'markdown' | 'html' {
  return format === 'html' ? 'html' : 'markdown'
}

function checkFloors(read: (LoadedSource & Extraction)[]): void {
  const low = read.filter(({ source, claims }) => claims.length < source.floor.claims)
  if (low.length === 0) return
  throw new FloorError(
    low
      .map(
        ({ source, document, claims }) =>
          `${document}: ${claims.length} claims, under the floor of ${source.floor.claims} in source.yaml`,
      )
      .join('\n'),
  )
}

function summarize(
  { source, document, text, claims, messages }: LoadedSource & Extraction,
  all: Reconciliation,
): BuiltSource {
  const own = new Set(claims.map(claim => claim.id))
  const mine = <T extends { claims: string[] }>(list: T[]) =>
    list
      .map(item => ({ ...item, claims: item.claims.filter(id => own.has(id)) }))
      .filter(item => item.claims.length > 0)
  return {
    source,
    document,
    sha256: createHash('sha256').update(text).digest('hex'),
    claims,
    flows: all.flows.filter(flow => flow.claims.some(id => own.has(id))).length,
    messages,
    corrections: all.corrected
      .filter(made => made.source === source.id)
      .map(({ correction, claims }) => ({ id: correction, claims })),
    unresolved: all.unresolved.filter(({ claim }) => own.has(claim)),
    unknownLabels: mine(all.unknownLabels),
  }
}

function filesOf(sources: BuiltSource[], claims: Claim[], flows: Flow[]): Files {
  const shown = claims.map(published)
  for (const claim of shown) validate('claim', claim, `data/claims.ndjson, ${claim.id}`)
  for (const flow of flows) validate('flow', flow, `data/flows.json, ${flow.id}`)
  const byId = new Map(claims.map(claim => [claim.id, claim]))
  return new Map([
    ['data/claims.ndjson', shown.map(claim => `${JSON.stringify(claim)}\n`).join('')],
    ['data/flows.csv', flowsToCsv(flows, byId)],
    ['data/flows.json', json(flows)],
    ['data/sources.json', json(sources.map(sourceRecord))],
    ...([...schemaNames, 'common'] as const).map((name): [string, string] => [
      `schema/${name}.schema.json`,
      json(loadSchema(name)),
    ]),
  ])
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
}: BuiltSource) {
  return {
    ...source,
    document,
    sha256,
    claims: { total: claims.length, ...countBy(claims, claim => claim.kind) },
    flows,
    corrections,
    repairs: messages.map(({ ruleId, line, reason }) => ({
      id: ruleId ?? 'notice',
      line: line ?? null,
      message: reason,
    })),
    unresolved: unresolved.map(({ claim, reason }) => ({ claim, reason, message: reasons[reason] })),
    unknownLabels,
  }
}

/** Counts the items of a list by a key, keys sorted. */
export function countBy<T>(list: T[], key: (item: T) => string): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const item of list) counts[key(item)] = (counts[key(item)] ?? 0) + 1
  return Object.fromEntries(Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1)))
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`
}
