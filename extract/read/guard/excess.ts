import type { Limits } from '../../limits.ts'

/** Where a text goes beyond a limit first. */
export interface Excess {
  limit: keyof Limits
  /** From 1. */
  line: number
  /** What is too much. */
  what: string
}

/** The line, from 1, on which an offset stands. */
export function lineAt(text: string, offset: number): number {
  let line = 1
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line++
  return line
}

/** Tells of blocks or elements within each other. */
export function tooDeep(line: number, nesting: number): Excess {
  return { limit: 'nesting', line, what: `is nested deeper than ${nesting} levels` }
}
