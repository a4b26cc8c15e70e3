import type { Location } from '../../../schema/types.ts'
import type { Problem, Rule } from '../../rule.ts'
import type { Page, Survey, Text } from '../../survey/index.ts'
import { locateIn, mendIn, quoted, shown } from '../say.ts'
import { type Twin, twinOf } from './bracket-twin.ts'
import { type Lone, loneBrackets } from './brackets.ts'
import { originalOf } from './originals.ts'

/** Brackets that are opened and never closed, or closed and never opened. */
export const unbalancedBracket: Rule = {
  id: 'unbalanced-bracket',
  family: 'words',
  severity: 'warning',
  description: 'A bracket is opened and never closed, or closed and never opened.',
  why: 'Where the bracket is missing the limits of a condition are: does "only when TLS is on)" bind the whole row?',
  examples: [
    {
      title: 'the same words elsewhere show where it belongs',
      wrong:
        '| Port | Description |\n| --- | --- |\n| 2376 | daemon port (only needed with TLS) |\n| 2377 | daemon port only needed with TLS) |',
      right:
        '| Port | Description |\n| --- | --- |\n| 2376 | daemon port (only needed with TLS) |\n| 2377 | daemon port (only needed with TLS) |',
      says: '“only needed with TLS)” lacks its opening bracket',
      fix: '(only',
    },
    {
      wrong: 'Open port 9099 (local traffic for the health checks.',
      right: 'Open port 9099（local traffic) :-) for\n\n1) health checks (`a)`), and\n\na) probes.',
      says: '“(local traffic for the health checks.” opens a bracket that is never closed',
    },
  ],
  check: survey => findLone(survey).flatMap(lone => problemOf(lone, survey)),
}

interface Found {
  page: Page
  text: Text
  lone: Lone
}

/** Lists and code may stand between a bracket and its partner: as many texts are looked at. */
const reach = 6

function findLone({ pages }: Survey): Found[] {
  return pages.flatMap(page => {
    const open: { found: Found; index: number }[] = []
    const closing: Found[] = []
    page.texts.forEach((text, index) => {
      for (const lone of loneBrackets(text.rich)) {
        const found = { page, text, lone }
        const partner = open.at(-1)
        const isPartner =
          lone.kind === 'closing' &&
          partner &&
          partner.found.text.part === text.part &&
          index - partner.index <= reach
        if (lone.kind === 'opening') open.push({ found, index })
        else if (isPartner) open.pop()
        else closing.push(found)
      }
    })
    return [...closing, ...open.map(({ found }) => found)]
  })
}

function problemOf(found: Found, survey: Survey): Problem[] {
  const { text, lone } = found
  const twin = twinOf(text, lone, survey)
  const at = locateIn(text.part, text.rich, twin?.start ?? lone.at, twin?.end ?? lone.at + 1)
  if (!at) return []
  return [twin ? mended(found, twin, at) : alone(found, at, survey)]
}

/** The same words elsewhere tell where the bracket belongs. */
function mended({ text: { part, rich }, lone }: Found, twin: Twin, at: Location): Problem {
  const isOpening = lone.kind === 'opening'
  const words = isOpening ? rich.text.slice(lone.at, twin.end) : rich.text.slice(twin.start, lone.at + 1)
  const place = locateIn(twin.text.part, twin.text.rich, 0, twin.text.rich.text.length)
  return {
    at,
    severity: 'error',
    message: `${quoted(words)} lacks its ${isOpening ? 'closing' : 'opening'} bracket, which the same text has elsewhere`,
    evidence: place ? [shown(place, quoted(twin.text.rich.text))] : [],
    suggestion: mendIn({ part, rich }, twin, twin.mended),
  }
}

function alone({ page, text, lone }: Found, at: Location, survey: Survey): Problem {
  const original = originalOf(text, page, survey)
  const rest = original ? `; the original has ${quoted(original.bracket)} there` : ''
  const words = text.rich.text
  const what =
    lone.kind === 'opening'
      ? `${quoted(words.slice(lone.at), 40)} opens a bracket that is never closed`
      : `${quoted(tail(words.slice(0, lone.at + 1)))} closes a bracket that was never opened`
  const evidence = original ? [shown(original.at, quoted(original.text, 80))] : []
  return { at, message: what + rest, evidence }
}

/** The last words of a text. */
function tail(text: string): string {
  return text.length > 40 ? `… ${text.slice(-40).trimStart()}` : text
}
