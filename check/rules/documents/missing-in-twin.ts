import path from 'node:path'
import { fold } from '../../../reconcile/index.ts'
import { groupBy } from '../../group.ts'
import type { Problem, Rule } from '../../rule.ts'
import type { Page, Statement, Survey, Text } from '../../survey/index.ts'
import { listed, locateIn, quoted, shown, statementPlace } from '../evidence.ts'
import { table } from '../examples.ts'
import { keyOf, type Twins, twinsOf } from './twins.ts'

/** More rows than these are told together. */
const mostApart = 5

const page = (...rows: string[]) => table('Protocol | Port | Source', ...rows)
const rows = ['TCP | 22 | 0.0.0.0/0', 'TCP | 6443 | nodes', 'UDP | 8472 | nodes', 'TCP | 9345 | nodes']
const chinese = `这张表列出了集群节点之间需要打开的所有端口，安全组必须允许这些端口，否则节点之间无法通信。\n\n`

export const missingInTwin: Rule = {
  id: 'missing-in-twin',
  family: 'documents',
  severity: 'warning',
  gap: true,
  description:
    'A table, or a sentence that lists ports, is without some of them in a translation, in another version of the page, or on a page that repeats it.',
  why: 'Readers of the page that lags behind open too little, and nothing tells them so.',
  examples: [
    {
      wrong: {
        'en/ports.md': page(...rows, 'TCP | 10250 | nodes'),
        'zh/ports.md': chinese + page(...rows),
      },
      right: { 'en/ports.md': page(...rows), 'zh/ports.md': chinese + page(...rows) },
      says: 'The translation of this table in zh/ports.md lacks TCP 10250',
    },
    {
      title: 'a sentence of another version',
      wrong: {
        'v1/setup.md': 'Port to open between lamps: `7345`',
        'v2/setup.md': 'Ports to open between lamps: `7345`, `7080`',
      },
      right: {
        'v1/setup.md': 'Port to open between lamps: `7345`',
        'v2/setup.md': 'Ports to open between lamps and keepers: `7345`, `7080`',
      },
      says: 'The same words in v2/setup.md list 7080 as well',
    },
    {
      title: 'a page that repeats the table',
      wrong: {
        'reference.md': page(...rows, 'UDP | 53 | nodes', 'TCP | 10250 | nodes'),
        'guide.md': page(...rows, 'UDP | 53 | nodes'),
      },
      right: {
        'reference.md': page(...rows, 'UDP | 53 | nodes'),
        'guide.md': page(...rows, 'UDP | 53 | nodes'),
      },
      says: 'The table of the same ports in guide.md lacks TCP 10250',
    },
  ],
  check: survey => [
    ...twinsOf(survey).flatMap(twins => problemsOf(twins, survey)),
    ...shorterSentences(survey.pages),
  ],
}

/** A sentence that lists ports, by its words. */
interface Listing {
  page: Page
  text: Text
  ports: string[]
}

/** Longer texts list more than ports. */
const longestListing = 300

/** Sentences and items that list fewer ports than the same words do in another version of the page. */
function shorterSentences(pages: Page[]): Problem[] {
  const listings = pages.flatMap(page => page.texts.flatMap(text => listingOf(text, page)))
  const same = groupBy(listings, ({ page, text }) => `${path.posix.basename(page.path)}\n${wordsOf(text)}`)
  return [...same.values()].flatMap(all => {
    const longest = all.reduce((a, b) => (b.ports.length > a.ports.length ? b : a))
    const shorter = all.filter(
      ({ page, ports }) =>
        page !== longest.page &&
        ports.length < longest.ports.length &&
        ports.every(port => longest.ports.includes(port)),
    )
    const [at, ...others] = shorter.flatMap(({ text }) => locateIn(text) ?? [])
    const right = at && locateIn(longest.text)
    if (!at || !right) return []
    const lacks = longest.ports.filter(port => !shorter[0]!.ports.includes(port))
    return [
      {
        at,
        message: `The same words in ${longest.page.path} list ${listed(lacks)} as well`,
        evidence: [
          shown(right, quoted(longest.text.rich.text)),
          ...others.map(other => shown(other, 'fewer ports here too')),
        ],
      },
    ]
  })
}

function listingOf(text: Text, page: Page): Listing[] {
  const words = text.rich.text
  if (text.kind !== 'prose' || words.length > longestListing) return []
  const isAboutPorts = page.vocabulary.ports.nouns.some(
    noun => !noun.startsWith('/') && words.toLowerCase().includes(noun),
  )
  const ports = isAboutPorts
    ? words.match(/(?<![\d.,:/-])\d{2,5}(?![\d.,:/-]\d|\d|\s*(?:%|GB|MB|ms)\b)/g)
    : null
  return ports ? [{ page, text, ports: [...new Set(ports)] }] : []
}

/** Words without numbers, marks and plurals. */
function wordsOf({ rich }: Text): string {
  return (fold(rich.text).match(/\p{L}+/gu) ?? []).filter(word => word !== 'and' && word !== 'or').join(' ')
}

function problemsOf({ own, other, kind }: Twins, survey: Survey): Problem[] {
  const key = (statement: Statement) => keyOf(statement, survey)
  const there = new Set(other.map(key))
  const missing = own.filter(statement => !there.has(key(statement)) && !isCovered(statement, other))
  const groups = missing.length > mostApart ? [missing] : missing.map(statement => [statement])
  return groups.map(group => problemOf(group, [...new Set(group.map(key))], other, kind))
}

const kinds: Record<Twins['kind'], string> = {
  translation: 'translation of this table',
  version: 'table of the same name',
  copy: 'table of the same ports',
}

/** A range may hold what the other table states one by one. */
function isCovered({ value, protocols }: Statement, table: Statement[]): boolean {
  const [first = 0, last = first] = value.split('-').map(Number)
  return table.some(other => {
    const [from = 0, to = from] = other.value.split('-').map(Number)
    return from <= first && last <= to && [...protocols].every(one => other.protocols.has(one))
  })
}

function problemOf(group: Statement[], keys: string[], table: Statement[], kind: Twins['kind']): Problem {
  const [first, ...others] = group
  const { location, table: head } = table[0]!.facts[0]!.claim
  const ports = keys.join(', ').toUpperCase()
  const what = kinds[kind]
  return {
    ...statementPlace(first!),
    message: `The ${what} in ${location.document} lacks ${ports}`,
    evidence: [
      { document: location.document, line: head!.line, column: 1, note: 'the table without it' },
      ...others.map(statement => shown(statementPlace(statement).at, `${statement.value} too`)),
    ],
    claims: group.flatMap(({ facts }) => facts.map(({ claim }) => claim.id)),
    severity: kind === 'version' ? 'info' : 'warning',
  }
}
