import { line, placeOf as stretchIn } from '../../../extract/trees.ts'
import type { Location } from '../../../schema/types.ts'
import type { Problem, Rule } from '../../rule.ts'
import { locate, type Survey } from '../../survey/index.ts'
import { slipBetween } from '../../survey/slips/distance.ts'
import { textOf } from '../../survey/statements.ts'
import { cite, portWords } from '../wording.ts'
import { type RowCell, rowCells } from './row-cells.ts'
import { isNumbered, type Numbered, saidOn } from './said.ts'
import { words } from './words.ts'

const table = (note: string) =>
  [
    '| Protocol | Port | Service | Notes |',
    '| --- | --- | --- | --- |',
    `| TCP | 7112 | balancer | ${note} |`,
  ].join('\n')

export const ownNote: Rule = {
  id: 'own-note',
  family: 'document',
  severity: 'warning',
  description: 'The note of a row speaks of a port that differs by one slip from the port of the row.',
  why: 'One of the two is mistyped, and the row alone does not tell which.',
  examples: [
    {
      wrong: table('Only for virtual addresses; otherwise port 7122 is not used.'),
      right: table('Only for virtual addresses; port 7112 is multicast, port 6443 stays as it is.'),
      says: 'port 7122',
    },
  ],
  check: survey => {
    const known = knownPorts(survey)
    return survey.pages.flatMap(page => {
      const rows = saidOn(survey, page).filter(
        one => isNumbered(one) && one.fact.claim.kind === 'row',
      ) as Numbered[]
      return rows.flatMap(row => rowCells(row.fact).flatMap(cell => strangeIn(cell, row, known)))
    })
  },
}

/** Ports that services, or other rows, have: they may well be spoken of. */
function knownPorts({ facts, vocabulary }: Survey): Set<string> {
  const stated = facts.flatMap(({ claim: { ports } }) => (ports ? [`${ports.first}`, `${ports.last}`] : []))
  const named = [...vocabulary.services.values()].flatMap(({ ports }) =>
    ports.map(port => port.split('/')[1]!),
  )
  return new Set([...stated, ...named])
}

function strangeIn({ text }: RowCell, row: Numbered, known: Set<string>): Problem[] {
  const { part, rich } = text
  const own = textOf(row.ports)
  return [...rich.text.matchAll(expression())].flatMap(match => {
    const number = match[1]!
    const start = match.index + match[0].length - number.length
    const stretch =
      known.has(number) || !slipBetween(number, own) ? null : stretchIn(rich, start, start + number.length)
    return stretch ? [problem(locate(part, stretch), match[0], row, line(rich))] : []
  })
}

function problem(at: Location, mention: string, row: Numbered, note: string): Problem {
  const whole = note.length > mention.length ? ' in its note' : ''
  return {
    at,
    message: `The row is about ${portWords(row.protocol, row.ports)}, but speaks of “${mention}”${whole}: one of them is mistyped`,
    evidence: [cite(row.fact, 'the port of the row')],
    claims: [row.fact.claim.id],
  }
}

function expression(): RegExp {
  return new RegExp(`(?:${words().portNouns.join('|')})\\s*(?:[:：]\\s*)?(\\d{3,5})(?![\\d.-])`, 'giu')
}
