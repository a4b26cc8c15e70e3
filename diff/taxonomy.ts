import type { Change } from '../schema/types.ts'

/** What is to be done about a change. */
export type Level = Change['level']
/** What of a statement has changed. */
export type Axis = Change['axis']
/** Kind of a change. */
export type ChangeClass = Change['class']

/** A class of changes, and what is fixed for all of them. */
export interface ClassEntry {
  id: ChangeClass
  axis: Axis
  level: Level
  /** What the change is when the states are swapped. */
  mirror: ChangeClass
  /** What has happened. */
  meaning: string
  /** Why the class is its own mirror. */
  own?: string
}

/** The levels, gravest first. */
export const levels: Level[] = ['open', 'close', 'review', 'none']

/** A level seen from the other side; a class that is its own mirror keeps its level. */
export const mirrorOfLevel: Record<Level, Level> = {
  open: 'close',
  close: 'open',
  review: 'review',
  none: 'none',
}

type Ways = 'changed' | 'widened' | 'narrowed' | 'named' | 'unnamed'
type Way = [id: Ways, level: Level, mirror: Ways, meaning: string, own?: string]
type Row = [id: ChangeClass, level: Level, mirror: ChangeClass, meaning: string, own?: string]

const eitherWay = 'another one is needed in its place, whichever state is the later'
const noOrder = 'neither state is more than the other'

/** What can become of a value that may be replaced, take in more or less, or be left out. */
const ways: Way[] = [
  ['changed', 'open', 'changed', 'is another one', eitherWay],
  ['widened', 'open', 'narrowed', 'takes in more'],
  ['narrowed', 'close', 'widened', 'takes in less'],
  ['named', 'review', 'unnamed', 'is named, where it was left open or put in words'],
  ['unnamed', 'review', 'named', 'is left open or put in words, where it was named'],
]

const classes: Record<Axis, Row[]> = {
  existence: [
    ['added', 'open', 'removed', 'traffic is newly stated'],
    ['removed', 'close', 'added', 'traffic is no longer stated'],
    ['repeated', 'none', 'unrepeated', 'said once more: the traffic was stated before'],
    ['unrepeated', 'none', 'repeated', 'said once less: the traffic is still stated'],
    [
      'regrouped',
      'none',
      'regrouped',
      'rows or ranges are cut otherwise and state the same traffic',
      noOrder,
    ],
  ],
  port: valued('port', 'the port or range'),
  protocol: valued('protocol', 'the protocol'),
  source: valued('source', 'the end that starts the traffic'),
  destination: valued('destination', 'the end that listens'),
  direction: [
    ['reversed', 'open', 'reversed', 'the ends have changed places', eitherWay],
    ['direction-changed', 'review', 'direction-changed', 'stated as a rule for the other end', noOrder],
  ],
  scope: [
    ['local-gained', 'review', 'local-lost', 'traffic between nodes is now said to stay on one'],
    ['local-lost', 'review', 'local-gained', 'traffic that stayed on a node is now said to go between nodes'],
    [
      'deployment-renamed',
      'review',
      'deployment-renamed',
      'a deployment or version is called otherwise',
      noOrder,
    ],
  ],
  condition: [
    ['condition-added', 'review', 'condition-removed', 'was needed always, now under a condition'],
    ['condition-removed', 'review', 'condition-added', 'was needed under a condition, now always'],
    ['condition-changed', 'review', 'condition-changed', 'is needed under another condition', noOrder],
  ],
  status: [
    ['status-corrected', 'none', 'status-stated', 'a correction now makes what documents stated'],
    ['status-stated', 'none', 'status-corrected', 'documents now state what a correction made'],
    ['status-disputed', 'review', 'status-settled', 'a finding now casts doubt on it'],
    ['status-settled', 'review', 'status-disputed', 'no finding casts doubt on it any more'],
  ],
  rendering: [
    ['repair-came', 'none', 'repair-went', 'the markup is damaged now and read by a repair'],
    ['repair-went', 'none', 'repair-came', 'the markup is sound now and needs no repair'],
  ],
  wording: [['reworded', 'none', 'reworded', 'other words for the same', noOrder]],
  place: [['moved', 'none', 'moved', 'stands in another table, section or document', noOrder]],
}

/** Every class of change there is, in the order in which changes of one place are told. */
export const taxonomy: ReadonlyMap<ChangeClass, ClassEntry> = new Map(
  Object.entries(classes).flatMap(([axis, rows]) =>
    rows.map(([id, level, mirror, meaning, own]) => [
      id,
      { id, axis: axis as Axis, level, mirror, meaning, ...(own !== undefined && { own }) },
    ]),
  ),
)

/** The axes on which a value can be compared with another one. */
export type ValuedAxis = 'port' | 'protocol' | 'source' | 'destination'

function valued(axis: ValuedAxis, subject: string): Row[] {
  return ways.map(([id, level, mirror, meaning, own]) => [
    `${axis}-${id}`,
    level,
    `${axis}-${mirror}`,
    `${subject} ${meaning}`,
    own,
  ])
}
