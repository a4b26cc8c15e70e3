const opens = /^(?:ifdef|ifndef)::\S+?\[\]$|^ifeval::\[.+\]$/
const closes = /^endif::\S*?\[\]$/
const delimiter = /^[|,:!]={3,}$/
/** A line that begins a cell and holds no other. */
const oneCell = /^[\d.+*<>^]*[a-z]?\|[^|]*$/

/** The lines of a conditional: from its directive to its end. */
interface Branch {
  start: number
  end: number
  cells: number
}

/**
 * Finds the lines of branches that only put other words into the same cells of a table's row.
 *
 * All branches of a page are read, but cells of a row read twice would push the rest of the table into
 * the wrong columns; so of these the first stands. Branches that hold whole rows are not among them.
 */
export function alternativeCells(source: string[]): Set<number> {
  const spare = new Set<number>()
  let first: Branch | null = null
  for (let index = 0; index < source.length; index++) {
    const next = branchAt(source, index)
    if (!next) continue
    if (first && next.start === first.end + 1 && next.cells === first.cells && isWithinRow(first, next))
      for (let line = next.start + 1; line < next.end; line++) spare.add(line)
    else first = next
    index = next.end
  }
  return spare

  function isWithinRow(before: Branch, after: Branch): boolean {
    return before.cells === 1 || isCell(source[before.start - 1]) || isCell(source[after.end + 1])
  }
}

function isCell(line: string | undefined): boolean {
  return !!line && !delimiter.test(line) && !closes.test(line)
}

/** A conditional that starts on a line and holds nothing but cells, one to a line. */
function branchAt(source: string[], start: number): Branch | null {
  if (!opens.test(source[start]!)) return null
  const length = source.slice(start + 1, start + mostLines).findIndex(line => !isOneCell(line))
  const end = start + 1 + length
  return length > 0 && closes.test(source[end]!) ? { start, end, cells: length } : null
}

/** Lines that a branch of cells may have. */
const mostLines = 50

function isOneCell(line: string): boolean {
  return oneCell.test(line) && !delimiter.test(line)
}
