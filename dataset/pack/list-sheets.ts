import type { Claim } from '../../schema/types.ts'
import { portsOf } from '../api/ports.ts'
import { delimiter } from '../columns.ts'
import type { Dataset } from '../load.ts'
import type { LineUrl, Sheet } from './sheet.ts'

/** Name of the sheet of the claims. */
export const claimsName = 'Claims made'

/** What the documents say, a row for each claim. */
export function claimSheet(claims: Claim[], lineUrl: LineUrl): Sheet {
  const labels = (ends: Claim['source']) => ends.map(({ label }) => label).join(delimiter) || null
  return {
    name: claimsName,
    header: ['id', 'stated_in', 'protocol', 'ports', 'source', 'destination', 'direction', 'description'],
    rows: claims.map(claim => [
      ...[
        claim.id,
        `${claim.location.document}:${claim.location.line}`,
        claim.protocol,
        portsOf(claim) || null,
      ],
      ...[labels(claim.source), labels(claim.destination), claim.direction, claim.description],
    ]),
    links: claims.flatMap(({ location: { document, line } }, row) => {
      const url = lineUrl(document, line)
      return url ? [{ row, column: 1, url }] : []
    }),
    fixed: 1,
  }
}

/** The documents, with their addresses. */
export function sourceSheet({ sources }: Dataset): Sheet {
  const header = ['id', 'title', 'product', 'version', 'language', 'license', 'document', 'url']
  return {
    name: 'Source documents',
    header,
    rows: sources.map(({ origin, ...source }) => [
      ...[source.id, source.title, source.product, source.version, source.language, source.license],
      ...[source.document, origin.url],
    ]),
    links: sources.flatMap(({ origin: { url } }, row) =>
      url ? [{ row, column: header.indexOf('url'), url }] : [],
    ),
    fixed: 1,
  }
}

/** The roles, and what the groups stand for. */
export function rolesSheet({ roles }: Dataset): Sheet {
  return {
    name: 'Roles and groups',
    header: ['id', 'title', 'kind', 'members'],
    rows: roles.map(({ id, title, kind, members }) => [id, title, kind, members.join(delimiter) || null]),
    links: [],
    fixed: 1,
  }
}
