import type { Box, Screen } from './screen.ts'

/** Looks at characters per character of the table: more is a drawing made to take time. */
const patience = 100

/**
 * Finds the cells of a grid by following their edges, as docutils does: from each corner to the right, down,
 * and back.
 *
 * @returns null when the lines leave something that is no cell
 */
export function traceCells(screen: Screen): Box[] | null {
  const bottom = screen.height - 1
  const right = screen.width - 1
  const done = new Array<number>(screen.width).fill(0)
  const boxes: Box[] = []
  let left = patience * (screen.height + 1) * (screen.width + 1)
  for (let row = 0; row < bottom; row++) {
    for (let column = 0; column < right; column++) {
      const box = done[column] === row ? boxAt(row, column) : null
      if (!box) continue
      boxes.push(box)
      done.fill(box.bottom, box.left, box.right)
    }
  }
  return done.slice(0, right).every(row => row === bottom) ? boxes : null

  function look(row: number, column: number): string {
    left--
    return left < 0 ? '' : screen.at(row, column)
  }

  function boxAt(top: number, left: number): Box | null {
    if (look(top, left) !== '+') return null
    for (let column = left + 1; column <= right; column++) {
      const char = look(top, column)
      const box = char === '+' ? downFrom(top, left, column) : null
      if (box) return box
      if (char !== '+' && char !== '-') return null
    }
    return null
  }

  function downFrom(top: number, left: number, right: number): Box | null {
    for (let row = top + 1; row <= bottom; row++) {
      const char = look(row, right)
      const box = { top, left, bottom: row, right }
      if (char === '+' && isClosed(box)) return box
      if (char !== '+' && char !== '|') return null
    }
    return null
  }

  function isClosed({ top, left, bottom, right }: Box): boolean {
    if (look(bottom, left) !== '+') return false
    for (let column = right - 1; column > left; column--)
      if (!'+-'.includes(look(bottom, column) || ' ')) return false
    for (let row = bottom - 1; row > top; row--) if (!'+|'.includes(look(row, left) || ' ')) return false
    return true
  }
}
