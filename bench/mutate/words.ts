import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import type { Fact, Page, Survey, Text } from '../../check/survey/index.ts'
import { line, placeOf } from '../../extract/trees.ts'
import { pick } from './random.ts'
import { type Site, siteOf, stretchOf } from './slip.ts'

const opposites: Record<string, string> = {
  tcp: 'udp',
  udp: 'tcp',
  source: 'destination',
  destination: 'source',
}

/** Where TCP and UDP can be mistaken for each other: every such word of every claim, once. */
export function protocolSites(survey: Survey): Site[] {
  const sites = survey.facts.flatMap(({ page, claim }: Fact) => {
    const { start, end } = stretchOf(page.text, claim.spans.protocol ?? claim.location)
    return [...page.text.slice(start, end).matchAll(/\b(?:tcp|udp)\b/gi)].map(({ 0: word, index }) => {
      const at = start + index
      const edit = { start: at, end: at + word.length, text: oppositeOf(word) }
      return [`${page.path}:${at}`, siteOf('protocol swapped', page, edit)] as const
    })
  })
  return [...new Map(sites).values()]
}

/** Where a column of a table that makes claims can be named for the other end. */
export function headerSites(survey: Survey): Site[] {
  return survey.pages.flatMap(page => {
    const lines = new Set(page.claims.map(({ table }) => table?.line))
    const tables = page.tables.filter(({ location }) => lines.has(location.line))
    const heads = tables.flatMap(({ grid, cell }) => {
      const columns = Array.from({ length: grid.width }, (_, column) => cell(0, column))
      return [...new Set(columns)]
    })
    return heads.flatMap(rich => {
      const place = placeOf(rich)
      if (!/^(?:source|destination)$/i.test(rich.text) || !place) return []
      return siteOf('column renamed', page, { ...place, text: oppositeOf(rich.text) })
    })
  })
}

/** The word that a word is mistaken for, with capitals where that has them. */
function oppositeOf(word: string): string {
  const other = opposites[word.toLowerCase()]!
  if (word === word.toLowerCase()) return other
  return word === word.toUpperCase() ? other.toUpperCase() : other[0]!.toUpperCase() + other.slice(1)
}

/** Where a letter of a known term can be lost: in rows, entries, labels and headings of claims. */
export function wordSites(survey: Survey): Site[] {
  const terms = readTerms()
  return survey.pages.flatMap(page => {
    const isOfClaim = claimed(page)
    return page.texts.filter(isOfClaim).flatMap(text => sitesOf(page, text, terms))
  })
}

/** The terms of the vocabulary. Shorter ones have too many neighbours that are right words. */
function readTerms(): Set<string> {
  const file = new URL('../../check/vocabulary/terms.yaml', import.meta.url)
  const { names } = parse(readFileSync(file, 'utf8')) as { names: string[][] }
  return new Set(
    names
      .flat()
      .filter(name => name.length >= 6)
      .map(name => name.toLowerCase()),
  )
}

function sitesOf(page: Page, { rich }: Text, terms: Set<string>): Site[] {
  return [...rich.text.matchAll(/[A-Za-z][A-Za-z0-9]*(?:-[A-Za-z][A-Za-z0-9]*)*/g)].flatMap(
    ({ 0: word, index }) => {
      const outcomes = terms.has(word.toLowerCase()) ? shortened(word, terms) : []
      const place = placeOf(rich, index, index + word.length)
      if (outcomes.length === 0 || !place || page.text.slice(place.start, place.end) !== word) return []
      return siteOf(
        'letter dropped',
        page,
        { ...place, text: word },
        { text: random => pick(outcomes, random) },
      )
    },
  )
}

/** A word without one of its letters; where that gives another term, it is not recognizable as a slip. */
function shortened(word: string, terms: Set<string>): string[] {
  const all = [...word].flatMap((char, i) =>
    /[A-Za-z]/.test(char) ? [word.slice(0, i) + word.slice(i + 1)] : [],
  )
  return [...new Set(all)].filter(outcome => !terms.has(outcome.toLowerCase()))
}

/** Selects the texts that belong to a claim: its row or cell, its entry, a heading above it, a label. */
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
