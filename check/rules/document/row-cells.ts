import type { Element } from 'hast'
import { placeOf as stretchIn } from '../../../extract/trees.ts'
import type { Location } from '../../../schema/types.ts'
import { type Fact, locate, type Page, type Text } from '../../survey/index.ts'
import { placeOf } from '../wording.ts'

/** A cell that says something. */
export interface RowCell {
  text: Text
  at: Location
}

interface Placed {
  at: Location
  row: RowCell[]
}

/** Rows of a page by the lines that their cells begin on. */
type Rows = Map<string, Placed[]>

const known = new WeakMap<Page, Rows>()

/** The cells of the table row that a fact stands in; none when its row was put together from damaged markup. */
export function rowCells({ page, ...fact }: Fact): RowCell[] {
  const rows = known.get(page) ?? rowsOf(page)
  known.set(page, rows)
  const { document, line, column } = placeOf({ page, ...fact })
  const here = rows.get(`${document}:${line}`) ?? []
  return here.find(({ at }) => at.column <= column && (at.endLine > line || column < at.endColumn))?.row ?? []
}

function rowsOf(page: Page): Rows {
  const cells = new Map<Element, RowCell>()
  for (const text of page.texts) {
    const stretch = text.kind === 'cell' ? stretchIn(text.rich) : null
    if (stretch) cells.set(text.node, { text, at: locate(text.part, stretch) })
  }
  const rows: Rows = new Map()
  for (const { grid } of page.tables) {
    for (const { cells: own } of grid.rows) {
      const row = own.flatMap(({ element }) => cells.get(element) ?? [])
      for (const { at } of row) addTo(rows, { at, row })
    }
  }
  return rows
}

function addTo(rows: Rows, placed: Placed): void {
  const key = `${placed.at.document}:${placed.at.line}`
  const here = rows.get(key)
  if (here) here.push(placed)
  else rows.set(key, [placed])
}
