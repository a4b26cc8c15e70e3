import { createHash } from 'node:crypto'
import { byText } from '../reconcile/index.ts'
import type { Change, Statement, Traffic } from '../schema/types.ts'
import type { Case } from './cases.ts'
import { messageOf } from './message.ts'
import { factOf, type Item } from './statement.ts'
import { levels, taxonomy } from './taxonomy.ts'

/** Makes one change of all cases that have one cause, and puts the changes in order. */
export function changesOf(cases: Case[]): Change[] {
  const groups = new Map<string, Case[]>()
  for (const one of cases) {
    const key = [one.class, areaOf(one), one.cause].join('\n')
    const group = groups.get(key)
    if (group) group.push(one)
    else groups.set(key, [one])
  }
  const changes = [...groups.values()].map(changeOf)
  return marked(changes.sort(inOrder)).map(({ change }) => change)
}

/** A change with what its place in the order and its mark are made of. */
interface Draft {
  change: Change
  facts: string
}

function changeOf(cases: Case[]): Draft {
  const [{ class: id, before, after }] = cases as [Case, ...Case[]]
  const { axis, level } = taxonomy.get(id)!
  const change = {
    class: id,
    axis,
    level,
    fingerprint: '',
    area: areaOf(cases[0]!),
    context: (after ?? before)!.context,
    message: messageOf(cases),
    before: cases.flatMap(one => one.before?.said ?? []),
    after: cases.flatMap(one => one.after?.said ?? []),
    open: distinct(cases.flatMap(one => one.open)),
    close: distinct(cases.flatMap(one => one.close)),
  }
  return { change, facts: factsOf(cases) }
}

function areaOf({ before, after }: Case): string {
  return (after ?? before)!.area
}

/** Words, lines and the order of rows come and go; what is stated makes the mark. */
function factsOf(cases: Case[]): string {
  const fact = (item: Item | null) => (item ? `${item.heading}\n${factOf(item)}` : '')
  return cases
    .map(({ before, after }) => `${fact(before)}\n>\n${fact(after)}`)
    .sort()
    .join('\n\n')
}

/** Equal changes are told apart by their order. */
function marked(drafts: Draft[]): Draft[] {
  const counts = new Map<string, number>()
  for (const { change, facts } of drafts) {
    const mark = [change.class, change.area, facts].join('\n')
    const n = (counts.get(mark) ?? 0) + 1
    counts.set(mark, n)
    change.fingerprint = createHash('sha256').update(`${mark}\n${n}`).digest('hex').slice(0, 16)
  }
  return drafts
}

function distinct(list: Traffic[]): Traffic[] {
  return [...new Map(list.map(one => [JSON.stringify(one), one])).values()]
}

const order = [...taxonomy.keys()]

function inOrder({ change: a }: Draft, { change: b }: Draft): number {
  return (
    levels.indexOf(a.level) - levels.indexOf(b.level) ||
    byText(a.area, b.area) ||
    lineOf(a) - lineOf(b) ||
    order.indexOf(a.class) - order.indexOf(b.class) ||
    byText(a.message, b.message)
  )
}

function lineOf({ before, after }: Change): number {
  const [first] = [...after, ...before] as Statement[]
  return first?.places[0]?.line ?? 0
}
