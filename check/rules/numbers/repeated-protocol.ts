import type { Rule } from '../../rule.ts'
import type { Fact } from '../../survey/index.ts'

const table = (protocol: string) =>
  `| Protocol | Port | Source | Description |\n| --- | --- | --- | --- |\n| ${protocol} | 53 | nodes | DNS |`

const matrix = (protocol: string) =>
  `| From / To | Worker nodes |\n| --- | --- |\n| Clients | 30000-32767 ${protocol} |\n| Control plane nodes | 10250 TCP |`

export const repeatedProtocol: Rule = {
  id: 'repeated-protocol',
  family: 'numbers',
  severity: 'warning',
  description: 'A protocol is named twice where two are meant.',
  why: 'Whoever copies the row opens one protocol only.',
  examples: [
    { wrong: table('UDP/UDP'), right: table('TCP/UDP'), says: 'twice' },
    { title: 'in a matrix', wrong: matrix('TCP / TCP'), right: matrix('TCP / UDP'), says: 'twice' },
  ],
  check: ({ facts }) => facts.flatMap(problemOf),
}

function problemOf({ claim, page }: Fact) {
  const span = claim.spans.protocol ?? claim.spans.ports
  if (!span || span.line !== span.endLine || claim.protocol === null) return []
  const { document } = claim.location
  const rest = page.lineAt({ document, line: span.line }).slice(span.column - 1)
  const written = claim.spans.protocol ? rest.slice(0, span.endColumn - span.column) : behind(rest)
  const words = written.toLowerCase().split(/[^\p{L}\p{N}]+/u)
  if (words.filter(word => word === claim.protocol).length < 2) return []
  const message = `“${written}” names ${claim.protocol.toUpperCase()} twice; the other one may be missing`
  return [{ at: { document, ...span }, message, claims: [claim.id] }]
}

/** In a matrix the protocols stand behind the port. */
function behind(text: string): string {
  return /^[\d\s–-]*(\p{L}+(?:\s*[/,&]\s*\p{L}+)*)/u.exec(text)?.[1] ?? ''
}
