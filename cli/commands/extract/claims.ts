import { VFile } from 'vfile'
import { reporter } from 'vfile-reporter'
import { groupBy } from '../../../check/group.ts'
import { jsonOf } from '../../../check/report/plain.ts'
import { wrap } from '../../../check/report/terminal.ts'
import { portsOf } from '../../../dataset/api/ports.ts'
import type { Claim } from '../../../schema/types.ts'
import { drawTable, stripControls } from '../../format/table.ts'
import type { Notice } from './extract-file.ts'

/** The ways in which claims are written out. */
export const claimFormats = ['table', 'json', 'ndjson'] as const
export type ClaimFormat = (typeof claimFormats)[number]

/** Writes claims as a table for people, as one JSON array, or as one JSON object a line. */
export function formatClaims(claims: Claim[], format: ClaimFormat, width: number): string {
  return [...claimPieces(claims, format, width)].join('')
}

/** Does what {@link formatClaims} does piece by piece: many documents claim more than one text can hold. */
export function* claimPieces(claims: Claim[], format: ClaimFormat, width: number): Generator<string> {
  if (format === 'json') yield* jsonPieces(claims)
  else if (format === 'ndjson') for (const claim of claims) yield `${jsonOf(claim)}\n`
  else
    for (const [i, group] of [...groupBy(claims, claim => claim.location.document).values()].entries())
      yield `${i > 0 ? '\n' : ''}${tableOf(group, width)}`
}

function* jsonPieces(claims: Claim[]): Generator<string> {
  for (const [i, claim] of claims.entries())
    yield `${i > 0 ? ',' : '['}\n  ${jsonOf(claim, 2).replaceAll('\n', '\n  ')}`
  yield claims.length > 0 ? '\n]\n' : '[]\n'
}

function tableOf(claims: Claim[], width: number): string {
  const head = ['line', 'kind', 'proto', 'ports', 'from', 'to', 'about']
  const rows = claims.map(claim => [
    String(claim.location.line),
    claim.kind,
    claim.protocol ?? '',
    portsOf(claim),
    labels(claim.source),
    labels(claim.destination),
    about(claim),
  ])
  const title = `${stripControls(claims[0]!.location.document)}: ${claims.length} ${claims.length === 1 ? 'claim' : 'claims'}`
  const implied = claims.some(claim => [...claim.source, ...claim.destination].some(end => end.implied))
  return `${title}${implied ? ' (in brackets: inferred from context)' : ''}\n${drawTable(head, rows, width)}\n`
}

/** What the traffic is for and what limits it; most descriptions hold their conditions themselves. */
function about({ local, description, conditions }: Claim): string {
  const more = conditions.filter(condition => !description?.includes(condition))
  return [local ? 'local' : '', description ?? '', ...more].filter(Boolean).join('; ')
}

/** Endpoints in a line; those that are inferred from the context are in brackets. */
export function labels(endpoints: Claim['source']): string {
  return endpoints.map(({ label, implied }) => (implied ? `(${label})` : label)).join(', ')
}

/**
 * Repairs and notices in the form that users of vfile know.
 *
 * @param width terminal columns that it may take
 * @param color whether it may have colours
 */
export function formatNotices(notices: Notice[], width: number, color: boolean): string {
  const names = [...new Set(notices.map(notice => notice.file))]
  return reporter(
    names.map(name =>
      fileOf(
        name,
        notices.filter(notice => notice.file === name),
        width,
      ),
    ),
    { color },
  )
}

function fileOf(path: string, notices: Notice[], width: number): VFile {
  const file = new VFile({ path: stripControls(path) })
  const messages = notices.map(notice => {
    const options = { place: placeOf(notice), ruleId: notice.ruleId }
    const reason = stripControls(notice.reason)
    return notice.ruleId === 'maybe-ports' ? file.info(reason, options) : file.message(reason, options)
  })
  // A message's name is its place, behind the path.
  const indent = Math.max(...messages.map(({ name }) => name.length)) - file.path.length - 1 + label.length
  const rules = Math.max(...notices.map(({ ruleId }) => ruleId?.length ?? 0))
  for (const message of messages) {
    const lines = wrap(message.reason, Math.max(narrowest, width - indent - rules - 1))
    message.message = lines.join(`\n${' '.repeat(indent)}`)
  }
  return file
}

/** What stands between the place and the reason. */
const label = ' warning '
/** No reason is pressed into fewer columns. */
const narrowest = 20

function placeOf({ line, column, endLine, endColumn }: Notice) {
  const start = { line: line ?? 1, column: column ?? 1 }
  return endLine && endColumn ? { start, end: { line: endLine, column: endColumn } } : start
}
