import { anyWord, placeOf, type Vocabulary } from '../../../extract/trees.ts'
import { placeText } from '../../../schema/place.ts'
import type { Problem, Rule } from '../../rule.ts'
import { locate, type Page, type Statement, type Survey, type Text } from '../../survey/index.ts'
import { neighbourKeys, slipBetween } from '../../survey/slips/distance.ts'
import { cite, slipPlace } from '../places.ts'
import { spanOf } from '../say.ts'

/** The highest port: the field has 16 bits (RFC 9293, RFC 768). */
const highest = 65_535
/** How far before a number the word for ports may stand. */
const reach = 60

export const impossiblePort: Rule = {
  id: 'impossible-port',
  family: 'numbers',
  severity: 'error',
  description: 'A port is higher than 65535, which no port can be.',
  why: 'No firewall takes the number, and whoever guesses at what was meant may open another port.',
  examples: [
    {
      wrong: '| Protocol | Port | Source |\n| --- | --- | --- |\n| TCP | 99999 | worker nodes |',
      right: '| Protocol | Port | Source |\n| --- | --- | --- |\n| TCP | 10250 | worker nodes |',
      says: '99999',
    },
    {
      title: 'in a sentence; the right one stands elsewhere',
      wrong: 'Open port 102500 on every node.\n\nThe metrics server needs TCP port 10250 on the nodes.',
      right: 'The cluster holds up to 100000 pods. The metrics server needs TCP port 10250 on the nodes.',
      says: 'should be 10250',
      fix: '10250',
    },
  ],
  check: survey => [...stated(survey), ...survey.pages.flatMap(page => inTexts(page, survey))],
}

/** Those that make a claim; where its right value was found, that is told already. */
function stated({ statements, slips }: Survey): Problem[] {
  const told = new Set(slips.ports.map(({ statement }) => statement))
  const wrong = statements.filter(
    one => !told.has(one) && one.value.split('-').some(port => Number(port) > highest),
  )
  return wrong.map(statement => ({
    ...slipPlace(statement),
    message: `Port ${statement.value} cannot exist: the highest is ${highest}`,
  }))
}

/** Those in sentences and headings, of which nothing can be claimed. */
function inTexts(page: Page, survey: Survey): Problem[] {
  const texts = page.texts.filter(text => text.kind !== 'cell' && /\d{5}/.test(text.rich.text))
  if (texts.length === 0) return []
  const claimed = new Set(
    survey.statements.filter(one => one.page === page).map(({ facts }) => facts[0]!.spot),
  )
  const right = rightValues(survey.statements.filter(one => one.page === page))
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

/** A protocol follows the number, or between the word for ports and it stand only other numbers and joints. */
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
  const place = placeOf(text.rich, start, start + number.length)
  if (!place) return []
  const at = locate(text.part, place)
  if (claimed.has(placeText(at))) return []
  const found = neighbourKeys(number)
    .map(key => right.get(key))
    .find(one => one !== undefined)
  const value = found?.value.split('-').find(port => slipBetween(number, port))
  if (!found || !value) return [{ at, message: `Port ${number} cannot exist: the highest is ${highest}` }]
  return [
    {
      at,
      message: `Port ${number} cannot exist; it should be ${value}`,
      evidence: [cite(found, value)],
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
