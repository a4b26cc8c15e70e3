import type { Flow, Node } from '../../../schema/types.ts'
import { flow } from '../../reconcile/build.ts'

/** Words that would be markup, or end what they stand in, in one of the formats. */
export const hostile = [
  '"]; click n1 "javascript:alert(1)"',
  '%%{init: {"theme":"dark"}}%%',
  '1. first',
  '- a',
  '`md` **bold** _x_ ~~y~~',
  '</text><script>alert(1)</script>',
  '&lt;b&gt; &amp; #35; #quot;',
  'back\\slash\\n \\N',
  'trailing\\',
  'a|b',
  'a\nb\r\nc',
  '\u202eabc\u0007',
  ']]> --> <!-- x',
  'graph TD; A-->B',
  'end',
  '雾号，港口',
  'style n1 fill:#f00',
  'fa:fa-ban',
  '=1+1',
  '@team #12 [a](b) <img src=x>',
  '\ud800',
]

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

/** Flows that say the same hostile words wherever a document's words may stand. */
export function saying(words: string): Flow[] {
  const host: Node = { kind: 'host', id: words }
  const values = { ports: null, portText: words, conditions: [words], required: false }
  return [
    flow({ id: words, from: host, ...values }),
    flow({ id: `${words}2`, from: node('etcd'), to: host, deployment: words, ...values }),
  ]
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
