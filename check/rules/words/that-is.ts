import { vocabulary } from '../../load.ts'
import type { Problem, Rule } from '../../rule.ts'
import { locateIn, mendIn, quoted } from '../say.ts'
import { isEnglish } from './language.ts'
import { lexicon } from './lexicon.ts'
import { type Piece, piecesOf } from './pieces.ts'

/** "i.e." before what is only an example. */
export const thatIs: Rule = {
  id: 'that-is',
  family: 'words',
  severity: 'info',
  description: '"i.e." stands before what looks like an example.',
  why: '"i.e." says that nothing else is meant: whoever runs another firewall or cloud takes the passage to be about others.',
  examples: [
    {
      wrong: 'Open them in the security group of cloud machines (i.e. AWS or OpenStack).',
      right: 'Open them in the security group of cloud machines (e.g. AWS or OpenStack).',
      says: '“i.e.” says that only “AWS or OpenStack” is meant',
      fix: 'e.g.',
    },
    {
      title: 'what is the only one of its kind is no example',
      wrong: 'Unless you run strict firewalls (i.e., `iptables`), nothing is blocked.',
      right:
        'The namespace of the system (i.e., `kube-system`) and the first port (i.e. the lowest one) are taken.',
      says: '“i.e.” says that only “iptables” is meant',
      fix: 'e.g.',
    },
  ],
  check: survey => piecesOf(survey).flatMap(piece => (isEnglish(piece.page) ? examplesIn(piece) : [])),
}

interface Terms {
  thatIs: string[]
  forExample: string
  definite: string[]
}

const terms = vocabulary<Terms, Terms & { bracket: RegExp }>('english', content => ({
  ...content,
  bracket: new RegExp(
    `[(（](${content.thatIs.map(word => word.replaceAll('.', '\\.')).join('|')})[,:]?\\s+([^()（）]{1,80})[)）]`,
    'gi',
  ),
}))

/** Words before the bracket among which one may tell that there is but one of the kind. */
const nearby = 5

function examplesIn(piece: Piece): Problem[] {
  const { rich, text } = piece
  return [...rich.text.matchAll(terms().bracket)].flatMap(({ 0: whole, 1: mark, 2: content, index }) => {
    const start = index + 1
    const at = locateIn(text.part, rich, start, start + mark!.length)
    if (!at || !isExample(piece, content!, index + whole.lastIndexOf(content!), index)) return []
    const replacement = terms().forExample
    return [
      {
        at,
        message: `${quoted(mark!)} says that only ${quoted(content!)} is meant; before an example it is ${quoted(replacement)}`,
        suggestion: mendIn({ part: text.part, rich }, { start, end: start + mark!.length }, replacement),
      },
    ]
  })
}

/** Names with "or" between them, or a name of a kind of which there are more. */
function isExample({ rich, words }: Piece, content: string, start: number, bracket: number): boolean {
  const parts = content.split(/(?:(?<!\s)\s+)?,\s*|(?<!\s)\s+or\s+/)
  const isName = (part: string) =>
    isNamed(part) || isCode(rich.runs, start + content.indexOf(part), part.length)
  if (!parts.every(isName)) return false
  if (/\sor\s/.test(content)) return true
  const before = words.filter(({ end }) => end <= bracket).slice(-nearby)
  return parts.length === 1 && !before.some(({ lower }) => terms().definite.includes(lower))
}

function isNamed(part: string): boolean {
  return part.split(/\s+/).every(word => /^\p{Lu}/u.test(word) || lexicon().isName(word.toLowerCase()))
}

function isCode(runs: Piece['rich']['runs'], start: number, length: number): boolean {
  return runs.some(run => run.kind === 'code' && run.start <= start && start + length <= run.end)
}
