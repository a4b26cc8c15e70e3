import { fold } from '../../../reconcile/index.ts'
import type { Endpoint, Location } from '../../../schema/types.ts'
import { groupBy } from '../../group.ts'
import type { Problem, Rule } from '../../rule.ts'
import type { Fact, Survey } from '../../survey/index.ts'
import { cite, labelWords, placeOf, quoted, shown } from '../evidence.ts'
import { table } from '../examples.ts'
import { keyOf, listing, onEachPage, type Said, saidOn, words } from './page-facts.ts'

/** A label that a row, cell or entry gives as one of its ends. */
interface EndCell {
  fact: Fact
  way: 'source' | 'destination'
  end: Endpoint
  at: Location
}

/** The ends that rows, cells and entries name themselves; those of a cell that makes several claims once. */
function endCells(said: Said[]): EndCell[] {
  const cells = said.flatMap(({ fact }) =>
    (['source', 'destination'] as const).flatMap(way => {
      const ends = listing.has(fact.claim.kind) ? fact.claim[way] : []
      const own = ends.filter(({ implied }) => !implied)
      return own.map(end => ({ fact, way, end, at: placeOf(fact, way) }))
    }),
  )
  const key = ({ at, way, end }: EndCell) => [at.document, at.line, at.column, way, end.label].join('\n')
  return [...groupBy(cells, key).values()].map(([first]) => first!)
}

const kubelet = (source: string) =>
  table(
    'Protocol | Port | Source | Description',
    `TCP | 10250 | ${source} | kubelet`,
    'TCP | 22 | Administrators | SSH',
  )

/** Cells for an end that name none. */
export const noEndpoint: Rule = {
  id: 'no-endpoint',
  family: 'document',
  severity: 'warning',
  description:
    'A cell for a source or destination describes traffic or a port instead of naming an endpoint.',
  why: 'No firewall rule can be written from it: it does not say from or to which machines.',
  examples: [
    {
      title: 'traffic',
      wrong: kubelet('Metrics server communications with all nodes'),
      right: kubelet('Metrics server'),
      says: '“Metrics server communications with all nodes” is about traffic, but the source should name an endpoint',
    },
    {
      title: 'a port',
      wrong: kubelet('Port of the Kubernetes API endpoint'),
      right: kubelet('Load balancer that handles traffic'),
      says: '“Port of the Kubernetes API endpoint” is a port, but the source should name an endpoint',
    },
  ],
  check: onEachPage(said => {
    const phrases = endCells(said).flatMap(phrasesOf)
    return [...groupBy(phrases, ({ cell, text }) => `${cell.way} ${fold(text)}`).values()].map(phraseProblem)
  }),
}

/** Words about something else than an end: a whole label, or one of those that it joins. */
interface Phrase {
  cell: EndCell
  text: string
  kind: 'traffic' | 'port'
}

const joint = /(?:(?<!\s)\s+)?[,;、，；]\s*(?:and\s+|or\s+)?|(?<!\s)\s+and\s+/i

function phrasesOf(cell: EndCell): Phrase[] {
  const { label } = cell.end
  return (kindOf(label) ? [label] : label.split(joint)).flatMap(text => {
    const kind = kindOf(text)
    return kind ? [{ cell, text, kind }] : []
  })
}

/** What words are about, when they name no endpoint. */
function kindOf(text: string): Phrase['kind'] | null {
  const [head = ''] = fold(text).split(/ (?:that|which|who|whose) /)
  return words().portOf.test(head) ? 'port' : words().traffic.test(head) ? 'traffic' : null
}

function phraseProblem(phrases: Phrase[]): Problem {
  const [{ cell, text, kind }] = phrases as [Phrase]
  return {
    at: cell.at,
    message: `${quoted(text)} is ${kind === 'port' ? 'a port' : 'about traffic'}, but the ${cell.way} should name an endpoint`,
    evidence: phrases.slice(1).map(({ cell: { at } }) => shown(at, 'here too')),
    claims: phrases.map(({ cell: { fact } }) => fact.claim.id),
    severity: text === cell.end.label ? 'warning' : 'info',
  }
}

