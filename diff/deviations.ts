import type { Relation } from './ends.ts'
import { plain } from './facts.ts'
import type { Pair } from './pair.ts'
import { relationOf } from './respelt.ts'
import type { Item } from './statement.ts'
import { type ChangeClass, taxonomy, type ValuedAxis } from './taxonomy.ts'

/** One way in which a statement is no longer what it was. */
export interface Deviation {
  class: ChangeClass
  /** What was and what is: equal for equal deviations. */
  values: string
}

/** Everything in which a statement differs from its counterpart, but for its place and repairs. */
export function deviationsOf(pair: Pair): Deviation[] {
  const facts = [...valuesOf(pair), ...circumstancesOf(pair)]
  return [...facts, ...statusOf(pair), ...(facts.length === 0 ? wordingOf(pair) : [])]
}

/** Whether a deviation tells of traffic that is needed more, less or otherwise. */
export function isTraffic({ class: id }: Deviation): boolean {
  return ['open', 'close'].includes(taxonomy.get(id)!.level)
}

function valuesOf(pair: Pair): Deviation[] {
  const ends: Deviation[] = isReversed(pair)
    ? [{ class: 'reversed', values: '' }]
    : [
        ...valued('source', pair, relationOf(pair, 'source')),
        ...valued('destination', pair, relationOf(pair, 'destination')),
      ]
  return [
    ...valued('port', pair, relationOfPorts(pair)),
    ...valued('protocol', pair, relationOfProtocols(pair)),
    ...ends,
  ]
}

function valued(axis: ValuedAxis, { before, after }: Pair, relation: Relation): Deviation[] {
  if (relation === 'same') return []
  return [{ class: `${axis}-${relation}`, values: `${before.facts[axis]} > ${after.facts[axis]}` }]
}

function isReversed({ before, after }: Pair): boolean {
  const [a, b] = [before.facts, after.facts]
  return a.source !== b.source && a.source === b.destination && a.destination === b.source
}

function relationOfPorts({ before, after }: Pair): Relation {
  if (before.facts.port === after.facts.port) return 'same'
  const [a, b] = [before.said.ports, after.said.ports]
  if (!a && !b && before.facts.port !== '' && after.facts.port !== '') return 'changed'
  if (!a) return before.facts.port === '' || b ? 'named' : 'unnamed'
  if (!b) return 'unnamed'
  if (b.first <= a.first && a.last <= b.last) return 'widened'
  return a.first <= b.first && b.last <= a.last ? 'narrowed' : 'changed'
}

function relationOfProtocols({ before, after }: Pair): Relation {
  const [a, b] = [before.said.protocol, after.said.protocol]
  if (a === b) return 'same'
  if (a === null) return 'named'
  if (b === null) return 'unnamed'
  return b === 'all' ? 'widened' : a === 'all' ? 'narrowed' : 'changed'
}

function circumstancesOf(pair: Pair): Deviation[] {
  const [a, b] = [pair.before.facts, pair.after.facts]
  const found: [ChangeClass, string, string][] = [
    // A rule whose ends are swapped stands for the other side by that.
    ['direction-changed', a.direction, isReversed(pair) ? a.direction : b.direction],
    [b.scope === '' ? 'local-lost' : 'local-gained', a.scope, b.scope],
    ...(isSameNeed(pair) ? [] : [needOf(a.condition, b.condition)]),
  ]
  return found.filter(([, x, y]) => x !== y).map(([id, x, y]) => ({ class: id, values: `${x} > ${y}` }))
}

/** The description of a row tells when it is needed; in prose it does not, however short it is. */
function isSameNeed({ before, after }: Pair): boolean {
  const [a, b] = [before, after].map(item => [item.facts.condition, item.ownCondition])
  if (!before.isProse && !after.isProse) return a![0] === b![0]
  return a!.some(condition => b!.includes(condition))
}

function needOf(before: string, after: string): [ChangeClass, string, string] {
  const id = before === '' ? 'condition-added' : after === '' ? 'condition-removed' : 'condition-changed'
  return [id, before, after]
}

function statusOf({ before, after }: Pair): Deviation[] {
  const [a, b] = [before.said.status, after.said.status]
  if (a === b) return []
  const id =
    b === 'disputed'
      ? 'status-disputed'
      : a === 'disputed'
        ? 'status-settled'
        : b === 'corrected'
          ? 'status-corrected'
          : 'status-stated'
  return [{ class: id, values: [...new Set([...before.causes, ...after.causes])].sort().join() }]
}

/** Only words that are no prose: those who reword it or give it another form change nothing. */
function wordingOf({ before, after }: Pair): Deviation[] {
  if (before.kind !== after.kind || before.isProse || after.isProse) return []
  const [a, b] = [wordsOf(before), wordsOf(after)]
  const changed = a.some((words, i) => words !== b[i] && words !== '' && b[i] !== '')
  return changed ? [{ class: 'reworded', values: `${a.join('\n')} > ${b.join('\n')}` }] : []
}

/** The words of lists count, not how the lists are set out. */
function wordsOf({ said: { source, destination, description } }: Item): string[] {
  const labels = [source, destination].map(list => plain(list.join(' ')).split(' ').sort().join(' '))
  return [plain(description ?? ''), ...labels]
}
