import { type Level, taxonomy } from '../../diff/index.ts'
import type { Change } from '../../schema/types.ts'

/** A level seen from the other side; a class that is its own mirror keeps its level. */
export const mirrorOfLevel: Record<Level, Level> = {
  open: 'close',
  close: 'open',
  review: 'review',
  none: 'none',
}

const text = (value: unknown) => JSON.stringify(value)

/** What is told of a change, whichever state is the later. */
export function told({ class: id, before, after, open, close }: Change) {
  const facts = (list: Change['before']) =>
    list.map(one => [one.claims, one.ports]).sort((a, b) => (text(a) < text(b) ? -1 : 1))
  return text([id, facts(before), facts(after), open.map(text).sort(), close.map(text).sort()])
}

/** What is told of its mirror. */
export function mirrored({ class: id, before, after, open, close, ...rest }: Change) {
  const mirror = taxonomy.get(id)!.mirror
  return told({ ...rest, class: mirror, before: after, after: before, open: close, close: open })
}
