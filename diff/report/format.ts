import { jsonOf } from '../../check/report/plain.ts'
import type { Change, Difference, Statement } from '../../schema/types.ts'
import type { Level } from '../taxonomy.ts'
import { sayAll } from '../words.ts'

/** How a report for people looks. */
export interface Style {
  colour: boolean
  /** Terminal columns that lines may take; left out, they are never broken. */
  width?: number
}

/** Writes a comparison; pure, and the same comparison gives the same text. */
export type Format = (difference: Difference, style: Style) => string

/** The whole comparison as one JSON object. */
export const json: Format = difference => `${jsonOf(difference, 2)}\n`

/** Changes as JSON, one a line. */
export const ndjson: Format = ({ changes }) => changes.map(change => `${jsonOf(change)}\n`).join('')

/** What is to be done, by level: as a heading, and in the count of changes. */
export const titles: Record<Level, { heading: string; count: string }> = {
  open: { heading: 'To open', count: 'to open' },
  close: { heading: 'To close', count: 'to close' },
  review: { heading: 'To review', count: 'to review' },
  none: { heading: 'Without effect on traffic', count: 'without effect' },
}

/** The changes of each level, in words: `2 to open, 1 without effect`. */
export function countChanges({ counts }: Difference): string {
  return said(counts)
}

/** What is to be opened and closed, item by item, and the other changes: a port that is another one is both. */
export function countTraffic({ counts, changes }: Difference): string {
  const items = (which: 'open' | 'close') => changes.reduce((sum, change) => sum + change[which].length, 0)
  return said({ ...counts, open: items('open'), close: items('close') })
}

function said(counts: Record<Level, number>): string {
  const levels = Object.keys(titles) as Level[]
  const told = levels.filter(level => counts[level] > 0)
  return told.map(level => `${counts[level]} ${titles[level].count}`).join(', ') || 'no change'
}

/** Where a change belongs: document or deployment, then its headings; empty when neither is known. */
export function whereOf({ area, context }: Change): string[] {
  return [...(area === '' ? [] : [area]), ...context]
}

/** Why something is to be done, without what it is about. */
export function reasonOf({ axis, class: id, message, before, after }: Change): string {
  if (axis === 'existence') return id === 'added' ? 'newly stated' : 'no longer stated'
  const what = `: ${sayAll(after.length > 0 ? after : before)}`
  return message.endsWith(what) ? message.slice(0, -what.length) : message
}

/** The places of a change, each once: `was docs/ports.md:19, is docs/ports.md:21`. */
export function placeWords({ before, after }: Change, write: (places: string[]) => string): string {
  const say = (word: string, list: Statement[]) => {
    const places = list.flatMap(one => one.places.map(({ document, line }) => `${document}:${line}`))
    return places.length > 0 ? [`${word} ${write([...new Set(places)])}`] : []
  }
  return [...say('was', before), ...say('is', after)].join(', ')
}
