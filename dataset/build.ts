import { createHash } from 'node:crypto'
import {
  rules as allRules,
  type Checked,
  check,
  type Document,
  type Page,
  type Rule,
} from '../check/index.ts'
import { type Reason, type Reconciliation, reconcile } from '../reconcile/index.ts'
import type { Claim, Finding, Flow, Source } from '../schema/types.ts'
import type { About } from './about.ts'
import type { MadeCorrection } from './api/records.ts'
import type { Files } from './files.ts'
import { linkFindings } from './link-findings.ts'
import { filesOf } from './output.ts'
import type { LoadedSource } from './sources.ts'

export { countBy, repairsOf } from './output.ts'

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
  messages: Page['messages']
  corrections: MadeCorrection[]
  unresolved: { claim: string; reason: Reason }[]
  unknownLabels: { label: string; claims: string[] }[]
}

/** A dataset: the files it consists of, and what a person wants to know of how it came about. */
export interface Build {
  files: Files
  sources: BuiltSource[]
  flows: Flow[]
  findings: Finding[]
}

/** A source with what was read of its document. */
type ReadSource = LoadedSource & Pick<Page, 'claims' | 'messages'>

/**
 * Builds the dataset from its sources, which are read once for claims and findings. Pure: the same sources
 * give the same bytes.
 *
 * @param rules those whose findings the dataset has (default: all)
 * @param about the package that the dataset belongs to
 * @param checkAll how documents are read and checked
 * @throws {FloorError} when a source yields fewer claims than its floor
 * @throws {LimitError} when a document goes beyond a limit
 * @throws {CorrectionError} when a correction does not hit what it expects
 * @throws {SchemaError} when a claim, flow or finding is not what the schemas promise
 */
export function build(
  loaded: LoadedSource[],
  rules: Rule[] = allRules,
  about: About = {},
  checkAll: (documents: Document[], rules: Rule[]) => Checked = check,
): Build {
  const { pages, findings } = checkAll(
    loaded.map(({ document, ...known }) => ({ path: document, ...known })),
    rules,
  )
  const read = loaded.map((one, i) => ({ ...one, claims: pages[i]!.claims, messages: pages[i]!.messages }))
  checkFloors(read)
  const reconciled = reconcile(read)
  const flows = linkFindings(reconciled.flows, findings, rules)
  const sources = read.map(one => summarize(one, reconciled))
  const claims = read.flatMap(one => one.claims)
  return { files: filesOf({ sources, claims, flows, findings, about }), sources, flows, findings }
}

function checkFloors(read: ReadSource[]): void {
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
  { source, document, text, claims, messages, corrections }: ReadSource,
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
    sha256: source.fetched?.sha256 ?? createHash('sha256').update(text).digest('hex'),
    claims,
    flows: all.flows.filter(flow => flow.claims.some(id => own.has(id))).length,
    messages,
    corrections: corrections.map(({ id, set, reason, evidence }) => {
      const made = all.corrected.find(made => made.source === source.id && made.correction === id)
      return { id, claims: made?.claims ?? [], set, reason, evidence }
    }),
    unresolved: all.unresolved.filter(({ claim }) => own.has(claim)),
    unknownLabels: mine(all.unknownLabels),
  }
}
