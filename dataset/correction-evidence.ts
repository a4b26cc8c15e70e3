import { CorrectionError, type CorrectionProblem, type Selection } from '../reconcile/index.ts'
import { parsePlace } from '../schema/place.ts'
import type { CorrectionEvidence, Evidence } from '../schema/types.ts'
import { correctionPlace, type LoadedSource } from './sources.ts'

/** Looks up the evidence of a correction: that of the findings it accepts, else its own places. */
export type EvidenceOf = (selection: Selection) => Evidence[]

/**
 * Checks that the places that corrections give as evidence still hold the words given there.
 * The text of a fetched document is not kept: there any line is taken.
 *
 * @param loaded all sources of the dataset
 * @throws {CorrectionError} naming each correction with a place that is gone, with its file and line
 */
export function checkEvidence(loaded: LoadedSource[]): EvidenceOf {
  const documents = new Map(
    loaded.flatMap(one => [[one.source.id, one] as const, [one.document, one] as const]),
  )
  const problems = loaded.flatMap(source =>
    source.corrections.flatMap((correction): CorrectionProblem[] => {
      const given = 'accept' in correction ? [] : correction.evidence
      const found = given.filter(one => locate(one, documents) !== null).length
      const file = correctionPlace(source, correction)
      return found === given.length
        ? []
        : [{ file, correction: correction.id, fault: 'evidence', expected: given.length, found }]
    }),
  )
  if (problems.length > 0) throw new CorrectionError(problems)
  return ({ correction, evidence }) =>
    'accept' in correction ? evidence : correction.evidence.flatMap(one => locate(one, documents) ?? [])
}

function locate(
  { place, text }: CorrectionEvidence,
  documents: ReadonlyMap<string, LoadedSource>,
): Evidence | null {
  const at = parsePlace(place)
  const source = at && documents.get(at.document)
  if (!source) return null
  const { line } = at
  const found = { document: source.document, line, note: text }
  if (source.claims) return { ...found, column: at.column }
  const words = source.text.split(/\r\n|\n|\r/)[line - 1] ?? ''
  const column = words.indexOf(text, at.column - 1) + 1
  return column > 0 ? { ...found, column } : null
}
