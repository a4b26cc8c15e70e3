import { countWhile } from './sorted.ts'

/** A stretch of text by 0-based offsets, end exclusive. */
export interface Stretch {
  start: number
  end: number
}

const fenceLine = /^[ \t>]*(`{3,}|~{3,})(.*)$/

/** Stretches in which nothing is a mark: fenced code and HTML comments, in order. */
export function quietStretches(text: string): Stretch[] {
  return [...fences(text), ...comments(text)].sort((a, b) => a.start - b.start)
}

/** Tests whether an offset stands in one of the stretches (which are in order). */
export function within(stretches: Stretch[], at: number): boolean {
  return stretchAt(stretches, at) !== undefined
}

/** The one of the stretches (which are in order) in which an offset stands. */
export function stretchAt(stretches: Stretch[], at: number): Stretch | undefined {
  const found = stretches[countWhile(stretches, stretch => stretch.start <= at) - 1]
  return found && at < found.end ? found : undefined
}

function fences(text: string): Stretch[] {
  const found: Stretch[] = []
  let open: { start: number; mark: string } | null = null
  let at = 0
  for (const line of text.split('\n')) {
    const match = fenceLine.exec(line)
    if (match && !open) open = { start: at, mark: match[1]! }
    else if (match && open && match[1]!.startsWith(open.mark) && match[2]!.trim() === '') {
      found.push({ start: open.start, end: at + line.length })
      open = null
    }
    at += line.length + 1
  }
  if (open) found.push({ start: open.start, end: text.length })
  return found
}

function comments(text: string): Stretch[] {
  const found: Stretch[] = []
  for (let start = text.indexOf('<!--'); start >= 0; ) {
    const close = text.indexOf('-->', start + 4)
    const end = close < 0 ? text.length : close + 3
    found.push({ start, end })
    start = text.indexOf('<!--', end)
  }
  return found
}
