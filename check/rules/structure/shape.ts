import type { Element } from 'hast'
import { type Cell, isAcross, type Stretch, stretchOf } from '../../../extract/trees.ts'
import type { PageTable } from '../../survey/index.ts'

/** How a table is written: in pipes, as Markdown has it; in tags; in another way. */
export type Form = 'pipes' | 'tags' | 'other'

const delimiters = /^[\s>]*(?:\|\s*)?:?-+:?\s*(?:\|\s*:?-+:?\s*)*(?:\|\s*)?$/

/** What was found out already: it is asked for every row. */
const forms = new WeakMap<PageTable, Form>()

/** Tells how a table is written. */
export function formOf(table: PageTable): Form {
  const form = forms.get(table) ?? findForm(table)
  forms.set(table, form)
  return form
}

function findForm({ part: { reading }, block }: PageTable): Form {
  const { start, end } = stretchOf(block.node)!
  if (reading.plain[start] === '<') return 'tags'
  const second = reading.plain.slice(start, end).split('\n', 2)[1] ?? ''
  return delimiters.test(second) ? 'pipes' : 'other'
}

/** A row with what a writer gave it. */
export interface ShapedRow {
  index: number
  stretch: Stretch
  /** Its own cells, left to right. */
  cells: Cell[]
  /** Columns that it lacks, or has too many. */
  missing: number
  surplus: number
  /** What a renderer of pipes drops. */
  dropped: string
}

/** The rows of a table that have another width than its header. */
export function unevenRows(table: PageTable): ShapedRow[] {
  const { grid } = table
  const width = headerWidth(table)
  if (width < 2 || grid.rows.some(({ element }) => holdsTable(element))) return []
  return grid.rows
    .flatMap((_, index) => shapeOf(table, index, width) ?? [])
    .filter(({ missing, surplus, dropped }) => missing > 0 || surplus > 0 || dropped !== '')
}

/** Columns that the header takes up. */
export function headerWidth({ grid, header }: PageTable): number {
  return Math.max(0, ...grid.covering(header?.row ?? 0).map(({ column, width }) => column + width))
}

function shapeOf(table: PageTable, index: number, width: number): ShapedRow | null {
  const { grid, part } = table
  const { element, cells } = grid.rows[index]!
  const stretch = stretchOf(element)
  if (!stretch || isAcross(grid, index)) return null
  // Markdown readers fill a short row up with cells that stand nowhere.
  const own = cells.filter(cell => stretchOf(cell.element))
  const last = own.at(-1) && stretchOf(own.at(-1)!.element)
  const rest = formOf(table) === 'pipes' && last ? part.reading.plain.slice(last.end, stretch.end) : ''
  const covered = grid.covering(index).filter(cell => stretchOf(cell.element))
  const end = Math.max(0, ...covered.map(cell => cell.column + cell.width))
  const holes = grid
    .across(index)
    .slice(0, width)
    .filter(cell => !cell || !covered.includes(cell)).length
  return {
    index,
    stretch,
    cells: own,
    missing: holes,
    surplus: Math.max(0, end - width),
    dropped: rest.replace(/[|\s]/g, '') === '' ? '' : rest.replace(/^[\s|]+|(?<![\s|])[\s|]+$/g, ''),
  }
}

function holdsTable(element: Element): boolean {
  return element.children.some(
    child => child.type === 'element' && (child.tagName === 'table' || holdsTable(child)),
  )
}
