import { anyWord, type Vocabulary } from '../../../extract/trees.ts'
import { placeText } from '../../../schema/place.ts'
import type { Problem, Rule } from '../../rule.ts'
import type { Page, Statement, Survey, Text } from '../../survey/index.ts'
import { neighbourKeys, slipBetween } from '../../survey/slips/distance.ts'
import { citeStatement, locateIn, replacing, spanOf, statementPlace } from '../evidence.ts'
import { table } from '../examples.ts'

/** The highest port: the field has 16 bits (RFC 9293, RFC 768). */
const highest = 65_535
/** How far before a number the word for ports may stand. */
const reach = 60

export const impossiblePort: Rule = {
  id: 'impossible-port',
  fixable: true,
  family: 'numbers',
  severity: 'error',
  description: 'A port is higher than 65535, which no port can be.',
  why: 'No firewall accepts the number, and a reader who guesses may open another port.',
  examples: [
    {
      wrong: table('Protocol | Port | Source', 'TCP | 99999 | worker nodes'),
      right: table('Protocol | Port | Source', 'TCP | 10250 | worker nodes'),
      says: 'Port 99999 cannot exist: the highest is 65535',
    },
    {
      title: 'in a sentence; the right one stands elsewhere',
      wrong: 'Open port 102500 on every node.\n\nThe metrics server needs TCP port 10250 on the nodes.',
      right: 'The cluster holds up to 100000 pods. The metrics server needs TCP port 10250 on the nodes.',
      says: 'Port 102500 cannot exist; it should be 10250',
      fix: '10250',
    },
  ],
  check: survey => [...stated(survey), ...survey.pages.flatMap(page => inTexts(page, survey))],
}

const range = (ports: string) =>
  table('Protocol | Port | Source | Description', `TCP | ${ports} | load balancer | NodePort services`)

/** Ranges that end before they begin. */
export const reversedRange: Rule = {
  id: 'reversed-range',
  fixable: true,
  family: 'numbers',
  severity: 'error',
  description: 'A range of ports ends before it begins.',
  why: 'Firewalls refuse such a range or, worse, treat it as empty.',
  examples: [
    {
      wrong: range('32767-30000'),
      right: range('30000-32767'),
      says: 'Range 32767-30000 ends before it begins; it should be 30000-32767',
      fix: '30000-32767',
    },
  ],
  check: survey =>
    statedPorts(survey).flatMap(statement => {
      const [first = 0, last = first] = statement.value.split('-').map(Number)
      if (first <= last) return []
      const right = `${last}-${first}`
      const message = `Range ${statement.value} ends before it begins; it should be ${right}`
      return [{ ...statementPlace(statement), message, suggestion: replacing(statement, right) }]
    }),
}

/** Statements of ports; a mistyped one whose right value was found is reported as a slip. */
function statedPorts({ statements, slips }: Survey): Statement[] {
  const slipped = new Set(slips.ports.map(({ statement }) => statement))
  return statements.filter(statement => !slipped.has(statement))
}

/** Those that make a claim. */
function stated(survey: Survey): Problem[] {
  const wrong = statedPorts(survey).filter(({ value }) =>
    value.split('-').some(port => Number(port) > highest),
  )
  return wrong.map(statement => ({
    ...statementPlace(statement),
    message: `Port ${statement.value} cannot exist: the highest is ${highest}`,
  }))
}

/** Those in sentences and headings, which make no claim. */
function inTexts(page: Page, survey: Survey): Problem[] {
  const texts = page.texts.filter(text => text.kind !== 'cell' && /\d{5}/.test(text.rich.text))
  if (texts.length === 0) return []
  const own = survey.statements.filter(one => one.page === page)
  const claimed = new Set(own.map(({ facts }) => facts[0]!.spot))
  const right = rightValues(own)
  return texts.flatMap(text =>
    numbersIn(text, page.vocabulary).flatMap(found => problemOf(text, found, right, claimed)),
  )
}

interface Found {
  number: string
  start: number
}

function numbersIn({ rich: { text } }: Text, vocabulary: Vocabulary): Found[] {
  const all = [...text.matchAll(/(?<![\p{L}\d.,:/])\d{5,7}(?![\p{L}\d./:]|,\d)/gu)]
  return all
    .filter(match => Number(match[0]) > highest && isPort(text, match, vocabulary))
    .map(match => ({ number: match[0], start: match.index }))
}

/** A protocol follows the number, or only other numbers and conjunctions are between it and the word for ports. */
function isPort(text: string, { 0: number, index }: RegExpExecArray, vocabulary: Vocabulary): boolean {
  const next = /^[\s`*]*([\p{L}]+)/u.exec(text.slice(index + number.length))?.[1] ?? ''
  if (vocabulary.protocols.has(next.toLowerCase())) return true
  return vocabulary.derive(introduction).test(text.slice(Math.max(0, index - reach), index))
}

/** What stands before a number that is a port, in any language. */
function introduction({ ports: { nouns, joiners, ranges } }: Vocabulary): RegExp {
  const noun = anyWord(nouns.filter(word => !word.startsWith('/')))
  const joint = anyWord([...joiners, ...ranges].filter(word => !word.startsWith('/')))
  return new RegExp(`${noun}(?:[\\s\\d,、，:：*\`–-]|${joint})*$`, 'iu')
}

function problemOf(
  text: Text,
  { number, start }: Found,
  right: Map<string, Statement>,
  claimed: Set<string>,
): Problem[] {
  const at = locateIn(text, start, start + number.length)
  if (!at || claimed.has(placeText(at))) return []
  const found = neighbourKeys(number)
    .map(key => right.get(key))
    .find(one => one !== undefined)
  const value = found?.value.split('-').find(port => slipBetween(number, port))
  if (!found || !value) return [{ at, message: `Port ${number} cannot exist: the highest is ${highest}` }]
  return [
    {
      at,
      message: `Port ${number} cannot exist; it should be ${value}`,
      evidence: [citeStatement(found, value)],
      suggestion: { text: `Write ${value}`, replacement: value, span: spanOf(at) },
    },
  ]
}

/** The page's ports, each also by what is left when one digit is dropped. */
function rightValues(statements: Statement[]): Map<string, Statement> {
  const right = new Map<string, Statement>()
  for (const statement of statements) {
    for (const port of statement.value.split('-')) {
      if (Number(port) > highest) continue
      for (const key of neighbourKeys(port)) if (!right.has(key) || key === port) right.set(key, statement)
    }
  }
  return right
}
