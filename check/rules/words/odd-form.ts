import { fold } from '../../../reconcile/index.ts'
import type { Problem, Rule } from '../../rule.ts'
import type { Survey } from '../../survey/index.ts'
import { locateIn, quoted, shown } from '../say.ts'
import { isEnglish } from './language.ts'
import { type Piece, piecesOf } from './pieces.ts'
import { type Usage, usageOf } from './usage.ts'

/** Labels that are the same but for number or capitals. */
export const oddForm: Rule = {
  id: 'odd-form',
  family: 'words',
  severity: 'info',
  description: 'A label or cell differs from the same one elsewhere in number or in capitals only.',
  why: 'Readers wonder whether "Workload Client" is somebody else than the "Workload Clients" of the next table.',
  examples: [
    {
      wrong:
        '| From | Port |\n| --- | --- |\n| Workload Clients | 80 |\n| API Clients | 443 |\n\n## Others\n\n| From | Port |\n| --- | --- |\n| Workload Client | 80 |',
      right:
        '| From | Port |\n| --- | --- |\n| Workload Clients | 80 |\n| API Clients | 443 |\n\n## Workload clients\n\n| From | Port |\n| --- | --- |\n| Workload Clients. | 80 |',
      says: '“Workload Client” is “Workload Clients” elsewhere',
    },
  ],
  check: survey => {
    const usage = usageOf(survey)
    return [...labelsOf(survey).values()].flatMap(pieces => oddIn(pieces, usage))
  },
}

/** Longer texts are no labels, and differ for a reason. */
const mostWords = 12
const mostShown = 4
/** One that stands alone among as many others of its page is a slip. */
const many = 4

/** Pieces of cells by what they say, apart for each product; abbreviations have no plural to be undone. */
function labelsOf(survey: Survey): Map<string, Piece[]> {
  const labels = new Map<string, Piece[]>()
  for (const piece of piecesOf(survey)) {
    const { page, text, rich, words } = piece
    if (text.kind !== 'cell' || words.length < 2 || words.length > mostWords || !isEnglish(page)) continue
    const abbreviations = words.filter(word => /^\p{Lu}{3,}$/u.test(word.text)).map(word => word.text)
    const key = [survey.family(page), fold(rich.text), ...abbreviations].join('\n')
    const same = labels.get(key)
    if (same) same.push(piece)
    else labels.set(key, [piece])
  }
  return labels
}

function oddIn(pieces: Piece[], usage: Usage): Problem[] {
  const forms = new Map<string, Piece[]>()
  for (const piece of pieces) {
    const form = formOf(piece)
    const same = forms.get(form)
    if (same) same.push(piece)
    else forms.set(form, [piece])
  }
  const ranked = [...forms.values()].sort(
    (a, b) => b.length - a.length || familiarity(b[0]!, usage) - familiarity(a[0]!, usage),
  )
  return ranked.slice(1).flatMap(odd => problemOf(odd, ranked[0]!))
}

function problemOf(odd: Piece[], all: Piece[]): Problem[] {
  const [form, right] = [formOf(odd[0]!), formOf(all[0]!)]
  const isCase = form.toLowerCase() === right.toLowerCase()
  // Each page has its own way with capitals.
  const main = isCase ? all.filter(({ page }) => page === odd[0]!.page) : all
  const [at, ...others] = odd.flatMap(placeOf)
  if (!at || main.length === 0) return []
  const own = main.filter(({ page }) => page === odd[0]!.page)
  const evidence = [
    ...others.slice(0, mostShown).map(place => shown(place, 'also here')),
    ...main
      .flatMap(placeOf)
      .slice(0, mostShown)
      .map(place => shown(place, quoted(right))),
  ]
  const severity = !isCase && others.length === 0 && own.length >= many ? 'warning' : 'info'
  return [{ at, severity, message: `${quoted(form)} is ${quoted(right)} elsewhere`, evidence }]
}

/** A text's words; a full stop, blanks, and a capital at its beginning make no other form of it. */
function formOf({ rich: { text } }: Piece): string {
  const form = text
    .replace(/\s+/g, ' ')
    .replace(/(?:(?<!\s)\s+)?\/\s*/g, '/')
    .replace(/(?<![.:;,。；，])[.:;,。；，]+$/, '')
  return form[0]!.toUpperCase() + form.slice(1)
}

/** How often the words of a piece stand beside each other, then how often labels end with its last one. */
function familiarity(piece: Piece, usage: Usage): number {
  const beside = piece.words.map(word => usage.beside({ piece, word }, word.lower, () => true).length)
  const last = piece.words.at(-1)!.lower
  const ending = usage.of(last).filter(place => place.word === place.piece.words.at(-1))
  return beside.reduce((sum, count) => sum + count, 0) * 1000 + ending.length
}

function placeOf({ text, rich }: Piece) {
  const at = locateIn(text.part, rich, 0, rich.text.length)
  return at ? [at] : []
}
