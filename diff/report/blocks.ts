/** A part of a report that may be cut between its lines. */
export interface Block {
  /** It stands once above blocks that share it. */
  heading: string
  /** What stands before the lines and is no use without them. */
  head: string
  lines: string[]
  /** What stands behind them, however few there are. */
  foot: string
}

/**
 * Puts blocks together, as many of their lines as there is room for.
 *
 * @param room most characters
 * @returns the text, and how many lines were left out
 */
export function fit(blocks: Block[], room: number): { text: string; left: number } {
  const parts: string[] = []
  let [used, left, last] = [0, 0, '']
  for (const { heading, head, lines, foot } of blocks) {
    const above = [...(heading === last ? [] : [`### ${heading}`]), head].filter(Boolean).join('\n\n')
    used += above.length + foot.length + 6
    const kept = lines.filter(line => {
      used += line.length + 1
      return used <= room
    })
    left += lines.length - kept.length
    if (kept.length === 0) continue
    last = heading
    // A table's rows follow its head at once; a blank line would end it.
    const body = head.endsWith('|') ? [`${above}\n${kept.join('\n')}`] : [above, kept.join('\n')]
    parts.push([...body, foot].filter(Boolean).join('\n\n'))
  }
  return { text: parts.join('\n\n'), left }
}
