import type { Flow } from '../../schema/types.ts'
import { matrix } from '../api/matrix.ts'
import { portList } from '../api/ports.ts'
import { cellOf, columns } from '../columns.ts'
import { byDeployment } from '../export/deployments.ts'
import type { Dataset } from '../load.ts'
import { claimSheet, claimsName, rolesSheet, sourceSheet } from './list-sheets.ts'
import type { LineUrl, Sheet } from './sheet.ts'

/**
 * Arranges a dataset for people who work with spreadsheets: the flows of each product, who talks to whom,
 * what the documents say, and the names used.
 *
 * @param lineUrl where lines of documents are seen; the flows of others lead to the sheet of the claims
 */
export function sheetsOf(dataset: Dataset, lineUrl: LineUrl): Sheet[] {
  const products = [...new Set(dataset.flows.map(({ product }) => product))]
  const urlOf = keptOrOriginal(dataset, lineUrl)
  return [
    ...products.map((product, i) => flowSheet(product, i, dataset, urlOf)),
    matrixSheet(dataset.flows),
    claimSheet(dataset.claims, urlOf),
    sourceSheet(dataset),
    rolesSheet(dataset),
  ]
}

/** A document that is fetched is not kept: it has no lines but those of the original. */
function keptOrOriginal({ sources }: Dataset, lineUrl: LineUrl): LineUrl {
  const fetched = sources.filter(source => source.fetched)
  const originals = new Map(fetched.map(({ document, origin }) => [document, origin.url]))
  return (document, line) =>
    originals.get(document) ?? (originals.has(document) ? null : lineUrl(document, line))
}

function flowSheet(product: string, position: number, { flows, claims }: Dataset, lineUrl: LineUrl): Sheet {
  const own = flows.filter(flow => flow.product === product)
  const byId = new Map(claims.map(claim => [claim.id, claim]))
  const rowOf = new Map(claims.map(({ id }, i) => [id, i + 2]))
  const column = columns.findIndex(({ name }) => name === 'stated_in')
  return {
    name: nameFor(product, position),
    header: columns.map(({ name }) => name),
    rows: own.map(flow => columns.map(({ value }) => cellOf(value(flow, byId)) || null)),
    links: own.flatMap(({ claims: [first = ''] }, row) => {
      const at = byId.get(first)?.location
      if (!at) return []
      const url = lineUrl(at.document, at.line)
      return [{ row, column, ...(url ? { url } : { cell: `'${claimsName}'!A${rowOf.get(first)}` }) }]
    }),
    fixed: 1,
  }
}

/** What is no name of a sheet goes by its number: marks that are not allowed, and names that differ too late. */
function nameFor(product: string, position: number): string {
  return /^[a-z0-9][a-z0-9.-]{0,30}$/.test(product) ? product : `Product ${position + 1}`
}

/** A row for each end that starts traffic in a deployment, a column for each that listens anywhere. */
function matrixSheet(flows: Flow[]): Sheet {
  const to = [...new Set(matrix(flows).to.map(({ id }) => id))]
  const rows = byDeployment(flows).flatMap(({ flows: own }) => {
    const { product, version, deployment } = own[0]!
    const { from, to: listening, cells } = matrix(own)
    const at = to.map(id => listening.flatMap((node, i) => (node.id === id ? [i] : [])))
    return from.map((node, row) => [
      ...[product, version, deployment, node.id],
      ...at.map(places => portList(places.flatMap(i => cells[row]![i]!)) || null),
    ])
  })
  const header = ['product', 'version', 'deployment', 'from \\ to', ...to]
  return { name: 'From To matrix', header, rows, links: [], fixed: 4 }
}
