import type { Page, Survey, Text } from '../../check/survey/index.ts'
import { line, placeOf } from '../../extract/trees.ts'
import { lineOf, stretchOf } from './edit.ts'
import { pick } from './random.ts'
import type { Site } from './slip.ts'
import { isTerm } from './terms.ts'

/** Where a letter of a known term can be lost: in rows, entries, labels and headings of claims. */
export function wordSites(survey: Survey): Site[] {
  return survey.pages.flatMap(page => {
    const isOfClaim = claimed(page)
    return page.texts.filter(isOfClaim).flatMap(text => sitesOf(page, text))
  })
}

function sitesOf(page: Page, { rich }: Text): Site[] {
  return [...rich.text.matchAll(/[A-Za-z][A-Za-z0-9]*(?:-[A-Za-z][A-Za-z0-9]*)*/g)].flatMap(
    ({ 0: word, index }) => {
      const outcomes = isTerm(word) ? shortened(word) : []
      const place = placeOf(rich, index, index + word.length)
      if (outcomes.length === 0 || !place || page.text.slice(place.start, place.end) !== word) return []
      const at = lineOf(page.text, place.start)
      const targets = [{ document: page.path, line: at, endLine: at }]
      return [
        {
          kind: 'letter dropped',
          make: random => ({ page, edit: { ...place, text: pick(outcomes, random) }, targets, right: [] }),
        },
      ]
    },
  )
}

/** A word without one of its letters; where that gives another term, nobody can tell that it is a slip. */
export function shortened(word: string): string[] {
  const all = [...word].flatMap((char, i) =>
    /[A-Za-z]/.test(char) ? [word.slice(0, i) + word.slice(i + 1)] : [],
  )
  return [...new Set(all)].filter(outcome => !isTerm(outcome))
}

/** Tells whether a text belongs to a claim: its row or cell, its entry, a heading above it, a label. */
function claimed(page: Page): (text: Text) => boolean {
  const around = new Set(page.claims.flatMap(({ context }) => context))
  const labels = new Set(
    page.claims.flatMap(({ source, destination }) => [...source, ...destination].map(({ label }) => label)),
  )
  const stretches = page.claims
    .filter(({ kind }) => kind !== 'sentence')
    .map(({ location }) => stretchOf(page.text, location))
  return ({ kind, rich }) => {
    const words = line(rich)
    const place = placeOf(rich)
    if (around.has(words)) return true
    if (kind === 'heading') return false
    if (kind === 'cell' && labels.has(words)) return true
    return place !== null && stretches.some(({ start, end }) => place.start >= start && place.end <= end)
  }
}
