import type { Element } from 'hast'
import type { WeighedLine } from '../hypotheses/items.ts'
import type { Table } from '../hypotheses/tables.ts'
import { greyBand, leastPortLike } from '../hypotheses/thresholds.ts'
import { columnsNamed, unusedSetting } from '../overrides.ts'
import type { Page } from './claim.ts'
import { stretchOf } from './lines.ts'

/** Reports a table that looks like ports, but whose score is a little too low for it to be read. */
export function noticeTable({ block, header, labels, profile, grid, score }: Table, page: Page): void {
  if (score > 0 || score <= greyBand.table) return
  const columns = labels.flatMap(({ label, column }) => (label === 'ports' ? [column.index] : []))
  const rows = grid.rows.filter(
    (_, row) => row > header.row && columns.some(column => isPorts(profile(row, column).kind)),
  )
  if (rows.length >= leastPortLike) notice(block.node, 'a table of ports', score, page)
}

/** Reports columns that a person named and the table does not have. */
export function noticeColumns({ block, header: { words } }: Table, { reading, lines }: Page): void {
  const { override, node } = block
  const missing = override ? columnsNamed(override, words).missing : []
  const place = stretchOf(node)
  if (!override || missing.length === 0 || !place) return
  const named = missing.map(name => (typeof name === 'number' ? name : `“${name}”`)).join(', ')
  const columns = words.map((text, i) => `${i + 1}${text === '' ? '' : ` “${text}”`}`).join(', ')
  reading.file.message(`${override.by} names column ${named}; this table has ${columns}`, {
    place: { start: lines.point(place.start), end: lines.point(place.end) },
    ...unusedSetting,
  })
}

function isPorts(kind: string): boolean {
  return kind === 'ports' || kind === 'portWords'
}

/** Collects lines that look like ports and were not read, to report each list or paragraph once. */
export class NearLines {
  #found = new Map<Element, number[]>()

  /** Takes the lines of a block that made no claim. */
  add(block: Element, lines: WeighedLine[]): void {
    const scores = lines.flatMap(({ score, isSentence }) =>
      score !== null && !isSentence && score <= 0 && score > greyBand.line ? [score] : [],
    )
    if (scores.length > 0) this.#found.set(block, [...(this.#found.get(block) ?? []), ...scores])
  }

  /** Reports the blocks with enough of them. */
  report(page: Page): void {
    for (const [node, scores] of this.#found)
      if (scores.length >= leastPortLike)
        notice(node, node.tagName === 'p' ? 'lines of ports' : 'a list of ports', Math.max(...scores), page)
  }
}

function notice(node: Element, what: string, score: number, { reading, lines }: Page): void {
  const place = stretchOf(node)
  if (!place) return
  const { file } = reading
  const [start, end] = [lines.point(place.start), lines.point(place.end)]
  const shown = (Math.round(score * 10) / 10 || 0).toFixed(1)
  const why = `portolan extract --why ${file.path}:${start.line}`
  file.message(`Looks like ${what} but was not read (score ${shown}); run "${why}"`, {
    place: { start, end },
    ruleId: 'maybe-ports',
    source: 'portolan',
  })
}
