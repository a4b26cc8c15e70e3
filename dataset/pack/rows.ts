import type { Claim, Finding, Flow } from '../../schema/types.ts'
import type { RoleRecord, ServiceRecord, SourceRecord } from '../api/records.ts'
import { cellOf, columns, delimiter } from '../columns.ts'
import type { Dataset } from '../load.ts'

/** A value in the database. */
export type SqlValue = string | number | null

/** For each table its rows, in the order in which the tables refer to each other. */
export function rowsOf(dataset: Dataset): [table: string, rows: SqlValue[][]][] {
  const { flows, claims, findings, sources, roles, services } = dataset
  const sourceIds = new Map(sources.map(({ id, document }) => [document, id]))
  return [
    ['sources', sources.map(sourceRow)],
    ['roles', roles.map(({ id, title, kind }) => [id, title, kind])],
    ['group_members', roles.flatMap(membersOf)],
    ['services', services.map(({ id, title, names }) => [id, title, names.join(delimiter)])],
    ['service_ports', services.flatMap(portsOf)],
    ['claims', claims.map(claim => claimRow(claim, sourceIds.get(claim.location.document) ?? ''))],
    ['flows', flows.map(flowRow)],
    ['flow_claims', flows.flatMap(({ id, claims }) => claims.map((claim, i) => [id, i + 1, claim]))],
    ['findings', findings.map(findingRow)],
    ['finding_claims', findings.flatMap(({ id, claims }) => claims.map(claim => [id, claim]))],
    ['flow_findings', flows.flatMap(({ id, findings }) => findings.map(finding => [id, finding]))],
  ]
}

/** Columns of the flows' table that others stand for here. */
const elsewhere = ['findings', 'stated_in']

function flowRow(flow: Flow): SqlValue[] {
  return columns
    .filter(({ name }) => !elsewhere.includes(name))
    .map(({ value }) => {
      const cell = value(flow, new Map())
      return typeof cell === 'boolean' ? Number(cell) : cell === null ? null : cellOf(cell)
    })
}

function sourceRow(source: SourceRecord): SqlValue[] {
  const { id, product, version, language, format, title, document, origin, license, sha256 } = source
  return [id, product, version, language, format, title, document, origin.url, license, sha256]
}

function membersOf({ id, members }: RoleRecord): SqlValue[][] {
  return members.map(member => [id, member])
}

function portsOf({ id, ports }: ServiceRecord): SqlValue[][] {
  return ports.map(({ protocol, first, last }) => [id, protocol, first, last])
}

function claimRow(claim: Claim, source: string): SqlValue[] {
  const { id, location, kind, protocol, ports, portText, direction, description } = claim
  const labels = (ends: Claim['source']) => ends.map(({ label }) => label).join(delimiter)
  return [
    ...[id, source, location.line, kind, protocol],
    ...[ports?.first ?? null, ports?.last ?? null, portText],
    ...[labels(claim.source), labels(claim.destination), direction, Number(claim.local)],
    ...[claim.conditions.join(delimiter), claim.context.join(delimiter), description],
  ]
}

function findingRow({ id, rule, severity, message, location, suggestion, corrected }: Finding): SqlValue[] {
  const { document, line } = location
  return [id, rule, severity, message, document, line, suggestion?.text ?? null, Number(corrected)]
}
