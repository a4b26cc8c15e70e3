import type { Case } from './cases.ts'
import type { Pair } from './homes.ts'
import type { DocumentsState, RepairPlace } from './state.ts'
import type { Item } from './statement.ts'
import type { ChangeClass } from './taxonomy.ts'

/** Tells which statements rest on a repair on one side only; each repair is one cause. */
export function renderingOf(pairs: Pair[], before: DocumentsState, after: DocumentsState): Case[] {
  const [old, now] = [repairsIn(before), repairsIn(after)]
  // What damages one format may be sound in another.
  const comparable = pairs.filter(pair => pair.before.format === pair.after.format)
  return comparable.flatMap(pair => [
    ...onlyIn(pair.before, pair.after, old).map(cause => rendering('repair-went', pair, cause)),
    ...onlyIn(pair.after, pair.before, now).map(cause => rendering('repair-came', pair, cause)),
  ])
}

function rendering(id: ChangeClass, pair: Pair, cause: string): Case {
  return { class: id, ...pair, cause, open: [], close: [] }
}

/** By kind and document, in the order of their lines. */
type Repairs = Map<string, RepairPlace[]>

function repairsIn({ documents }: DocumentsState): Repairs {
  const found: Repairs = new Map()
  for (const repair of documents.flatMap(({ repairs }) => repairs).sort((a, b) => a.line - b.line)) {
    const key = `${repair.id}\n${repair.document}`
    const same = found.get(key)
    if (same) same.push(repair)
    else found.set(key, [repair])
  }
  return found
}

/** The repairs of a statement that its counterpart has not, each by where it was made. */
function onlyIn({ said }: Item, other: Item, repairs: Repairs): string[] {
  const { document, endLine } = said.places[0]!
  return said.repairs
    .filter(id => !other.said.repairs.includes(id))
    .map(id => {
      const made = repairs.get(`${id}\n${document}`)?.findLast(({ line }) => line <= endLine)
      return `${id} ${document}:${made?.line ?? endLine}`
    })
}
