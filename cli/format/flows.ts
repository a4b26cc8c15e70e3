import { jsonOf, oneLine } from '../../check/report/plain.ts'
import { portsOf } from '../../dataset/api/ports.ts'
import { byDeployment, conditionWords, placeText } from '../../dataset/export/flows.ts'
import { toMarkdown } from '../../dataset/export/markdown.ts'
import { csvOf, flowsToCsv } from '../../dataset/table.ts'
import { requestColumns } from '../../rules/targets/sheet.ts'
import type { Flow } from '../../schema/types.ts'
import { versionText } from '../../schema/versions.ts'
import { drawTable } from './table.ts'

/** The ways in which flows are written out. */
export const flowFormats = ['table', 'json', 'ndjson', 'csv', 'markdown', 'sheet'] as const
export type FlowFormat = (typeof flowFormats)[number]

/**
 * Writes flows: tables for people, one for each deployment, or data for programs.
 *
 * @param width terminal columns that tables may take
 */
export function formatFlows(flows: Flow[], format: FlowFormat, width: number): string {
  if (format === 'json') return `${jsonOf(flows, 2)}\n`
  if (format === 'ndjson') return flows.map(flow => `${jsonOf(flow)}\n`).join('')
  if (format === 'csv') return flowsToCsv(flows)
  if (format === 'markdown') return toMarkdown(flows)
  if (format === 'sheet') return sheetOf(flows)
  return byDeployment(flows)
    .map(({ name, flows }) => `${oneLine(name)}: ${countFlows(flows.length)}\n${tableOf(flows, width)}\n`)
    .join('\n')
}

const sheetHead = [...requestColumns, 'Says who', 'Version', 'Status']

/** A request to those who open ports, as CSV: they fill in the addresses. Traffic on a node needs no firewall. */
function sheetOf(flows: Flow[]): string {
  const rows = flows
    .filter(({ local }) => !local)
    .toSorted(byEnds)
    .map((flow, i) => [
      ...[String(i + 1), flow.from.id, '', flow.to.id, '', flow.protocol ?? '', portsOf(flow)],
      ...[flow.service ?? '', conditionWords(flow), flow.places.map(placeText).join('\n')],
      ...[versionText(flow), flow.status],
    ])
  return csvOf(sheetHead, rows)
}

/** `1 flow`, `7 flows` */
export function countFlows(count: number): string {
  return `${count} ${count === 1 ? 'flow' : 'flows'}`
}

const head = ['from', 'to', 'ports', 'service', 'notes']

/** Columns that nothing stands in are left out. */
function tableOf(flows: Flow[], width: number): string {
  const rows = flows.toSorted(byEnds).map(rowOf)
  const kept = head.map((_, i) => i).filter(i => rows.some(row => row[i] !== ''))
  const pick = (row: string[]) => kept.map(i => row[i]!)
  return drawTable(pick(head), rows.map(pick), width)
}

/** Of flows between the same ends the lowest port goes first. */
function byEnds(a: Flow, b: Flow): number {
  const ends = ({ from, to, local }: Flow) => `${from.id}\n${to.id}\n${local}`
  const first = ({ ports }: Flow) => ports?.first ?? 1e6
  return ends(a) === ends(b) ? first(a) - first(b) : 0
}

function rowOf(flow: Flow): string[] {
  const { from, to, protocol, service } = flow
  return [from.id, to.id, `${portsOf(flow)} ${protocol ?? ''}`.trim(), service ?? '', notesOf(flow)]
}

/** What limits a flow, and what is to be known about it. */
function notesOf(flow: Flow): string {
  const { local, status, stated } = flow
  const conditions = conditionWords(flow)
  const was = stated?.ports || stated?.portText ? portsOf({ ports: null, portText: null, ...stated }) : ''
  const notes = [
    conditions && `if ${conditions}`,
    local && 'local',
    status === 'corrected' && (was ? `was ${was}` : 'corrected'),
    status === 'disputed' && 'disputed',
  ]
  return notes.filter(Boolean).join('; ')
}
