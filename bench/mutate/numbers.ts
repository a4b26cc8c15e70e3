import type { Fact, Survey } from '../../check/survey/index.ts'
import { pick } from './random.ts'
import { type Site, siteOf, stretchOf } from './slip.ts'

/** The slips of one digit: what they make of a number, for each of its digits. */
const digitSlips: Record<string, (before: string, digit: string, after: string) => string[]> = {
  'digit dropped': (before, _, after) => [before + after],
  'digit doubled': (before, digit, after) => [before + digit + digit + after],
  'digits swapped': (before, digit, after) =>
    after === '' ? [] : [before + after[0] + digit + after.slice(1)],
  'digit changed': (before, _, after) => [...'0123456789'].map(other => before + other + after),
}

/** What a number can become by one slip: each outcome once, none equal to the number. */
function outcomesOf(kind: string, number: string): string[] {
  const places = [...number].map((_, i) => i)
  const all = places.flatMap(at => digitSlips[kind]!(number.slice(0, at), number[at]!, number.slice(at + 1)))
  return [...new Set(all)].filter(outcome => outcome !== number && outcome !== '')
}

/** A number that is written somewhere as a port or as an end of a range. */
interface PortNumber {
  fact: Fact
  digits: string
  start: number
}

/** Where digits of ports can be mistyped: every number of every claim, once. */
export function numberSites(survey: Survey): Site[] {
  const spots = new Map(survey.facts.map(fact => [fact.spot, fact]))
  const holders = holdersOf([...spots.values()])
  return [...spots.values()].flatMap(numbersOf).flatMap(number => sitesOf(number, holders))
}

function sitesOf(number: PortNumber, holders: Map<number, Set<string>>): Site[] {
  const { fact, digits, start } = number
  const right = isElsewhere(number, holders) ? [digits, rangeOf(fact)] : []
  return Object.keys(digitSlips).flatMap(kind => {
    const outcomes = outcomesOf(kind, digits)
    if (outcomes.length === 0) return []
    const name = right.length > 0 ? kind : `${kind}, stated once`
    const edit = { start, end: start + digits.length, text: digits }
    return siteOf(name, fact.page, edit, { text: random => pick(outcomes, random), right })
  })
}

/** The numbers of a port or range, in the characters that state it. */
function numbersOf(fact: Fact): PortNumber[] {
  const { page, claim } = fact
  if (!claim.ports) return []
  const { first, last } = claim.ports
  const { start, end } = stretchOf(page.text, claim.spans.ports ?? claim.location)
  const found = [...page.text.slice(start, end).matchAll(/\d+/g)].filter(([digits]) =>
    [first, last].includes(Number(digits)),
  )
  return found
    .slice(0, first === last ? 1 : 2)
    .map(({ 0: digits, index }) => ({ fact, digits, start: start + index }))
}

/** The spots that state each number. */
function holdersOf(facts: Fact[]): Map<number, Set<string>> {
  const holders = new Map<number, Set<string>>()
  for (const { claim, spot } of facts) {
    for (const number of claim.ports ? [claim.ports.first, claim.ports.last] : [])
      holders.set(number, (holders.get(number) ?? new Set()).add(spot))
  }
  return holders
}

/** Whether the documents or the vocabulary of services state the number once more. */
function isElsewhere({ fact, digits }: PortNumber, holders: Map<number, Set<string>>): boolean {
  if (holders.get(Number(digits))!.size > 1) return true
  const known = fact.service === null ? undefined : fact.vocabulary.services.get(fact.service)
  return known?.ports.some(port => port.split(/[/-]/).includes(digits)) ?? false
}

function rangeOf({ claim }: Fact): string {
  const { first, last } = claim.ports!
  return first === last ? `${first}` : `${first}-${last}`
}
