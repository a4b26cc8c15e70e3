import {
  type Block,
  isAcross,
  line,
  type Rich,
  readNotes,
  richText,
  slice,
  takeNoteMarks,
} from '../../../extract/trees.ts'
import type { Location } from '../../../schema/types.ts'
import type { Page, PageTable } from '../../survey/index.ts'
import { locateIn } from '../say.ts'

/** A note below a table, or in its last row. */
export interface Note {
  mark: string
  text: string
  at: Location
}

/** A raised mark on a cell. */
export interface Marked {
  mark: string
  /** The words of the cell without its marks. */
  label: string
  at: Location
  /** The cell heads a row or a column, or names who talks. */
  isLabel: boolean
}

/** A table with its marks and its notes. */
export interface Noted {
  page: Page
  table: PageTable
  marks: Marked[]
  notes: Note[]
}

const known = new WeakMap<Page, Noted[]>()

/** The tables of a page that carry raised marks, with what their notes say. */
export function notedTables(page: Page): Noted[] {
  const found = known.get(page)
  if (found) return found
  const tables = page.tables.map(table => ({ page, table, marks: marksIn(table), notes: notesOf(table) }))
  const noted = tables.filter(({ marks }) => marks.length > 0)
  known.set(page, noted)
  return noted
}

function marksIn(table: PageTable): Marked[] {
  const { grid, part, header } = table
  const ends = ['source', 'destination', 'peer'] as const
  const labels = new Set([...ends.flatMap(end => header?.columns.get(end) ?? []), 0])
  return grid.rows.flatMap((_, row) =>
    isAcross(grid, row)
      ? []
      : grid.rows[row]!.cells.flatMap(cell => {
          const rich = richText(cell.element, part.reading.plain)
          const { rich: words, marks } = takeNoteMarks(rich)
          const raised = rich.runs.filter(run => run.kind === 'sup' && isRaised(rich, run.start))
          const isLabel = (cell.header || labels.has(cell.column)) && !/^\W*\d/.test(words.text)
          return [...new Set(marks)].flatMap(mark => {
            const run = raised.find(({ start, end }) => rich.text.slice(start, end).includes(mark))
            const at = run && locateIn(part, rich, run.start, run.end)
            return at ? [{ mark, label: line(words), at, isLabel }] : []
          })
        }),
  )
}

/** Links lead to their note by themselves; behind a digit stands a power. */
function isRaised({ text, runs }: Rich, start: number): boolean {
  const isLink = runs.some(run => run.kind === 'link' && run.start <= start + 1 && start < run.end)
  return !isLink && !(/\d$/.test(text.slice(0, start)) && /^\d/.test(text.slice(start)))
}

/** The notes in rows that one cell takes up, and in the paragraphs that follow the table. */
function notesOf(table: PageTable): Note[] {
  const { grid, part } = table
  const rows = grid.rows.flatMap(({ cells }, row) => (isAcross(grid, row) ? cells : []))
  const texts = [...rows.map(({ element }) => element), ...proseBelow(table).map(({ node }) => node)]
  return texts.flatMap(node => notesIn(richText(node, part.reading.plain), part))
}

function notesIn(rich: Rich, part: PageTable['part']): Note[] {
  const notes: Note[] = []
  let start = 0
  for (const words of rich.text.split(/[\n\f]/)) {
    const end = start + words.length
    const at = words === '' ? null : locateIn(part, rich, start, end)
    for (const [mark, text] of readNotes(slice(rich, start, end)))
      if (at && /\p{L}/u.test(text)) notes.push({ mark, text, at })
    start = end + 1
  }
  return notes
}

/** The paragraphs between a table and the next heading or table. */
function proseBelow({ part: { blocks }, block }: PageTable): Block[] {
  const rest = blocks.slice(blocks.indexOf(block) + 1)
  const end = rest.findIndex(({ kind }) => kind === 'heading' || kind === 'table')
  return rest.slice(0, end < 0 ? rest.length : end).filter(({ kind }) => kind === 'prose')
}
