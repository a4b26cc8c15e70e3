import type { Repair } from '../read/reading.ts'
import { stretchOf } from './lines.ts'
import { line, type Rich } from './rich.ts'
import type { Block, Frame } from './walk.ts'

const mostWords = 6
const mostCharacters = 40
/** How many blocks may stand between such a line and its table. */
const reach = 3

/**
 * Finds headings that lost their marks: a short line alone above a table, under a heading that has had
 * a table of its own. The line takes that heading's place for what follows.
 */
export function promoteLostHeadings(
  blocks: Block[],
  wordsOf: (block: Block) => Rich,
): { blocks: Block[]; repairs: Repair[] } {
  const repairs: Repair[] = []
  const served = new Set<Frame>()
  const lost = new Map<Frame, Frame>()
  const out = blocks.map((block, index): Block => {
    const innermost = block.frames.findLast(frame => frame.kind === 'heading')
    if (innermost && served.has(innermost) && isLostHeading(block, index)) {
      const place = stretchOf(block.node)!
      repairs.push({ id: 'lost-heading', ...place })
      lost.set(innermost, { ...innermost, text: line(wordsOf(block)), repairs: ['lost-heading'] })
      return { ...block, kind: 'heading', frames: block.frames.map(found) }
    }
    if (innermost && block.kind === 'table') served.add(innermost)
    return { ...block, frames: block.frames.map(found) }
  })
  return { blocks: out, repairs }

  function found(frame: Frame): Frame {
    return lost.get(frame) ?? frame
  }

  function isLostHeading(block: Block, index: number): boolean {
    if (block.kind !== 'prose' || block.list !== null || !stretchOf(block.node)) return false
    const words = wordsOf(block)
    if (!/^[\p{L}\p{N}]/u.test(words.text) || /[.,:;!?。，：；！？…\n\f]/.test(words.text)) return false
    if (
      words.runs.length > 0 ||
      words.text.length > mostCharacters ||
      words.text.split(/\s+/).length > mostWords
    )
      return false
    const next = blocks.slice(index + 1, index + 1 + reach)
    const table = next.findIndex(other => other.kind === 'table')
    return (
      table >= 0 &&
      next
        .slice(0, table + 1)
        .every(other =>
          other.frames.every((frame, i) => frame === block.frames[i] || frame.kind === 'caption'),
        )
    )
  }
}
