import type { Flow, Node } from '../../../schema/types.ts'
import { flow } from '../../reconcile/build.ts'

/** A flow between two roles, by words: `lamp>keeper tcp/7443`. */
export function between(words: string, values: Partial<Flow> = {}): Flow {
  const [, from, to, protocol, first, last] = /^(.+)>(.+) (\w+)\/(\d+)(?:-(\d+))?$/.exec(words)!
  return flow({
    id: words,
    product: 'light',
    deployment: 'house',
    from: node(from!),
    to: node(to!),
    protocol: protocol!,
    ports: { first: Number(first), last: Number(last ?? first) },
    ...values,
  })
}

function node(id: string): Node {
  if (id === 'any') return { kind: 'any', id }
  return { kind: id.endsWith('s') ? 'group' : 'role', id }
}

/** Groups that `between` knows by their last letter. */
export const groups = [
  { id: 'lights', members: ['lamp', 'keepers'] },
  { id: 'keepers', members: ['keeper', 'warden'] },
]
