import { styleText } from 'node:util'
import { groupBy } from '../../check/group.ts'
import { oneLine } from '../../check/report/plain.ts'
import { hang } from '../../check/report/terminal.ts'
import type { Change, Difference, Finding, Statement, Traffic } from '../../schema/types.ts'
import { type Level, levels } from '../taxonomy.ts'
import { sayAll } from '../words.ts'
import { countChanges, type Format, placeWords, titles, whereOf } from './format.ts'

type Look = Parameters<typeof styleText>[0]
type Paint = (look: Look, text: string) => string
/** Puts a text behind a margin, and below its first word where it is too wide. */
type Hang = (margin: string, text: string) => string[]

const colours: Record<Level, Look> = { open: 'green', close: 'red', review: 'yellow', none: 'dim' }
/** More places than these are counted, not listed. */
const mostPlaces = 4

/** A comparison for people: what to open, what to close, what to look at, with the places. */
export const pretty: Format = (difference, { colour, width }) => {
  const put: Hang = (margin, text) => hang(margin, text, width ?? Number.POSITIVE_INFINITY)
  const paint: Paint = (look, text) =>
    colour && text !== '' ? styleText(look, text, { validateStream: false }) : text
  const sections = levels.map(level => section(difference, level, paint, put)).filter(Boolean)
  const parts = [...sections, ...findingLines(difference, paint, put)]
  return [...parts, `${paint('bold', countChanges(difference))}\n`].join('\n')
}

function section({ changes }: Difference, level: Level, paint: Paint, put: Hang): string {
  const own = changes.filter(change => change.level === level)
  if (own.length === 0) return ''
  const places = groupBy(own, change => whereOf(change).map(oneLine).join(' › '))
  const parts = [...places].map(([where, list]) => {
    const head = where === '' ? [] : put('  ', where).map(line => `  ${paint('underline', line.slice(2))}`)
    return [...head, ...list.map(change => drawn(change, paint, put))].join('\n')
  })
  return `${paint(['bold', colours[level]].flat() as Look, titles[level].heading)}\n${parts.join('\n')}\n`
}

function drawn(change: Change, paint: Paint, put: Hang): string {
  const { level, message } = change
  const sign = { open: '+', close: '-', review: '?', none: '·' }[level]
  const lines = [...trafficLines(change), placeWords(change, some)]
  const below = lines.filter(Boolean).flatMap(line => put('      ', line))
  const head = put(`  ${paint(colours[level], sign)} `, message)
  return [...head, ...below.map(line => paint('dim', line))].join('\n')
}

/** What is to be done, where it is not just all that is stated now and was stated before. */
function trafficLines({ before, after, open, close }: Change): string[] {
  if (isAll(open, after) && isAll(close, before)) return []
  return [...open.map(one => `open   ${sayAll([one])}`), ...close.map(one => `close  ${sayAll([one])}`)]
}

function isAll(traffic: Traffic[], statements: Statement[]): boolean {
  return sayAll(traffic) === sayAll(statements)
}

function some(places: string[]): string {
  const more = places.length - mostPlaces
  return more > 0 ? `${places.slice(0, mostPlaces).join(' ')} and ${more} more` : places.join(' ')
}

function findingLines({ findings }: Difference, paint: Paint, put: Hang): string[] {
  if (!findings || findings.appeared.length + findings.gone.length === 0) return []
  const line = (sign: string, look: Look) => (finding: Finding) => {
    const { location, severity, message, rule } = finding
    const place = oneLine(`${location.document}:${location.line}`)
    return put(`  ${paint(look, sign)} `, `${severity}: ${message} (${rule}, ${place})`)
  }
  const lines = [
    ...findings.appeared.flatMap(line('+ new  ', 'red')),
    ...findings.gone.flatMap(line('- gone ', 'green')),
  ]
  return [`${paint('bold', 'Findings')}\n${lines.join('\n')}\n`]
}
