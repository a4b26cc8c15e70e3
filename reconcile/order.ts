import type { Ports } from '../schema/types.ts'

/** Order of plain strings by code unit: the same on every machine. */
export function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** Order of claim ids: source, then line, then number on the line. */
export function byClaimId(a: string, b: string): number {
  const [x, y] = [parts(a), parts(b)]
  return byText(x.source, y.source) || x.line - y.line || x.n - y.n
}

/** A range from its lower end: a document may state it the other way round, and means the same ports. */
export function ascending(ports: Ports | null): Ports | null {
  return ports && ports.first > ports.last ? { first: ports.last, last: ports.first } : ports
}

/** Both lists in one, without repeats. */
export function union(a: string[], b: string[], order: (a: string, b: string) => number): string[] {
  return [...new Set([...a, ...b])].sort(order)
}

function parts(id: string): { source: string; line: number; n: number } {
  const [, source = id, line = 0, n = 0] = /^(.+):(\d+):(\d+)$/.exec(id) ?? []
  return { source, line: Number(line), n: Number(n) }
}
