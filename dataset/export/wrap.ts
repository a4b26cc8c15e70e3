import stringWidth from 'string-width'
import { oneLine } from '../../check/report/plain.ts'

/**
 * Breaks a text into lines at its blanks; a word that is wider than a line is cut. Other white space, control
 * characters and marks of the direction of text count as blanks.
 *
 * @param width most columns of a line; wide characters take two
 * @returns the lines, one at the least
 */
export function wrap(text: string, width: number): string[] {
  const lines = ['']
  for (const word of oneLine(text).split(/\s+/).filter(Boolean)) {
    const last = lines.at(-1)!
    const longer = last === '' ? word : `${last} ${word}`
    if (stringWidth(longer) <= width) lines[lines.length - 1] = longer
    else lines.push(...cut(word, width))
  }
  return lines.length > 1 && lines[0] === '' ? lines.slice(1) : lines
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

function cut(word: string, width: number): string[] {
  const lines = ['']
  for (const { segment } of graphemes.segment(word)) {
    if (stringWidth(lines.at(-1)! + segment) > width) lines.push(segment)
    else lines[lines.length - 1] += segment
  }
  return lines
}
