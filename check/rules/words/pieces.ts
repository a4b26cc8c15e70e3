import { type Rich, slice, trim } from '../../../extract/trees.ts'
import type { Page, Survey, Text } from '../../survey/index.ts'
import { type Word, wordsOf } from './words.ts'

/** A line of a text: a heading, a paragraph, an item of a list in a cell. */
export interface Piece {
  page: Page
  text: Text
  rich: Rich
  words: Word[]
}

const known = new WeakMap<Survey, Piece[]>()

/** Everything that readers of the documents see, line by line; what several pages include comes once. */
export function piecesOf(survey: Survey): Piece[] {
  const found = known.get(survey)
  if (found) return found
  const owner = new Map<string, Text['part']>()
  const pieces = survey.pages.flatMap(page =>
    page.texts.flatMap(text => {
      const path = text.part.reading.file.path
      if (!owner.has(path)) owner.set(path, text.part)
      return owner.get(path) === text.part ? linesOf(page, text) : []
    }),
  )
  known.set(survey, pieces)
  return pieces
}

function linesOf(page: Page, text: Text): Piece[] {
  const pieces: Piece[] = []
  let start = 0
  for (const line of text.rich.text.split(/[\n\f]/)) {
    const rich = trim(slice(text.rich, start, start + line.length))
    if (rich.text !== '') pieces.push({ page, text, rich, words: wordsOf(rich) })
    start += line.length + 1
  }
  return pieces
}
