import { defaultVocabulary, type Vocabulary } from '../reconcile/index.ts'
import type { Change, Difference } from '../schema/types.ts'
import { type Case, casesOf, movesOf, renamesOf, renderingOf, withRows } from './cases.ts'
import { changesOf, findingChanges } from './changes.ts'
import { pairUp } from './pair.ts'
import { sidesOfDatasets, sidesOfDocuments } from './sides.ts'
import type { DatasetState, DocumentsState, State } from './state.ts'
import { type Level, levels } from './taxonomy.ts'

export type { DatasetState, DocumentState, DocumentsState, RepairPlace, State } from './state.ts'
export { type ChangeClass, type Level, levels, taxonomy } from './taxonomy.ts'

/** Documents cannot be compared with a dataset. */
export class KindError extends Error {
  override name = 'KindError'
}

/**
 * Compares two states of documents or of a dataset: which facts have changed, and what that means for a
 * firewall. A state compared with itself gives nothing; with the states swapped every change is its mirror.
 *
 * @param vocabulary the roles, services and conditions that are known
 * @throws {KindError} when one state is a dataset and the other is not
 */
export function diff(before: State, after: State, vocabulary: Vocabulary = defaultVocabulary()): Difference {
  const changes = changesOf(casesBetween(before, after, vocabulary))
  return {
    before: before.name,
    after: after.name,
    counts: countByLevel(changes),
    changes,
    findings: findingChanges(before.findings, after.findings),
  }
}

/** Whether any change has this level or a more important one. */
export function reaches(changes: Change[], level: Level): boolean {
  return changes.some(change => levels.indexOf(change.level) <= levels.indexOf(level))
}

function casesBetween(before: State, after: State, vocabulary: Vocabulary): Case[] {
  if (before.kind === 'documents' && after.kind === 'documents')
    return betweenDocuments(before, after, vocabulary)
  if (before.kind === 'dataset' && after.kind === 'dataset') return betweenDatasets(before, after, vocabulary)
  throw new KindError('a dataset can be compared with a dataset only')
}

function betweenDocuments(before: DocumentsState, after: DocumentsState, vocabulary: Vocabulary): Case[] {
  const sides = sidesOfDocuments(before, after, vocabulary)
  const pool = pairUp(sides.before, sides.after, true)
  const facts = casesOf(sides.before, sides.after, pool)
  return [...facts, ...movesOf(pool.pairs), ...renderingOf(pool.pairs, before, after)]
}

function betweenDatasets(before: DatasetState, after: DatasetState, vocabulary: Vocabulary): Case[] {
  const sides = sidesOfDatasets(before, after, vocabulary)
  const pool = pairUp(sides.before, sides.after, false)
  const facts = casesOf(sides.before, sides.after, pool)
  return [...withRows(facts), ...renamesOf(pool.pairs, sides.renamed)]
}

/** Counts changes by their level. */
export function countByLevel(changes: Change[]): Difference['counts'] {
  const count = (level: Level) => changes.filter(change => change.level === level).length
  return { open: count('open'), close: count('close'), review: count('review'), none: count('none') }
}
