import { vocabulary } from '../../load.ts'
import type { Problem, Rule } from '../../rule.ts'
import { locateIn, mendIn, quoted } from '../say.ts'
import { verbForms } from './inflect.ts'
import { isEnglish } from './language.ts'
import { type Piece, piecesOf } from './pieces.ts'

/** A verb in the plural after a subject in the singular. */
export const verbNumber: Rule = {
  id: 'verb-number',
  family: 'words',
  severity: 'info',
  description: 'A verb is in the plural though its subject is one of many.',
  why: 'A slip of grammar does not mislead, but shows a sentence that nobody has read again since it was changed.',
  examples: [
    {
      wrong: 'Each of the tabs below list the ports of one kind of cluster.',
      right: 'Each of the tabs below lists the ports of one kind of cluster. All of the tabs list ports.',
      says: '“Each of the tabs below” wants “lists”',
      fix: 'lists',
    },
  ],
  check: survey => piecesOf(survey).flatMap(piece => (isEnglish(piece.page) ? pluralsIn(piece) : [])),
}

interface Verbs {
  singularSubjects: string[]
  verbs: string[]
}

const subject = vocabulary<Verbs, RegExp>(
  'english',
  ({ singularSubjects, verbs }) =>
    new RegExp(
      `\\b((?:${singularSubjects.join('|')}) of (?:the|these|those|your|our) (?:\\w+ ){0,2}?\\w+s(?: above| below)?) (${verbs.join('|')})\\b`,
      'gi',
    ),
)

function pluralsIn({ rich, text }: Piece): Problem[] {
  return [...rich.text.matchAll(subject())].flatMap(({ 0: whole, 1: words, 2: verb, index }) => {
    const end = index + whole.length
    const at = locateIn(text.part, rich, end - verb!.length, end)
    if (!at) return []
    const replacement = verbForms(verb!)[1]!
    const message = `${quoted(words!)} wants ${quoted(replacement)}, not ${quoted(verb!)}`
    const place = { start: end - verb!.length, end }
    return [{ at, message, suggestion: mendIn({ part: text.part, rich }, place, replacement) }]
  })
}
