import type { Change } from '../schema/types.ts'

/** What is to be done about a change. */
export type Level = Change['level']
/** What of a statement has changed. */
export type Axis = Change['axis']
/** Kind of a change. */
export type ChangeClass = Change['class']

/** A class of changes, and what is fixed for all of them; docs/diff.md says what each means. */
export interface ClassEntry {
  id: ChangeClass
  axis: Axis
  level: Level
  /** What the change is when the states are swapped. */
  mirror: ChangeClass
}

/** The levels, most important first. */
export const levels: Level[] = ['open', 'close', 'review', 'none']

type Ways = 'changed' | 'widened' | 'narrowed' | 'named' | 'unnamed'
type Row = [id: ChangeClass, level: Level, mirror?: ChangeClass]

/** How a value can change: replaced, extended, reduced, given or left out. */
const ways: [id: Ways, level: Level, mirror: Ways][] = [
  ['changed', 'open', 'changed'],
  ['widened', 'open', 'narrowed'],
  ['narrowed', 'close', 'widened'],
  ['named', 'review', 'unnamed'],
  ['unnamed', 'review', 'named'],
]

/** Without a mirror of its own, a class is its own mirror: neither state is more than the other. */
const classes: Record<Axis, Row[]> = {
  existence: [
    ['added', 'open', 'removed'],
    ['removed', 'close', 'added'],
    ['repeated', 'none', 'unrepeated'],
    ['unrepeated', 'none', 'repeated'],
    ['regrouped', 'none'],
  ],
  port: valued('port'),
  protocol: valued('protocol'),
  source: valued('source'),
  destination: valued('destination'),
  direction: [
    ['reversed', 'open'],
    ['direction-changed', 'review'],
  ],
  scope: [
    ['local-gained', 'review', 'local-lost'],
    ['local-lost', 'review', 'local-gained'],
    ['deployment-renamed', 'review'],
  ],
  condition: [
    ['condition-added', 'review', 'condition-removed'],
    ['condition-removed', 'review', 'condition-added'],
    ['condition-changed', 'review'],
  ],
  status: [
    ['status-corrected', 'none', 'status-stated'],
    ['status-stated', 'none', 'status-corrected'],
    ['status-disputed', 'review', 'status-settled'],
    ['status-settled', 'review', 'status-disputed'],
  ],
  rendering: [
    ['repair-came', 'none', 'repair-went'],
    ['repair-went', 'none', 'repair-came'],
  ],
  wording: [
    ['purpose-changed', 'review'],
    ['reworded', 'none'],
  ],
  place: [['moved', 'none']],
}

/** Every class of change, in the order in which changes of one place are reported. */
export const taxonomy: ReadonlyMap<ChangeClass, ClassEntry> = new Map(
  Object.entries(classes).flatMap(([axis, rows]) =>
    rows.map(([id, level, mirror = id]) => [id, { id, axis: axis as Axis, level, mirror }]),
  ),
)

/** The axes on which a value can be compared with another one. */
export type ValuedAxis = 'port' | 'protocol' | 'source' | 'destination'

function valued(axis: ValuedAxis): Row[] {
  return ways.map(([id, level, mirror]) => [`${axis}-${id}`, level, `${axis}-${mirror}`])
}
