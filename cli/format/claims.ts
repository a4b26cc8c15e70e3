import { jsonOf } from '../../check/report/plain.ts'
import type { Claim } from '../../schema/types.ts'
import { drawTable, stripControls } from './table.ts'

/** The ways in which claims are written out. */
export const claimFormats = ['table', 'json', 'ndjson'] as const
export type ClaimFormat = (typeof claimFormats)[number]

/** Writes claims as a table for people, as one JSON array, or as one JSON object a line. */
export function formatClaims(claims: Claim[], format: ClaimFormat, width: number): string {
  if (format === 'json') return `${jsonOf(claims, 2)}\n`
  if (format === 'ndjson') return claims.map(claim => `${jsonOf(claim)}\n`).join('')
  return claims.length === 0
    ? ''
    : byDocument(claims)
        .map(group => tableOf(group, width))
        .join('\n')
}

function byDocument(claims: Claim[]): Claim[][] {
  const groups = new Map<string, Claim[]>()
  for (const claim of claims) {
    const group = groups.get(claim.location.document)
    if (group) group.push(claim)
    else groups.set(claim.location.document, [claim])
  }
  return [...groups.values()]
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
  return `${title}${implied ? ' (in brackets: told by the context)' : ''}\n${drawTable(head, rows, width)}\n`
}

/** What the traffic is for and what limits it; most descriptions hold their conditions themselves. */
function about({ local, description, conditions }: Claim): string {
  const more = conditions.filter(condition => !description?.includes(condition))
  return [local ? 'local' : '', description ?? '', ...more].filter(Boolean).join('; ')
}

/** A port or range as people write it, or the words that the document has instead. */
export function portsOf({ ports, portText }: Pick<Claim, 'ports' | 'portText'>): string {
  if (!ports) return portText ?? ''
  return ports.first === ports.last ? String(ports.first) : `${ports.first}-${ports.last}`
}

/** Endpoints that come from the context stand in brackets. */
function labels(endpoints: Claim['source']): string {
  return endpoints.map(({ label, implied }) => (implied ? `(${label})` : label)).join(', ')
}
