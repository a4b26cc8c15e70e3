import { documentsState } from '../../../cli/state.ts'
import { type DatasetState, type DocumentsState, diff, type State, taxonomy } from '../../../diff/index.ts'
import type { Extraction } from '../../../extract/index.ts'
import { defaultBounds } from '../../../project/bounds.ts'
import type { Reconciliation } from '../../../reconcile/index.ts'
import type { Change, Difference, Finding } from '../../../schema/types.ts'
import { mirrored, mirrorOfLevel, told } from '../../diff/mirrored.ts'
import { frozen, must, mustEqual } from '../broken.ts'
import type { Input } from '../input.ts'
import { checkShape } from './reading.ts'

/** A document as one state has it. */
export function stateOf(input: Input, extraction: Extraction, findings: Finding[]): DocumentsState {
  const read = [{ ...input, name: '', extraction }]
  const state = documentsState('page', read, [], { checks: null, bounds: defaultBounds })
  return frozen({ ...state, findings })
}

/** The same as a dataset. */
export function datasetOf({ claims }: Extraction, { flows }: Reconciliation): DatasetState {
  return frozen({ kind: 'dataset', name: 'data', flows, claims, findings: null })
}

/** Compares two states, with everything that must hold of the changes. */
export function differenceOf(before: State, after: State): Difference {
  for (const state of [before, after]) {
    const { changes, findings } = diff(state, state)
    const first = changes[0]
    must(changes.length === 0, 'diff-self', `${state.kind} ${first?.class}`, `${first?.message}`)
    must((findings?.appeared.length ?? 0) + (findings?.gone.length ?? 0) === 0, 'diff-self', 'findings', '')
  }
  const [there, back] = [diff(before, after), diff(after, before)]
  for (const change of there.changes) checkShape('change', change, change.class)
  checkMirror(before.kind, there, back)
  mustEqual(diff(before, after), there, 'same-again', `diff of ${before.kind}`)
  return there
}

function checkMirror(kind: State['kind'], there: Difference, back: Difference): void {
  const levels = back.changes.map(mirrorLevel)
  mustEqual(there.changes.map(({ level }) => level).sort(), levels.sort(), 'diff-mirror', `${kind} levels`)
  mustEqual(
    there.changes.map(told).sort(),
    back.changes.map(mirrored).sort(),
    'diff-mirror',
    `${kind} changes`,
  )
}

/** The level that a change has with the states swapped. */
function mirrorLevel({ class: id, level }: Change): Change['level'] {
  return taxonomy.get(id)!.mirror === id ? level : mirrorOfLevel[level]
}
