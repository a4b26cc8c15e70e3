import type { Claim, Correction, Flow, Source } from '../schema/types.ts'
import { CorrectionError } from './correction-error.ts'
import { type Corrected, type Correcting, correct, type Selection, select } from './corrections.ts'
import { deploymentOf } from './deployments.ts'
import { unknownLabelsOf } from './ends.ts'
import { flowsOf } from './flows.ts'
import { merge } from './merge.ts'
import { byClaimId, byText } from './order.ts'

export { type Circumstances, circumstancesOf } from './conditions.ts'
export { CorrectionError, type CorrectionFault, type CorrectionProblem } from './correction-error.ts'
export { type Selection, select } from './corrections.ts'
export { deploymentOf } from './deployments.ts'
export { expand } from './groups.ts'
export { ascending, byText } from './order.ts'
export { products, resolve, titleOf } from './roles.ts'
export { rolesVocabulary } from './roles-vocabulary.ts'
export { type Service, serviceOf, servicesById, servicesNamed } from './services.ts'
export { fold } from './text.ts'

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
  /** Labels that no role is known for, and the claims that have them. */
  unknownLabels: { label: string; claims: string[] }[]
  /** The corrections made. */
  corrected: { source: string; correction: string; claims: string[] }[]
}

/**
 * Makes one set of flows out of the claims of all sources.
 *
 * @param inputs in any order
 * @throws {CorrectionError} when corrections do not fit the claims, naming each with its file
 */
export function reconcile(inputs: Input[]): Reconciliation {
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
  const outcomes = sources.flatMap(({ source, claims }) => claims.map(claim => outcomeOf(claim, source)))
  return {
    flows: merge(outcomes.flatMap(({ flows }) => flows)),
    unresolved: outcomes.flatMap(unresolvedOf).sort((a, b) => byClaimId(a.claim, b.claim)),
    unknownLabels: labelsOf(outcomes),
    corrected: sources.flatMap(correctionsMade).sort((a, b) => byText(a.source, b.source)),
  }
}

interface Outcome {
  claim: Claim
  deployment: string | null
  flows: Flow[]
  unknown: string[]
}

function outcomeOf(corrected: Corrected, source: Source): Outcome {
  const { claim } = corrected
  const deployment = deploymentOf(claim, source)
  if (deployment === null) return { claim, deployment, flows: [], unknown: [] }
  const unknown = unknownLabelsOf(claim, { product: source.product, deployment })
  return { claim, deployment, flows: flowsOf(corrected, source, deployment), unknown }
}

function unresolvedOf({ claim, deployment, flows, unknown }: Outcome): Reconciliation['unresolved'] {
  if (flows.length > 0) return []
  const ends = unknown.length > 0 ? 'unknown-labels' : 'no-endpoints'
  return [{ claim: claim.id, reason: deployment === null ? 'no-deployment' : ends }]
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