const rules = (source: string) =>
  table(
    'Type | Protocol | Port range | Source',
    'SSH | TCP | 22 | 0.0.0.0/0',
    `Custom TCP rule | TCP | 30000-32767 | ${source}`,
  )

/** Ports in the place of an end. */
export const portAsEndpoint: Rule = {
  id: 'port-as-endpoint',
  family: 'document',
  severity: 'error',
  description: 'A source or destination is a port or a range of ports.',
  why: 'The row says which port is open but not to whom. A firewall refuses it, or opens the port to everybody.',
  examples: [
    {
      wrong: rules('30000-32767'),
      right: rules('0.0.0.0/0'),
      says: '“30000-32767” is a port range, not a source',
    },
    {
      title: 'another page has the endpoint',
      wrong: { 'en.md': rules('0.0.0.0/0'), 'zh.md': rules('30000-32767') },
      right: { 'en.md': rules('0.0.0.0/0'), 'zh.md': rules('0.0.0.0/0') },
      says: '“30000-32767” is a port range, not a source; it should be “0.0.0.0/0”',
      fix: '0.0.0.0/0',
    },
  ],
  check: survey => {
    const wrong = survey.pages.flatMap(page => portsAmong(endCells(saidOn(survey, page))))
    const numbered = wrong.length > 0 ? survey.facts.filter(({ claim }) => claim.ports) : []
    const same = groupBy(numbered, keyOfFact)
    return wrong.map(cell =>
      portProblem(cell, same.get(keyOfFact(cell.fact))?.slice(0, mostSeen) ?? [], survey),
    )
  },
}

/** Ports in columns that otherwise name ends: where all are ports, the column is meant for them. */
function portsAmong(cells: EndCell[]): EndCell[] {
  const column = ({ fact, way }: EndCell) => `${fact.unit} ${way}`
  const naming = new Set(cells.filter(cell => !isPort(cell)).map(column))
  return cells.filter(cell => isPort(cell) && naming.has(column(cell)))
}

/** Rows of the same port that are examined. */
const mostSeen = 200

const onlyPorts = /^\d{1,5}(?: ?[-–~:] ?\d{1,5})?$/

/** A column of source ports holds ports by right. */
function isPort({ end, way, fact }: EndCell): boolean {
  const header = fact.claim.table?.header[way]?.toLowerCase() ?? ''
  return onlyPorts.test(end.label.trim()) && !words().portNouns.some(noun => header.includes(noun))
}

function keyOfFact({ claim }: Fact): string {
  return `${claim.protocol} ${claim.ports && keyOf(claim.ports)} ${claim.direction}`
}

function portProblem({ fact, way, end, at }: EndCell, same: Fact[], survey: Survey): Problem {
  const labelsOf = ({ claim }: Fact) => claim[way].map(({ label }) => label)
  const isNamed = ({ label, implied }: Endpoint) => !implied && !onlyPorts.test(label.trim())
  const telling = same.filter(({ claim }) => claim[way].length > 0 && claim[way].every(isNamed))
  // A translation has the same words in the row, however short the pages are.
  const parallel = telling.filter(({ purpose }) => purpose === fact.purpose && purpose !== '')
  const family = survey.family(fact.page)
  const right = parallel.length > 0 ? parallel : telling.filter(({ page }) => survey.family(page) === family)
  const isAgreed = new Set(parallel.map(other => labelsOf(other).map(fold).join())).size === 1
  const labels = isAgreed ? labelsOf(parallel[0]!) : null
  const label = labels?.join(', ')
  const written = end.label.trim()
  const isRange = /\D/.test(written)
  return {
    at,
    message: `${quoted(end.label)} is ${isRange ? 'a port range' : 'a port'}, not a ${way}${label ? `; it should be ${quoted(label)}` : ''}`,
    evidence: right.map(other => cite(other, `${way} ${labelWords(other.claim[way])}`, way)),
    suggestion: label ? { text: `Write ${label}`, replacement: label, span: fact.claim.spans[way] } : null,
    ...(labels && { set: { [way]: labels } }),
    claims: [fact.claim.id],
    severity: isRange || written === String(fact.claim.ports?.first) ? 'error' : 'warning',
  }
}
