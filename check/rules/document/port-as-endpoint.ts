import { fold } from '../../../reconcile/index.ts'
import { groupBy } from '../../group.ts'
import type { Problem, Rule } from '../../rule.ts'
import type { Fact, Survey } from '../../survey/index.ts'
import { cite, labelWords, quoted } from '../wording.ts'
import { type EndCell, endCells } from './cells.ts'
import { keyOf, saidOn } from './said.ts'
import { words } from './words.ts'

const table = (source: string) =>
  [
    '| Type | Protocol | Port range | Source |',
    '| --- | --- | --- | --- |',
    '| SSH | TCP | 22 | 0.0.0.0/0 |',
    `| Custom TCP rule | TCP | 30000-32767 | ${source} |`,
  ].join('\n')

export const portAsEndpoint: Rule = {
  id: 'port-as-endpoint',
  family: 'document',
  severity: 'error',
  description: 'A port or a range of ports stands where a source or destination belongs.',
  why: 'The row says which port is open but not to whom. Typed into a firewall it is refused, or opens the port to everybody.',
  examples: [
    { wrong: table('30000-32767'), right: table('0.0.0.0/0'), says: 'a port range' },
    {
      title: 'another page tells who is meant',
      wrong: { 'en.md': table('0.0.0.0/0'), 'zh.md': table('30000-32767') },
      right: { 'en.md': table('0.0.0.0/0'), 'zh.md': table('0.0.0.0/0') },
      says: '0.0.0.0/0',
      fix: '0.0.0.0/0',
    },
  ],
  check: survey => {
    const wrong = survey.pages.flatMap(page => portsAmong(endCells(saidOn(survey, page))))
    const same =
      wrong.length > 0
        ? groupBy(
            survey.facts.filter(({ claim }) => claim.ports),
            keyOfFact,
          )
        : new Map()
    return wrong.map(cell =>
      problem(cell, (same.get(keyOfFact(cell.said.fact)) ?? []).slice(0, mostSeen), survey),
    )
  },
}

/** Ports in columns that name ends otherwise: where all are ports, the column is meant for them. */
function portsAmong(cells: EndCell[]): EndCell[] {
  const column = ({ said, way }: EndCell) => `${said.fact.unit} ${way}`
  const naming = new Set(cells.filter(cell => !isPort(cell)).map(column))
  return cells.filter(cell => isPort(cell) && naming.has(column(cell)))
}

/** Rows of the same port that are looked at. */
const mostSeen = 200

const onlyPorts = /^\d{1,5}(?: ?[-–~:] ?\d{1,5})?$/

/** A column of source ports holds ports by right. */
function isPort({ end, way, said }: EndCell): boolean {
  const header = said.fact.claim.table?.header[way] ?? ''
  const nouns = words().portNouns.some(noun => header.toLowerCase().includes(noun))
  return onlyPorts.test(end.label.trim()) && !nouns
}

function keyOfFact({ claim }: Fact): string {
  return `${claim.protocol} ${claim.ports && keyOf(claim.ports)} ${claim.direction}`
}

function problem({ said, way, end, at }: EndCell, same: Fact[], survey: Survey): Problem {
  const { fact } = said
  const family = survey.family(fact.page)
  const telling = same.filter(other => names(other, way))
  // A translation has the same words in the row, be the pages ever so short.
  const parallel = telling.filter(({ purpose }) => purpose === fact.purpose && purpose !== '')
  const right = parallel.length > 0 ? parallel : telling.filter(other => survey.family(other.page) === family)
  const labels = new Set(parallel.map(({ claim }) => claim[way].map(({ label }) => fold(label)).join()))
  const other = labels.size === 1 ? parallel[0]!.claim[way].map(({ label }) => label) : null
  const label = other?.join(', ') ?? null
  const isRange = /\D/.test(end.label.trim())
  const isOwn = end.label.trim() === String(fact.claim.ports?.first)
  return {
    at,
    message: `${quoted(end.label)} is ${isRange ? 'a port range' : 'a port'}, not a ${way}${label ? `; it should be ${quoted(label)}` : ''}`,
    evidence: right.map(other => cite(other, `${way} ${labelWords(other.claim[way])}`, way)),
    suggestion: label ? { text: `Write ${label}`, replacement: label, span: fact.claim.spans[way] } : null,
    ...(other && { set: { [way]: other } }),
    claims: [fact.claim.id],
    severity: isRange || isOwn ? 'error' : 'warning',
  }
}

/** Whether a row tells by itself who is meant. */
function names({ claim }: Fact, way: EndCell['way']): boolean {
  return (
    claim[way].length > 0 &&
    claim[way].every(({ label, implied }) => !implied && !onlyPorts.test(label.trim()))
  )
}
