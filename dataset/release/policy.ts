import type { Change, Difference } from '../../schema/types.ts'
import { farther, type Step } from './semver.ts'
import { shapeChanges } from './shapes.ts'
import type { Snapshot } from './snapshot.ts'

/** Why a version moves. */
export interface Reason {
  step: Step
  message: string
}

/** What of a flow tells no other fact. */
const wording = new Set<Change['axis']>(['status', 'rendering', 'wording', 'place'])

/**
 * Tells why the data need another version, by the policy of docs/data-versioning.md.
 *
 * @param difference what changed between both
 * @returns nothing when no byte of the data has changed
 */
export function reasonsFor(before: Snapshot, after: Snapshot, difference: Difference): Reason[] {
  const reasons = [
    ...nameChanges(before, after),
    ...shapeChanges(before.schemas, after.schemas),
    ...factChanges(difference),
  ]
  const changed = Object.keys(after.files).filter(
    name => name in before.files && before.files[name] !== after.files[name],
  )
  if (reasons.length > 0 || changed.length === 0) return reasons
  return [{ step: 'patch', message: `other bytes in ${changed.join(', ')}` }]
}

/** The farthest step that a reason asks for; null when there is none. */
export function stepOf(reasons: Reason[]): Step | null {
  return reasons.reduce<Step | null>((step, reason) => farther(step, reason.step), null)
}

/** A name that is gone breaks what relies on it; who belongs to a group is a fact like others. */
function nameChanges(before: Snapshot, after: Snapshot): Reason[] {
  return Object.keys(before.names).flatMap(kind => {
    const [old, now] = [before.names[kind] ?? [], after.names[kind] ?? []]
    const gone = old.filter(name => !now.includes(name))
    const came = now.filter(name => !old.includes(name))
    return [
      ...gone.map(name => ({
        step: kind === 'member' ? ('minor' as const) : ('major' as const),
        message: `${kind} ${name} is gone`,
      })),
      ...came.map(name => ({ step: 'minor' as const, message: `${kind} ${name} is new` })),
    ]
  })
}

function factChanges({ changes, findings }: Difference): Reason[] {
  const isFact = ({ axis, level }: Change) => level !== 'none' && !wording.has(axis)
  const facts = changes.filter(isFact).length
  const others = changes.length - facts
  const moved = (findings?.appeared.length ?? 0) + (findings?.gone.length ?? 0)
  return [
    ...counted('minor', facts, 'change of facts', 'changes of facts'),
    ...counted('patch', others, 'change that leaves the facts', 'changes that leave the facts'),
    ...counted('patch', moved, 'finding came or went', 'findings came or went'),
  ]
}

function counted(step: Step, count: number, one: string, many: string): Reason[] {
  return count === 0 ? [] : [{ step, message: `${count} ${count === 1 ? one : many}` }]
}
