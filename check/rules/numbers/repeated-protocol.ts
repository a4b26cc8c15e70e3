import type { Rule } from '../../rule.ts'
import type { Fact } from '../../survey/index.ts'

const table = (protocol: string) =>
  `| Protocol | Port | Source | Description |\n| --- | --- | --- | --- |\n| ${protocol} | 53 | nodes | DNS |`

export const repeatedProtocol: Rule = {
  id: 'repeated-protocol',
  family: 'numbers',
  severity: 'warning',
  description: 'A protocol is named twice where two are meant.',
  why: 'Whoever copies the row opens one protocol only.',
  examples: [{ wrong: table('UDP/UDP'), right: table('TCP/UDP'), says: 'twice' }],
  check: ({ facts }) => facts.flatMap(problemOf),
}

function problemOf({ claim, page }: Fact) {
  const span = claim.spans.protocol
  if (!span) return []
  const { document } = claim.location
  const written = page.lineAt({ document, line: span.line }).slice(span.column - 1, span.endColumn - 1)
  const words = written
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(word => word !== '')
  const twice = words.find((word, i) => words.indexOf(word) < i && word === claim.protocol)
  if (!twice) return []
  const message = `“${written}” names ${twice.toUpperCase()} twice; the other one may be missing`
  return [{ at: { document, ...span }, message, claims: [claim.id] }]
}
