import { stringify } from 'csv-stringify/sync'
import type { Claim, Flow } from '../schema/types.ts'

/**
 * Writes flows as CSV (RFC 4180), one row per flow, lists joined with ` | `.
 *
 * Cells that a spreadsheet would take for a formula are escaped.
 */
export function flowsToCsv(flows: Flow[], claims: Map<string, Claim>): string {
  return stringify(
    flows.map(flow => toRow(flow, claims)),
    { header: true, escape_formulas: true, record_delimiter: '\n' },
  )
}

function toRow(flow: Flow, claims: Map<string, Claim>): Record<string, string | number> {
  return {
    id: flow.id,
    product: flow.product,
    version: flow.version ?? '',
    deployment: flow.deployment,
    from_kind: flow.from.kind,
    from: flow.from.id,
    to_kind: flow.to.kind,
    to: flow.to.id,
    protocol: flow.protocol ?? '',
    first_port: flow.ports?.first ?? '',
    last_port: flow.ports?.last ?? '',
    port_text: flow.portText ?? '',
    service: flow.service ?? '',
    local: flow.local ? 'yes' : 'no',
    required: flow.required ? 'yes' : 'no',
    when: Object.entries(flow.when)
      .map(([key, value]) => `${key}=${[value].flat().join('+')}`)
      .join(' | '),
    conditions: flow.conditions.join(' | '),
    status: flow.status,
    corrections: flow.corrections.join(' | '),
    stated_in: [...new Set(flow.claims.map(id => placeOf(claims.get(id))))].join(' | '),
  }
}

function placeOf(claim: Claim | undefined): string {
  return claim ? `${claim.location.document}:${claim.location.line}` : ''
}
