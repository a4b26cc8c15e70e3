import type { Problem, Rule } from '../../rule.ts'
import type { Survey } from '../../survey/index.ts'
import { locateIn, mendIn, quoted, shown } from '../say.ts'
import { asWritten } from './case.ts'
import { isEnglish } from './language.ts'
import { piecesOf } from './pieces.ts'
import { type Slip, slipAt } from './slip.ts'
import { type Place, type Usage, usageOf } from './usage.ts'

/** Words of the field that lost, gained, changed or swapped a letter. */
export const misspeltWord: Rule = {
  id: 'misspelt-word',
  family: 'words',
  severity: 'warning',
  description: 'A word is a letter away from a word of the field, or from what the same text has elsewhere.',
  why: 'Who copies `ptables` gets an error, and who searches the page for `iptables` does not find it.',
  examples: [
    {
      wrong: 'Open the port in the host firewall, for example with `ptables`.',
      right: 'Open the port in the host firewall, for example with `iptables`.',
      says: '“ptables” should be “iptables”',
      fix: 'iptables',
    },
    {
      title: 'a right word where the same words have another one elsewhere',
      wrong: '- the server nodes\n- the sever nodes\n- the server nodes',
      right: '- the server nodes\n- the severed nodes\n- the server nodes',
      says: '“sever” should be “server”, as the same words have it elsewhere',
      fix: 'server',
    },
    {
      title: 'nodes follow etcd, not "etc"',
      wrong: '### etc nodes',
      right:
        '### etcd nodes\n\nAgents, servers, etc. connect to these nodes, as do users, operators, etc nodes of others.',
      says: '“etc” should be “etcd”',
      fix: 'etcd',
    },
    {
      title: 'names, right words near a term, and words of other languages are no slips',
      wrong: 'The trafic between the workers is encrypted.',
      right: {
        'en.md': 'The traffic is posted, as a note on the ports says: masters last, rancherd is faster.',
        'es.md':
          'Los nodos usan este protocolo para la comunicación con los agentes que están en el clúster.',
      },
      says: '“trafic” should be “traffic”',
      fix: 'traffic',
    },
  ],
  check: misspelt,
}

const mostShown = 3

function misspelt(survey: Survey): Problem[] {
  const usage = usageOf(survey)
  return piecesOf(survey).flatMap(piece =>
    isEnglish(piece.page) ? piece.words.flatMap(word => problemAt({ piece, word }, usage)) : [],
  )
}

const reasons: Record<Slip['shown']['how'], string> = {
  same: ', as the same words have it elsewhere',
  beside: ', as it stands beside the same word elsewhere',
  all: '',
}

function problemAt(place: Place, usage: Usage): Problem[] {
  const slip = slipAt(place, usage)
  const at = slip && placed(place)
  if (!at) return []
  const replacement = asWritten(place.word.text, slip.right)
  const message = `${quoted(place.word.text)} should be ${quoted(replacement)}${reasons[slip.shown.how]}`
  return [
    {
      at,
      severity: slip.severity,
      message,
      evidence: evidenceOf(slip, place),
      suggestion: mendIn({ part: place.piece.text.part, rich: place.piece.rich }, place.word, replacement),
    },
  ]
}

/** Where it is right, those of the same page first; a word that stands anywhere proves nothing on others. */
function evidenceOf({ shown: { places, how } }: Slip, { piece: { page } }: Place): Problem['evidence'] {
  const own = places.filter(({ piece }) => piece.page === page)
  const others = how === 'all' ? [] : places.filter(({ piece }) => piece.page !== page)
  return [...own, ...others].slice(0, mostShown).flatMap(other => {
    const at = placed(other)
    return at ? [shown(at, quoted(other.piece.rich.text, 40))] : []
  })
}

function placed({ piece, word }: Place) {
  return locateIn(piece.text.part, piece.rich, word.start, word.end)
}
