import { createHash } from 'node:crypto'
import { groupBy } from '../check/group.ts'
import {
  rules as allRules,
  type Checked,
  checkPages,
  type Document,
  type Page,
  pageOf,
  type Rule,
} from '../check/index.ts'
import {
  defaultVocabulary,
  type Reason,
  type Reconciliation,
  reconcile,
  type Selection,
  select,
  type Vocabulary,
} from '../reconcile/index.ts'
import type { Claim, FetchedState, Finding, Flow, Source } from '../schema/types.ts'
import { byVersion } from '../schema/versions.ts'
import { lineUrl } from './api/places.ts'
import type { MadeCorrection } from './api/records.ts'
import { checkEvidence, type EvidenceOf } from './correction-evidence.ts'
import type { About } from './datapackage.ts'
import type { Files } from './files.ts'
import { linkFindings } from './link-findings.ts'
import { filesOf } from './output.ts'
import { correctionPlace, type LoadedSource } from './sources.ts'

export { countBy, repairsOf } from './output.ts'

/** A source that yields fewer claims than its floor: something has been lost. */
export class FloorError extends Error {
  override name = 'FloorError'
}

/** What became of one source. */
export interface BuiltSource {
  source: Source
  state: FetchedState | null
  isNewest: boolean
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

/** A source with what was read of its document, and the claims that its corrections change. */
type ReadSource = LoadedSource & Pick<Page, 'claims' | 'messages'> & { selections: Selection[] }

/** The stages of a build that may need bounds: how a document is read, and how pages are checked. */
export interface Stages {
  read(document: Document): Promise<Page>
  check(pages: Page[], rules: Rule[]): Checked
}

/**
 * Builds the dataset from its sources: reads all documents once, checks them, reconciles their claims, and
 * links flows to findings. Pure: the same sources give the same bytes.
 *
 * @param rules those whose findings the dataset has (default: all)
 * @param about the package that the dataset belongs to
 * @param stages how documents are read and checked (default: without bounds)
 * @param vocabulary the roles, services and conditions that are known
 * @throws {FloorError} when a source yields fewer claims than its floor
 * @throws {LimitError} when a document goes beyond a limit
 * @throws {CorrectionError} when a correction does not hit what it expects
 * @throws {SchemaError} when a claim, flow or finding is not what the schemas promise
 */
export async function build(
  loaded: LoadedSource[],
  rules: Rule[] = allRules,
  about: About = {},
  stages: Stages = { read: document => pageOf(document), check: checkPages },
  vocabulary: Vocabulary = defaultVocabulary(),
): Promise<Build> {
  const pages: Page[] = []
  for (const { document, ...known } of loaded) pages.push(await stages.read({ path: document, ...known }))
  checkFloors(loaded, pages)
  const { findings, read } = checkAll(loaded, pages, rules, stages)
  const evidenceOf = checkEvidence(loaded)
  const reconciled = reconcile(
    read.map(one => ({ ...one, placeOf: correction => correctionPlace(one, correction) })),
    vocabulary,
  )
  const summaries = read.map(one => summarize(one, reconciled, evidenceOf))
  const flows = withPlaces(linkFindings(reconciled.flows, findings, rules), summaries)
  const cited = new Set(flows.flatMap(flow => flow.claims))
  const sources = summaries.map(one => (one.isNewest ? one : onlyCited(one, cited)))
  const claims = [...new Set(sources.flatMap(one => one.claims))]
  return { files: filesOf({ sources, claims, flows, findings, about, vocabulary }), sources, flows, findings }
}

/** Of an earlier state only the claims that flows lead to. */
function onlyCited(source: BuiltSource, cited: ReadonlySet<string>): BuiltSource {
  const claims = source.claims.filter(({ id }) => cited.has(id))
  return { ...source, claims, unresolved: [], unknownLabels: [] }
}

/**
 * Checks archived documents among themselves, and of all others the newest state. What they state alike is claimed
 * once.
 */
function checkAll(
  loaded: LoadedSource[],
  pages: Page[],
  rules: Rule[],
  stages: Stages,
): { findings: Finding[]; read: ReadSource[] } {
  const checkedAs = ({ source, isNewest }: LoadedSource) =>
    isNewest ? (source.archived ? 'archived' : 'current') : 'earlier'
  const places = loaded.map((_, i) => i)
  const read: ReadSource[] = []
  const findings: Finding[] = []
  for (const [group, members] of groupBy(places, i => checkedAs(loaded[i]!))) {
    const own = members.map(i => pages[i]!)
    const checked = group === 'earlier' ? null : stages.check(own, rules)
    findings.push(...(checked?.findings ?? []))
    for (const [n, i] of members.entries()) {
      const { claims, messages } = checked?.pages[n] ?? own[n]!
      const selections = checked?.selections[n] ?? select(loaded[i]!.corrections, claims, [])
      read[i] = { ...loaded[i]!, claims, messages, selections }
    }
  }
  return { findings, read }
}

/**
 * Where each document states a flow: in its newest state that does, the newest version first. The claims of earlier
 * states stay with the sources: they say the same of other versions.
 */
function withPlaces(flows: Flow[], sources: BuiltSource[]): Flow[] {
  const claims = new Map(sources.flatMap(source => source.claims.map(claim => [claim.id, { claim, source }])))
  const rank = new Map(sources.map((source, i) => [source, i]))
  return flows.map(flow => {
    const backed = flow.claims.flatMap(id => claims.get(id) ?? [])
    const byDocument = groupBy(backed, ({ source }) => source.source.id.replace(/@.*$/s, ''))
    const newest = [...byDocument.values()].flatMap(own => {
      const last = own.reduce((a, b) => (rank.get(b.source)! >= rank.get(a.source)! ? b : a)).source
      return own.filter(({ source }) => source === last)
    })
    const places = newest.map(({ claim: { location }, source: { source, state } }) => ({
      version: source.version ?? '',
      place: {
        document: location.document,
        line: location.line,
        url: lineUrl({ ...source, revision: state?.revision ?? null, path: state?.path ?? null }, location),
      },
    }))
    const ordered = places.toSorted((a, b) => byVersion(b.version, a.version))
    const distinct = new Map(ordered.map(({ place }) => [`${place.document}:${place.line}`, place]))
    const shown = new Set(newest.map(({ claim }) => claim.id))
    return { ...flow, claims: flow.claims.filter(id => shown.has(id)), places: [...distinct.values()] }
  })
}

function checkFloors(loaded: LoadedSource[], pages: Page[]): void {
  const low = loaded.flatMap(({ source: { floor }, document }, i) => {
    const { length } = pages[i]!.claims
    if (length >= floor.claims) return []
    return [`${document}: ${length} claims, under the floor of ${floor.claims} in source.yaml`]
  })
  if (low.length > 0) throw new FloorError(low.join('\n'))
}

function summarize(
  { source, state, isNewest, document, text, claims, messages, selections }: ReadSource,
  all: Reconciliation,
  evidenceOf: EvidenceOf,
): BuiltSource {
  const own = new Set(claims.map(claim => claim.id))
  const mine = <T extends { claims: string[] }>(list: T[]) =>
    list
      .map(item => ({ ...item, claims: item.claims.filter(id => own.has(id)) }))
      .filter(item => item.claims.length > 0)
  return {
    source,
    state,
    isNewest,
    document,
    sha256: state?.sha256 ?? createHash('sha256').update(text).digest('hex'),
    claims,
    flows: all.flows.filter(flow => flow.claims.some(id => own.has(id))).length,
    messages,
    corrections: selections.map(selection => {
      const { correction, set, reason } = selection
      const { id } = correction
      const made = all.corrected.find(made => made.source === source.id && made.correction === id)
      const accepted = 'accept' in correction ? { accepted: [correction.accept].flat() } : {}
      return { id, ...accepted, claims: made?.claims ?? [], set, reason, evidence: evidenceOf(selection) }
    }),
    unresolved: all.unresolved.filter(({ claim }) => own.has(claim)),
    unknownLabels: mine(all.unknownLabels),
  }
}
