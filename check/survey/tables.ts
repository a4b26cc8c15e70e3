import type { Part } from '../../extract/index.ts'
import {
  type Block,
  type Cell,
  countUpTo,
  formGrid,
  type Grid,
  type Header,
  openTable,
  type Rich,
  stretchOf,
} from '../../extract/trees.ts'
import type { Claim, Location } from '../../schema/types.ts'
import { groupBy } from '../group.ts'

/** A table of a document. */
export interface PageTable {
  part: Part
  block: Block
  grid: Grid
  /** What its columns hold; null when no word of its header is known. */
  header: Header | null
  location: Location
  /** A row holds more cells than the header: what stands in which column is anybody's guess. */
  damaged: boolean
  /** The words of the cell that covers a slot. */
  cell(row: number, column: number): Rich
}

/** Every table of a part that stands somewhere. */
export function tablesOf(part: Part): PageTable[] {
  const { reading, lines, blocks } = part
  return blocks.flatMap(block => {
    const stretch = block.kind === 'table' ? stretchOf(block.node) : null
    if (!stretch) return []
    const known = openTable(block, () => [], part)
    const location = { document: reading.file.path, ...lines.span(stretch) }
    // A transposed table's columns are rows of the page.
    const upright = known.form === 'transposed-table' ? null : known
    const grid = upright?.grid ?? formGrid(block.node, part.tally.limits.cells)
    const header =
      upright && [...upright.header.columns.keys()].some(label => label !== 'other') ? upright.header : null
    const damaged = isWiderThan(grid, Math.max(0, header?.row ?? 0))
    return [{ part, block, grid, header, location, damaged, cell: known.cell }]
  })
}

function isWiderThan(grid: Grid, row: number): boolean {
  const end = ({ column, width }: Cell) => column + width
  return grid.width > Math.max(0, ...grid.covering(row).map(end))
}

/** The tables of one document in its order, and how far they reach up to each. */
interface Shelf {
  tables: PageTable[]
  reach: number[]
}

const shelves = new WeakMap<PageTable[], Map<string, Shelf>>()

/** The table that a claim was read from; of tables within each other the outermost. */
export function tableOf(tables: PageTable[], { location, table }: Claim): PageTable | undefined {
  const shelf = table ? shelvesOf(tables).get(location.document) : undefined
  if (!table || !shelf) return undefined
  const found = shelf.tables[countUpTo(shelf.reach, location.line - 1)]
  return found && found.location.line <= table.line ? found : undefined
}

function shelvesOf(tables: PageTable[]): Map<string, Shelf> {
  const known = shelves.get(tables)
  if (known) return known
  const made = new Map([...groupBy(tables, ({ location }) => location.document)].map(toShelf))
  shelves.set(tables, made)
  return made
}

function toShelf([document, found]: [string, PageTable[]]): [string, Shelf] {
  const tables = found.toSorted((a, b) => a.location.line - b.location.line)
  let last = 0
  return [
    document,
    { tables, reach: tables.map(({ location }) => (last = Math.max(last, location.endLine))) },
  ]
}
