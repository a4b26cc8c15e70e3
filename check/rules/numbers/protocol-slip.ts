import type { Rule } from '../../rule.ts'
import type { ProtocolSlip } from '../../survey/index.ts'
import { cite } from '../places.ts'

const table = (protocol: string) =>
  [
    '| Protocol | Port | Source | Description |',
    '| --- | --- | --- | --- |',
    `| ${protocol} | 8472 | worker nodes | Flannel VXLAN overlay |`,
    '',
    'Worker nodes need to reach other nodes over UDP port 8472.',
  ].join('\n')

export const protocolSlip: Rule = {
  id: 'protocol-slip',
  family: 'numbers',
  severity: 'warning',
  description: 'A port stands with a transport protocol that its service does not use.',
  why: 'A firewall that opens a port for TCP lets no UDP through: the rule looks right, and the traffic is dropped.',
  examples: [{ wrong: table('TCP'), right: table('UDP'), says: '8472 should be UDP', fix: 'UDP' }],
  check: ({ slips }) => slips.protocols.map(problem),
}

function problem({ statements, stated, right, evidence, certain }: ProtocolSlip) {
  const { page, value, facts } = statements[0]!
  const { location, spans, description } = facts[0]!.claim
  const written = spans.protocol && page.lineAt({ document: location.document, line: spans.protocol.line })
  const word = written?.slice(spans.protocol!.column - 1, spans.protocol!.endColumn - 1) ?? ''
  const isWord = word.toLowerCase() === stated
  const asWritten = word === word.toLowerCase() ? right : right.toUpperCase()
  const purpose = description && description.length <= 60 ? `, for “${description}”` : ''
  return {
    at: isWord ? { document: location.document, ...spans.protocol! } : location,
    message: `Port ${value} should be ${right.toUpperCase()}, not ${stated.toUpperCase()}${purpose}`,
    evidence: evidence.map(other => cite(other, `${right.toUpperCase()} ${value}`)),
    suggestion: {
      text: `Write ${right.toUpperCase()}`,
      replacement: isWord ? asWritten : null,
      span: isWord ? spans.protocol : null,
    },
    claims: statements.flatMap(statement => statement.facts.map(fact => fact.claim.id)),
    severity: certain ? ('error' as const) : ('warning' as const),
  }
}
