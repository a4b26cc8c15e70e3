/** A line of reStructuredText as it stands in its block: the indentation that the block has is not counted. */
export interface Line {
  /** Columns before the words. */
  indent: number
  /** The words, without the blanks around them; empty for a blank line. */
  text: string
  /** Offset of the words in the document. */
  at: number
}

const tabStop = 8

/** The lines of a text. */
export function linesOf(text: string): Line[] {
  let start = 0
  return text.split('\n').map(full => {
    const text = full.trim()
    const blanks = full.slice(0, full.length - full.trimStart().length)
    const line = { indent: columnsOf(blanks), text, at: start + (text ? blanks.length : 0) }
    start += full.length + 1
    return line
  })
}

function columnsOf(blanks: string): number {
  let column = 0
  for (const char of blanks) column = char === '\t' ? column - (column % tabStop) + tabStop : column + 1
  return column
}

export function isBlank(line: Line | undefined): boolean {
  return line === undefined || line.text === ''
}

/** Where the words of a line end in the document. */
export function endOf(line: Line): number {
  return line.at + line.text.length
}

/** The stretch from the first to the last line that has words. */
export function stretchOf(lines: Line[]): { start: number; end: number } {
  const first = lines.find(line => line.text) ?? lines[0]
  const last = lines.findLast(line => line.text) ?? first
  return { start: first?.at ?? 0, end: last ? endOf(last) : 0 }
}

/** A line whose words begin further on. */
export function from(line: Line, index: number): Line {
  const rest = line.text.slice(index)
  const blanks = rest.length - rest.trimStart().length
  return { indent: line.indent + index + blanks, text: rest.trim(), at: line.at + index + blanks }
}

/** Lines without the indentation that they share, or without as much as given. */
export function dedent(lines: Line[], by = sharedIndent(lines)): Line[] {
  return lines.map(line => ({ ...line, indent: Math.max(0, line.indent - by) }))
}

function sharedIndent(lines: Line[]): number {
  return lines.reduce(
    (least, line) => (line.text ? Math.min(least, line.indent) : least),
    Number.MAX_SAFE_INTEGER,
  )
}

/** Where the lines end, from an index on, that are blank or indented deeper than `indent`. */
export function endOfIndented(lines: Line[], at: number, indent = 0): number {
  let end = at
  for (let next = at; next < lines.length; next++) {
    const line = lines[next]!
    if (line.text && line.indent <= indent) break
    if (line.text) end = next + 1
  }
  return end
}

/** Lines without blank ones at either end. */
export function trimLines(lines: Line[]): Line[] {
  const first = lines.findIndex(line => line.text)
  return first < 0 ? [] : lines.slice(first, lines.findLastIndex(line => line.text) + 1)
}
