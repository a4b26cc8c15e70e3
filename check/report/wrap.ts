import stringWidth from 'string-width'
import { oneLine } from './plain.ts'

/**
 * Breaks a text into lines at its blanks; a word that is wider than a line is cut. Other white space, control
 * characters and marks of the direction of text count as blanks.
 *
 * @param width most columns of a line; wide characters take two
 * @param long what is done with a word that is wider: an address that is left whole can be followed
 * @returns the lines, one at the least
 */
export function wrap(text: string, width: number, long: 'cut' | 'leave' = 'cut'): string[] {
  const lines = ['']
  for (const word of oneLine(text).split(/\s+/).filter(Boolean)) {
    const last = lines.at(-1)!
    const longer = last === '' ? word : `${last} ${word}`
    if (stringWidth(longer) <= width) lines[lines.length - 1] = longer
    else lines.push(...(long === 'cut' ? cut(word, width) : [word]))
  }
  return lines.length > 1 && lines[0] === '' ? lines.slice(1) : lines
}

/** No text is pressed into fewer columns, however wide its margin is. */
const narrowest = 20

/**
 * Writes a text behind a margin; lines that go on stand below its first word.
 *
 * @param margin may be coloured
 * @param width most columns of a line, the margin among them
 */
export function hang(margin: string, text: string, width: number): string[] {
  const indent = stringWidth(margin)
  const room = Math.max(narrowest, width - indent)
  const whole = oneLine(text)
  // What fits keeps its blanks.
  const lines = stringWidth(whole) <= room ? [whole] : wrap(whole, room, 'leave')
  return lines.map((line, i) => (i === 0 ? margin : ' '.repeat(indent)) + line)
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
