import type { Draft, Page } from '../interpret/claim.ts'
import { readMatrix } from '../interpret/matrix.ts'
import { noticeColumns, noticeTable } from '../interpret/notices.ts'
import type { Rich } from '../interpret/rich.ts'
import type { Block } from '../interpret/walk.ts'
import { tableConfidence } from './confidence.ts'
import type { Outline } from './outline.ts'
import { readRows } from './rows.ts'
import { tableReadings } from './tables.ts'

/** Reads a table in the way that most speaks for, if enough speaks for it as one that states traffic. */
export function readTable(block: Block, below: () => Rich[], page: Page, outline: Outline): Draft[] {
  const readings = tableReadings(block, below, page)
  const { table } = readings[0]!
  noticeColumns(table, page)
  if (table.score <= 0) {
    noticeTable(table, page)
    return []
  }
  const confidence = tableConfidence(readings)
  const drafts = table.form === 'matrix' ? readMatrix(table) : readRows(table, outline)
  return drafts.map(draft => ({ ...draft, confidence }))
}
