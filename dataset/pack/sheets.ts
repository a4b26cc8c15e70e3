import { areaOf } from '../../reconcile/index.ts'
import type { Claim, Flow } from '../../schema/types.ts'
import { matrix } from '../api/matrix.ts'
import { lineUrl as originalUrl, sourceFinder } from '../api/places.ts'
import { portList, portsOf } from '../api/ports.ts'
import { byDeployment } from '../export/flows.ts'
import type { Dataset } from '../files.ts'
import { cellOf, columns, delimiter } from '../table.ts'

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

/** A document that is fetched is not kept: its lines are those of the original. */
function keptOrOriginal({ sources }: Dataset, lineUrl: LineUrl): LineUrl {
  const sourceOf = sourceFinder(sources)
  return (document, line) => {
    const source = sourceOf(document)
    return source?.upstream ? originalUrl(source, { document, line }) : lineUrl(document, line)
  }
}

function flowSheet(product: string, position: number, { flows, claims }: Dataset, lineUrl: LineUrl): Sheet {
  const own = flows.filter(flow => flow.product === product)
  const byId = new Map(claims.map(claim => [claim.id, claim]))
  const rowOf = new Map(claims.map(({ id }, i) => [id, i + 2]))
  const column = columns.findIndex(({ name }) => name === 'stated_in')
  return {
    name: nameFor(product, position),
    header: columns.map(({ name }) => name),
    rows: own.map(flow => columns.map(({ value }) => cellOf(value(flow)) || null)),
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
    const [product, deployment] = areaOf(own[0]!).split('/')
    const { from, to: listening, cells } = matrix(own)
    const at = to.map(id => listening.flatMap((node, i) => (node.id === id ? [i] : [])))
    return from.map((node, row) => [
      ...[product!, deployment!, node.id],
      ...at.map(places => portList(places.flatMap(i => cells[row]![i]!)) || null),
    ])
  })
  const header = ['product', 'deployment', 'from \\ to', ...to]
  return { name: 'From To matrix', header, rows, links: [], fixed: 3 }
}

/** Name of the sheet of the claims. */
const claimsName = 'Claims made'

/** What the documents say, a row for each claim. */
function claimSheet(claims: Claim[], lineUrl: LineUrl): Sheet {
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
function sourceSheet({ sources }: Dataset): Sheet {
  const header = ['id', 'title', 'product', 'version', 'language', 'license', 'document', 'url']
  return {
    name: 'Source documents',
    header,
    rows: sources.map(({ origin, ...source }) => [
      ...[
        source.id,
        source.title,
        source.product,
        source.versions.join(', '),
        source.language,
        source.license,
      ],
      ...[source.document, origin.url],
    ]),
    links: sources.flatMap(({ origin: { url } }, row) =>
      url ? [{ row, column: header.indexOf('url'), url }] : [],
    ),
    fixed: 1,
  }
}

/** The roles, and what the groups stand for. */
function rolesSheet({ roles }: Dataset): Sheet {
  return {
    name: 'Roles and groups',
    header: ['id', 'title', 'kind', 'members'],
    rows: roles.map(({ id, title, kind, members }) => [id, title, kind, members.join(delimiter) || null]),
    links: [],
    fixed: 1,
  }
}

/** A sheet of the workbook. Texts stay texts whatever they begin with. */
export interface Sheet {
  /** Names with a blank cannot meet those of products. */
  name: string
  header: string[]
  rows: (string | number | null)[][]
  /** Where cells lead: to an address on the web, or to a cell such as `'Claims made'!A7`. */
  links: Link[]
  /** Columns that stay in sight at the left. */
  fixed: number
}

/** A cell that leads somewhere; rows and columns are counted from 0, the header not among them. */
interface Link {
  row: number
  column: number
  url?: string
  cell?: string
}

/** Gives the address of a line of a document on the web; null when there is none. */
export type LineUrl = (document: string, line: number) => string | null

/** Where a package is developed, from its `package.json`. */
interface Published {
  version?: string
  repository?: string | { url?: string }
}

/**
 * Leads to lines of documents in the repository, as they were when the package was made.
 *
 * @returns gives no address when the repository is not on GitHub, or not known
 */
export function lineUrlIn({ version, repository }: Published): LineUrl {
  const url = typeof repository === 'object' ? repository.url : repository
  const name = /github\.com[/:]([\w.-]+\/[\w.-]+?)(?:\.git)?$/.exec(url ?? '')?.[1]
  if (!name || !version) return () => null
  // A page that is rendered has no lines.
  return (document, line) =>
    `https://github.com/${name}/blob/v${version}/${encodeURI(document)}?plain=1#L${line}`
}
