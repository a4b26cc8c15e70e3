import type { Part } from '../../../extract/index.ts'
import { line, placeOf, type Rich, stretchOf } from '../../../extract/trees.ts'
import type { Claim, Location } from '../../../schema/types.ts'
import { Areas } from '../../areas.ts'
import type { Problem } from '../../rule.ts'
import { locate, type Page, type Survey, type Text } from '../../survey/index.ts'
import { aboutPages, mendOf } from './pages.ts'
import { deprecations, type OldWord } from './vocabulary.ts'

/** Words that a reader of claims sees, and how to find the place of some of them. */
interface Words {
  text: string
  claims: string[]
  locate(start: number, end: number): Location
}

/** What a rule says of words that were given up, as they stand in a document. */
export type Say = (old: OldWord, words: string) => string

/** Reports words that were given up: each once on a page, where it stands first. */
export function mentioned(survey: Survey, given: () => OldWord[], say: Say): Problem[] {
  const isAbout = aboutPages()
  return survey.pages.flatMap(page => {
    if (page.claims.length === 0) return []
    const words = wordsOf(page).filter(({ text }) => !deprecations().told.test(text))
    const old = given().filter(one => isAbout(page, one))
    return old.flatMap(one => problemOf(one, words, say))
  })
}

function problemOf(old: OldWord, all: Words[], say: Say): Problem[] {
  const found = all.flatMap(words => {
    const match = old.find(words.text)
    return match ? [{ ...words, match, at: words.locate(match.index, match.index + match.words.length) }] : []
  })
  const [first, ...others] = found
  if (!first) return []
  return [
    {
      at: first.at,
      message: say(old, first.match.words),
      severity: old.severity,
      evidence: others.map(({ at: { document, line, column }, match }) => ({
        document,
        line,
        column,
        note: `“${match.words}” too`,
      })),
      suggestion: mendOf([old]),
      claims: found.flatMap(({ claims }) => claims),
    },
  ]
}

/** The cells of tables that make claims, the headings above claims, and other texts and commands that make some. */
function wordsOf(page: Page): Words[] {
  const isRow = ({ table }: Claim) => table !== null
  const locationsOf = (is: typeof isRow) => page.claims.filter(is).map(({ location }) => location)
  const rows = new Areas(locationsOf(isRow))
  const texts = new Areas(locationsOf(claim => !isRow(claim)))
  const tables = new Set(page.tables.filter(({ location }) => rows.meet(location)).map(({ block }) => block))
  const contexts = new Set(page.claims.flatMap(({ context }) => context))
  const isRead: Record<Text['kind'], (text: Text) => boolean> = {
    cell: ({ block }) => tables.has(block),
    heading: ({ rich }) => contexts.has(line(rich)),
    prose: ({ part, rich }) => {
      const place = placeIn(part, rich)
      return place !== null && texts.meet(place)
    },
  }
  return [...page.texts.filter(text => isRead[text.kind](text)).map(textWords), ...commandWords(page)]
}

function placeIn(part: Part, rich: Rich, start?: number, end?: number): Location | null {
  const place = placeOf(rich, start, end)
  return place && locate(part, place)
}

function textWords({ rich, part, block }: Text): Words {
  const whole = { document: part.reading.file.path, ...part.lines.span(stretchOf(block.node)!) }
  return {
    text: rich.text,
    claims: [],
    locate: (start, end) => placeIn(part, rich, start, end) ?? whole,
  }
}

function commandWords({ claims }: Page): Words[] {
  return claims
    .filter(({ kind }) => kind === 'command')
    .map(({ id, description, source, destination, location }) => ({
      text: [description ?? '', ...[...source, ...destination].map(({ label }) => label)].join(' / '),
      claims: [id],
      locate: () => location,
    }))
}
