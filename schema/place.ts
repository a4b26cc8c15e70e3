import type { Place } from './types.ts'

/**
 * Writes a place in its one text form, `document:line:column`.
 *
 * @param place lines and columns counted from 1
 */
export function placeText({ document, line, column }: Place): string {
  return `${document}:${line}:${column}`
}

/**
 * Reads `document:line:column`.
 *
 * @returns null for a text that is no place; without a column the line's first is meant
 */
export function parsePlace(text: string): Place | null {
  const [, document, line, column = 1] = /^([^:].*?):([1-9]\d*)(?::([1-9]\d*))?$/.exec(text) ?? []
  return document && line ? { document, line: Number(line), column: Number(column) } : null
}
