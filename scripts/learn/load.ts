import { readFileSync } from 'node:fs'
import type { Weights } from '../../extract/hypotheses/priors.ts'
import { interpret } from '../../extract/interpret/index.ts'
import { type Part, readParts } from '../../extract/parts.ts'
import { Tally } from '../../extract/tally.ts'
import { defaultVocabulary } from '../../extract/vocabulary/default.ts'
import type { Claim } from '../../schema/types.ts'
import type { LabelledPage } from './pages.ts'

/** A labelled page that was read, ready to be interpreted by any weights. */
export interface LoadedPage {
  page: LabelledPage
  part: Part
}

/** Reads a page from its file. */
export function loadPage(page: LabelledPage): Promise<LoadedPage> {
  return readPage(page, readFileSync(page.file, 'utf8'))
}

/** Reads a page; what it includes is left out. */
export async function readPage(page: LabelledPage, text: string): Promise<LoadedPage> {
  const document = { path: page.file, text }
  const context = { vocabulary: defaultVocabulary(), tally: new Tally(page.file), focus: false }
  return { page, part: await readParts(document, undefined, undefined, context) }
}

/** The page as it is seen by other weights. */
export function partWith({ part, page }: LoadedPage, weights: Weights): Part {
  const vocabulary = { ...part.reading.vocabulary, weights }
  return { ...part, reading: { ...part.reading, vocabulary }, tally: new Tally(page.file) }
}

/** The claims that a page makes when it is interpreted by these weights. */
export function claimsWith(loaded: LoadedPage, weights: Weights): Claim[] {
  return interpret(partWith(loaded, weights), loaded.page.name)
}
