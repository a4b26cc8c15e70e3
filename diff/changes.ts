import { createHash } from 'node:crypto'
import { groupBy } from '../check/group.ts'
import { byText } from '../reconcile/index.ts'
import type { Change, Finding, FindingChanges, Statement } from '../schema/types.ts'
import type { Case } from './cases.ts'
import { messageOf } from './message.ts'
import { factOf, type Item } from './statement.ts'
import { levels, taxonomy } from './taxonomy.ts'

/** Makes one change of all cases that have one cause, and sorts the changes. */
export function changesOf(cases: Case[]): Change[] {
  const groups = groupBy(cases, one => [one.class, areaOf(one), one.cause].join('\n'))
  const drafts = [...groups.values()].map(own => ({ change: changeOf(own), facts: factsOf(own) }))
  drafts.sort((a, b) => inOrder(a.change, b.change))
  const counts = new Map<string, number>()
  return drafts.map(({ change, facts }) => {
    const mark = [change.class, change.area, facts].join('\n')
    // Equal changes are distinguished by their order.
    const n = (counts.get(mark) ?? 0) + 1
    counts.set(mark, n)
    return { ...change, fingerprint: createHash('sha256').update(`${mark}\n${n}`).digest('hex').slice(0, 16) }
  })
}

function changeOf(cases: Case[]): Change {
  const [{ class: id, before, after }] = cases as [Case, ...Case[]]
  const { axis, level } = taxonomy.get(id)!
  const { area, context } = (after ?? before)!
  return {
    class: id,
    axis,
    level,
    fingerprint: '',
    area,
    context,
    message: messageOf(cases),
    before: cases.flatMap(one => one.before?.said ?? []),
    after: cases.flatMap(one => one.after?.said ?? []),
    open: distinct(cases.flatMap(one => one.open)),
    close: distinct(cases.flatMap(one => one.close)),
  }
}

function areaOf({ before, after }: Case): string {
  return (after ?? before)!.area
}

/** The facts of a change: unlike words, lines and the order of rows they identify it. */
function factsOf(cases: Case[]): string {
  const fact = (item: Item | null) => (item ? `${item.heading}\n${factOf(item)}` : '')
  return cases
    .map(({ before, after }) => `${fact(before)}\n>\n${fact(after)}`)
    .sort()
    .join('\n\n')
}

function distinct<T>(list: T[]): T[] {
  return [...new Map(list.map(one => [JSON.stringify(one), one])).values()]
}

const order = [...taxonomy.keys()]

function inOrder(a: Change, b: Change): number {
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

/**
 * Compares the findings of two states by rule and message, as lines move and documents are renamed. Of other
 * documents in a message the name counts, not the folder: each state may have its own.
 *
 * @returns null when a state comes without findings
 */
export function findingChanges(before: Finding[] | null, after: Finding[] | null): FindingChanges | null {
  if (!before || !after) return null
  return { appeared: onlyIn(after, before), gone: onlyIn(before, after) }
}

/** Of several equal findings only those beyond the number of the others. */
function onlyIn(findings: Finding[], others: Finding[]): Finding[] {
  const known = groupBy(others, keyOf)
  return findings.filter(finding => known.get(keyOf(finding))?.pop() === undefined)
}

function keyOf({ rule, message }: Finding): string {
  return `${rule}\n${message.replace(folders, '')}`
}

/** Folders of a path in running text. */
const folders = /(?<=^|[\s“"'`(])[^\s“”"'`()]*\/(?=[^\s“”"'`()/]+\.\w+)/gu
