import type { Node } from '../../schema/types.ts'

/** A node as it serves for a key. */
export function keyOf({ kind, id }: Node): string {
  return `${id}\n${kind}`
}

/** Nodes each once, sorted by their ids. */
export function distinct(nodes: Node[]): Node[] {
  const byKey = new Map(nodes.map(node => [keyOf(node), node]))
  return [...byKey.values()].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
}
