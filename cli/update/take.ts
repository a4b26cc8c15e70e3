import { type Document, type Page, pageOf } from '../../check/index.ts'
import { repairsOf } from '../../dataset/build.ts'
import { digest } from '../../dataset/published.ts'
import { correctionPlace, type LoadedSource } from '../../dataset/sources.ts'
import { CorrectionError, type CorrectionProblem, reconcile, type Vocabulary } from '../../reconcile/index.ts'
import type { Claim, Correction, SourceRepair } from '../../schema/types.ts'

/** What is known of a source besides its document. */
export type Particulars = Omit<LoadedSource, 'text' | 'claims'>

/** What a fetched document gives. */
export interface Taken {
  claims: Claim[]
  repairs: SourceRepair[]
  /** The corrections that still find something. */
  corrections: Correction[]
  /** Ids of those that do not. */
  dropped: string[]
}

/** A document was fetched and may not be taken; the message tells why, the same way each time. */
export class RefusedError extends Error {
  override name = 'RefusedError'
}

/**
 * Reads a fetched document for what is kept of it.
 *
 * @throws {LimitError} when it goes beyond a limit
 * @throws {RefusedError} when it claims less than it must, or a correction finds other than it expects
 */
export async function take(
  known: Particulars,
  text: string,
  vocabulary: Vocabulary,
  read: (document: Document) => Promise<Page> = pageOf,
): Promise<Taken> {
  const { source, document } = known
  // Findings need the other documents, too: the build looks for accepted ones.
  const corrections = known.corrections.filter(one => !('accept' in one))
  const placeOf = (one: Correction) => correctionPlace(known, one)
  const page = await read({ path: document, text, source })
  const { claims: floor } = source.floor
  if (page.claims.length < floor)
    throw new RefusedError(`yields ${page.claims.length} claims, under the floor of ${floor}`)
  const claims = page.claims.map(claim => digest(claim, vocabulary))
  const problems = problemsOf({ source, claims, corrections, placeOf }, vocabulary)
  const dropped = problems.filter(isExpired).map(({ correction }) => correction)
  const left = known.corrections.filter(({ id }) => !dropped.includes(id))
  const [problem] = problemsOf(
    { source, claims, corrections: left.filter(one => corrections.includes(one)), placeOf },
    vocabulary,
  )
  if (problem) throw new RefusedError(new CorrectionError([problem]).message)
  return { claims, repairs: repairsOf(page.messages), corrections: left, dropped }
}

/** Nothing to correct is there any more: the document was mended, or says something else. */
function isExpired({ fault, found }: CorrectionProblem): boolean {
  return (fault === 'matches' || fault === 'no-effect') && found === 0
}

function problemsOf(
  input: Parameters<typeof reconcile>[0][number],
  vocabulary: Vocabulary,
): CorrectionProblem[] {
  try {
    reconcile([input], vocabulary)
    return []
  } catch (error) {
    if (!(error instanceof CorrectionError)) throw error
    return error.problems
  }
}
