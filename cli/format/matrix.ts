import { oneLine } from '../../check/report/plain.ts'
import type { Flow, Node } from '../../schema/types.ts'
import { portsOf } from './claims.ts'
import { drawTable, leastWidth } from './table.ts'

/** Draws the flows of each deployment as a From/To matrix with the ports where they cross. */
export function drawFlows(flows: Flow[], width: number): string {
  const deployments = new Map<string, Flow[]>()
  for (const flow of flows) {
    const name = [[flow.product, flow.version].filter(Boolean).join(' '), flow.deployment].join(' / ')
    deployments.set(name, [...(deployments.get(name) ?? []), flow])
  }
  const drawn = [...deployments].map(([name, own]) => `${oneLine(name)}\n${drawMatrix(own, width)}`)
  return [...drawn, '* only under conditions'].join('\n\n')
}

/** Columns that say the same share one; what does not fit the width goes into a further table. */
function drawMatrix(flows: Flow[], width: number): string {
  const rows = distinct(flows.map(flow => flow.from))
  const between = (from: string, to: string) =>
    cell(flows.filter(flow => key(flow.from) === from && key(flow.to) === to))
  const columns = alike(distinct(flows.map(flow => flow.to)), column =>
    rows.map(row => between(row, column)).join('|'),
  )
  const table = (shown: string[][]) => ({
    head: ['From \\ To', ...shown.map(names => names.map(nameOf).join('\n'))],
    body: rows.map(row => [nameOf(row), ...shown.map(([first]) => between(row, first!))]),
  })
  const parts: string[][][] = [[]]
  for (const column of columns) {
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

/** Ports by protocol, each once: `443, 2379-2380 tcp`. One that holds under conditions only has a `*`. */
function cell(flows: Flow[]): string {
  const protocols = [...new Set(flows.map(flow => flow.protocol ?? ''))].sort()
  return protocols
    .map(protocol =>
      portList(
        flows.filter(flow => (flow.protocol ?? '') === protocol),
        protocol,
      ),
    )
    .join('; ')
}

function portList(flows: Flow[], protocol: string): string {
  const ordered = [...flows].sort((a, b) => (a.ports?.first ?? 1e6) - (b.ports?.first ?? 1e6))
  const ports = [...new Set(ordered.map(flow => portsOf(flow)))]
  const always = new Set(flows.filter(flow => flow.required).map(flow => portsOf(flow)))
  return `${ports.map(port => (always.has(port) ? port : `${port}*`)).join(', ')} ${protocol}`.trim()
}

function key(node: Node): string {
  return `${node.kind}:${node.id}`
}

function nameOf(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}

function distinct(nodes: Node[]): string[] {
  return [...new Set(nodes.map(key))].sort()
}

/** Groups names that have the same content, in the order of their first. */
function alike(names: string[], content: (name: string) => string): string[][] {
  const groups = new Map<string, string[]>()
  for (const name of names) groups.set(content(name), [...(groups.get(content(name)) ?? []), name])
  return [...groups.values()]
}
