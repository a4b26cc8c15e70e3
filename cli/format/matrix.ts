import { groupBy } from '../../check/group.ts'
import { jsonOf, oneLine } from '../../check/report/plain.ts'
import { type Matrix, matrix } from '../../dataset/api/matrix.ts'
import { portList } from '../../dataset/api/ports.ts'
import { byDeployment } from '../../dataset/export/flows.ts'
import { cell, markdownTable } from '../../dataset/export/markdown.ts'
import { csvOf } from '../../dataset/table.ts'
import { areaOf } from '../../reconcile/index.ts'
import type { Flow } from '../../schema/types.ts'
import { drawTable, leastWidth } from './table.ts'

/** The ways in which matrices are written out. */
export const matrixFormats = ['table', 'json', 'csv', 'markdown'] as const
export type MatrixFormat = (typeof matrixFormats)[number]

/**
 * Writes a From/To matrix for each deployment of the flows. As CSV they share their columns.
 *
 * @param width terminal columns that a drawn one may take
 */
export function formatMatrices(flows: Flow[], format: MatrixFormat, width: number): string {
  if (format === 'table') return `${drawFlows(flows, width)}\n`
  const deployments = byDeployment(flows).map(({ name, flows }) => ({ name, flows, matrix: matrix(flows) }))
  if (format === 'json') return `${jsonOf(deployments.map(recordOf), 2)}\n`
  if (format === 'csv') return csv(flows)
  const sections = deployments.map(({ name, matrix }) => {
    const rows = matrix.from.map((from, i) => [from.id, ...cellsOf(matrix, i)])
    return `## ${cell(name)}\n\n${markdownTable(['From \\ To', ...matrix.to.map(({ id }) => id)], rows)}`
  })
  return `${sections.join('\n')}\n\\* only under conditions\n`
}

function recordOf({ flows, matrix }: { flows: Flow[]; matrix: Matrix<Flow> }) {
  const { product, versions, archived, deployment } = flows[0]!
  const cells = matrix.cells.map(row => row.map(cell => cell.map(({ id }) => id)))
  const about = { product, archived, ...(archived && { versions }), deployment }
  return { ...about, from: matrix.from, to: matrix.to, cells }
}

function csv(flows: Flow[]): string {
  const { to } = matrix(flows)
  const head = ['product', 'deployment', 'from', ...to.map(({ id }) => id)]
  const rows = byDeployment(flows).flatMap(({ flows: own }) => {
    const [product, deployment] = areaOf(own[0]!).split('/')
    // Flows of others keep the columns the same; their rows are empty.
    const all = matrix([...own, ...flows.map(flow => ({ ...flow, from: nobody }))])
    return all.from
      .map((from, i) => [product!, deployment!, from.id, ...cellsOf(all, i)])
      .filter((_, i) => all.from[i] !== nobody)
  })
  return csvOf(head, rows)
}

const nobody = { kind: 'unknown', id: '' } as const

function cellsOf({ cells }: Matrix<Flow>, row: number): string[] {
  return cells[row]!.map(flows => portList(flows))
}

/** Draws the flows of each deployment as a From/To matrix with the ports where they cross. */
export function drawFlows(flows: Flow[], width: number): string {
  const drawn = byDeployment(flows).map(
    ({ name, flows: own }) => `${oneLine(name)}\n${drawMatrix(own, width)}`,
  )
  return [...drawn, '* only under conditions'].join('\n\n')
}

/** Columns with the same content share one; what does not fit the width goes into a further table. */
function drawMatrix(flows: Flow[], width: number): string {
  const { from, to, cells } = matrix(flows)
  const ports = cells.map(row => row.map(flows => portList(flows)))
  const alike = groupBy([...to.keys()], column => ports.map(row => row[column]).join('|'))
  const table = (shown: number[][]) => ({
    head: ['From \\ To', ...shown.map(columns => columns.map(column => to[column]!.id).join('\n'))],
    body: from.map(({ id }, row) => [id, ...shown.map(([first]) => ports[row]![first!]!)]),
  })
  const parts: number[][][] = [[]]
  for (const column of alike.values()) {
    const { head, body } = table([...parts.at(-1)!, column])
    if (leastWidth(head, body) > width && parts.at(-1)!.length > 0) parts.push([column])
    else parts.at(-1)!.push(column)
  }
  return parts
    .map(table)
    .map(({ head, body }) =>
      drawTable(
        head,
        body.filter(row => row.slice(1).some(Boolean)),
        width,
      ),
    )
    .join('\n')
}
