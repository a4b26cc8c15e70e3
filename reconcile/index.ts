import type { Claim, Correction, Flow, Source } from '../schema/types.ts'
import { byVersion, rangesOf, versionsOf } from '../schema/versions.ts'
import { type Correcting, CorrectionError, correct, type Selection, select } from './corrections.ts'
import { defaultVocabulary } from './default.ts'
import { type Basis, flowsOf } from './flows.ts'
import { type Context, type Meaning, meaningsOf, scopeOf } from './meaning.ts'
import { merge } from './merge.ts'
import { byClaimId, byText, union } from './order.ts'
import type { Vocabulary } from './vocabulary.ts'

export { type Circumstances, circumstancesOf } from './conditions.ts'
export {
  CorrectionError,
  type CorrectionFault,
  type CorrectionProblem,
  type Selection,
  select,
} from './corrections.ts'
export { defaultVocabulary, vocabularyWith } from './default.ts'
export { deploymentOf } from './deployments.ts'
export { expand } from './groups.ts'
export { areaOf } from './ids.ts'
export {
  type Around,
  type Context,
  type End,
  type Meaning,
  meaningsOf,
  scopeOf,
  serviceWith,
} from './meaning.ts'
export { ascending, byText } from './order.ts'
export { areKin, generalRoles, resolve, titleOf } from './roles.ts'
export type { Service } from './services.ts'
export { fold, purposeOf } from './text.ts'
export type { Additions, Vocabulary } from './vocabulary.ts'

/** A source with what was read from its document. */
export interface Input {
  source: Source
  claims: Claim[]
  corrections: Correction[]
  /** The claims that each correction changes, where that is known already: see {@link select}. */
  selections?: Selection[]
  /** The file, and line, of a correction as messages name it. */
  placeOf?: (correction: Correction) => string
}

/** Why a claim backs no flow. */
export type Reason = 'no-endpoints' | 'unknown-labels' | 'no-deployment'

/** The reasons in words, for people. */
export const reasons: Record<Reason, string> = {
  'no-endpoints': 'the document names neither end of the traffic',
  'unknown-labels': 'no role is known for any of the labels',
  'no-deployment': 'the source has no deployment for this part of the document',
}

/** What reconciling yields; claims are given by id, and all lists are sorted. */
export interface Reconciliation {
  flows: Flow[]
  /** Claims that back no flow. */
  unresolved: { claim: string; reason: Reason }[]
  /** Labels, or parts of lists, that no role explains, and the claims that have them. */
  unknownLabels: { label: string; claims: string[] }[]
  /** The corrections made. */
  corrected: { source: string; correction: string; claims: string[] }[]
}

/**
 * Makes one set of flows out of the claims of all sources.
 *
 * @param inputs in any order
 * @param vocabulary the roles, services and conditions that are known
 * @throws {CorrectionError} when corrections do not fit the claims, naming each with its file
 */
export function reconcile(inputs: Input[], vocabulary: Vocabulary = defaultVocabulary()): Reconciliation {
  const sources = inputs.map(({ source, claims, corrections, selections, placeOf }) => ({
    source,
    corrections,
    ...correct(
      placeOf ?? (() => `sources/${source.id}/corrections.yaml`),
      claims,
      selections ?? select(corrections, claims, []),
    ),
  }))
  const problems = sources.flatMap(({ problems }) => problems)
  if (problems.length > 0) throw new CorrectionError(problems.sort((a, b) => byText(a.file, b.file)))
  const outcomes = sources.flatMap(({ source, claims }) => outcomesOf(claims, source, vocabulary))
  return {
    flows: inRanges(merge(outcomes.flatMap(({ flows }) => flows)), sources),
    unresolved: outcomes.flatMap(unresolvedOf).sort((a, b) => byClaimId(a.claim, b.claim)),
    unknownLabels: labelsOf(outcomes),
    corrected: sources.flatMap(correctionsMade).sort((a, b) => byText(a.source, b.source)),
  }
}

/** Gives each flow its versions as ranges over those of its product. */
function inRanges(flows: Flow[], sources: { source: Source }[]): Flow[] {
  const all = new Map<string, string[]>()
  const keyOf = (product: string, archived: boolean | undefined) => `${product} ${archived ?? false}`
  for (const { source } of sources) {
    const key = keyOf(source.product, source.archived)
    all.set(key, union(all.get(key) ?? [], versionsOf(source), byVersion))
  }
  return flows.map(flow => ({
    ...flow,
    versions: rangesOf(
      flow.versions.map(({ first }) => first),
      all.get(keyOf(flow.product, flow.archived)) ?? [],
    ),
  }))
}

interface Outcome {
  claim: Claim
  flows: Flow[]
  reason: Reason
  /** Words that no role explains. */
  unknown: string[]
}

function outcomesOf(claims: Correcting['claims'], source: Source, vocabulary: Vocabulary): Outcome[] {
  const context: Context = { vocabulary, ...scopeOf(source) }
  const meanings = meaningsOf(
    claims.map(({ claim }) => claim),
    context,
  )
  const isCorrected = claims.some(({ corrections }) => corrections.length > 0)
  const literal = isCorrected
    ? meaningsOf(
        claims.map(({ literal }) => literal),
        context,
      )
    : []
  return claims.map(({ corrections }, i) => {
    const stated = corrections.length > 0 ? literal[i]! : null
    return outcomeOf({ meaning: meanings[i]!, stated, corrections }, source, context)
  })
}

function outcomeOf(basis: Basis, source: Source, context: Context): Outcome {
  const { claim, scope } = basis.meaning
  if (scope.deployment === '') return { claim, flows: [], reason: 'no-deployment', unknown: [] }
  const unknown = unknownIn(basis.meaning)
  const reason = unknown.length > 0 ? 'unknown-labels' : 'no-endpoints'
  return { claim, flows: flowsOf(basis, source, context), reason, unknown }
}

function unknownIn({ from, to }: Meaning): string[] {
  return [...from.nodes, ...to.nodes].filter(({ kind }) => kind === 'unknown').map(({ id }) => id)
}

function unresolvedOf({ claim, flows, reason }: Outcome): Reconciliation['unresolved'] {
  return flows.length > 0 ? [] : [{ claim: claim.id, reason }]
}

function labelsOf(outcomes: Outcome[]): Reconciliation['unknownLabels'] {
  const labels = [...new Set(outcomes.flatMap(({ unknown }) => unknown))].sort(byText)
  const having = (label: string) => outcomes.filter(({ unknown }) => unknown.includes(label))
  return labels.map(label => ({
    label,
    claims: having(label)
      .map(({ claim }) => claim.id)
      .sort(byClaimId),
  }))
}

function correctionsMade({
  source,
  corrections,
  claims,
}: Omit<Input, 'claims'> & Correcting): Reconciliation['corrected'] {
  const changed = (id: string) =>
    claims.filter(claim => claim.corrections.includes(id)).map(({ literal }) => literal.id)
  return corrections.map(({ id }) => ({
    source: source.id,
    correction: id,
    claims: changed(id).sort(byClaimId),
  }))
}
