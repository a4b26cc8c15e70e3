import stringWidth from 'string-width'

const plain = /^[ -~]*$/
const characters = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/** Columns that words take on a screen. */
export function widthOf(text: string): number {
  return plain.test(text) ? text.length : stringWidth(text)
}

/** For each column of a text the index of the character that stands there: wide ones take two. */
export function columnsOf(text: string): number[] | null {
  if (plain.test(text)) return null
  return [...characters.segment(text)].flatMap(({ segment, index }) =>
    new Array<number>(stringWidth(segment)).fill(index),
  )
}
