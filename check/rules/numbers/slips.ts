import { groupBy } from '../../group.ts'
import type { Problem, Rule } from '../../rule.ts'
import type { Fact, ProtocolSlip } from '../../survey/index.ts'
import { advice, citeStatement, idsOf, placeOf, purposeOf, replacing, statementPlace } from '../evidence.ts'
import { lines, table } from '../examples.ts'

const inbound = (...rows: string[]) => table('Protocol | Port | Source | Purpose', ...rows)
const etcd = 'TCP | 2379 | control plane nodes | etcd client requests'
const overlay = (protocol: string) =>
  lines(
    inbound(`${protocol} | 8472 | worker nodes | Flannel VXLAN overlay`),
    '\nWorker nodes need to reach other nodes over UDP port 8472.',
  )

/** Mistyped ports. */
export const portSlip: Rule = {
  id: 'port-slip',
  fixable: true,
  family: 'numbers',
  severity: 'error',
  description: 'A port is one typing error away from the port that the same thing has elsewhere.',
  why: 'A reader who opens the mistyped port finds the service unreachable, and no spelling checker or port registry finds the error: nearly every number is a registered port.',
  examples: [
    {
      title: 'a digit is lost',
      wrong: lines(
        `## etcd nodes: inbound\n\n${inbound(etcd)}\n\n## Control plane nodes: outbound\n`,
        table('Protocol | Port | Destination | Purpose', 'TCP | 379 | etcd nodes | etcd client requests'),
      ),
      right: inbound(
        etcd,
        'TCP | 2380 | etcd nodes | etcd peer communication',
        'TCP | 2381 | monitoring | etcd metrics',
      ),
      says: 'Port 379 should be 2379, for “etcd client requests”',
      fix: '2379',
    },
  ],
  check: ({ slips, meant }) =>
    slips.ports.map(({ statement, right, evidence, certain, exchanged }) => ({
      ...statementPlace(statement),
      message: `Port ${statement.value} should be ${right}${purposeOf(statement.facts[0]!, ', for ')}`,
      evidence: evidence.map(other => citeStatement(other, right)),
      suggestion: exchanged
        ? advice(`Exchange the ports of the two rows, or their words`)
        : replacing(statement, right),
      ...(!exchanged && { set: { ports: meant(statement.facts[0]!).ports } }),
      severity: certain ? 'error' : 'warning',
    })),
}

/** Mistyped protocols. */
export const protocolSlip: Rule = {
  id: 'protocol-slip',
  fixable: true,
  family: 'numbers',
  severity: 'error',
  description: 'A port is listed with a transport protocol that its service does not use.',
  why: 'A firewall that opens a port for TCP lets no UDP through: the rule looks right, and the traffic is dropped.',
  examples: [
    {
      wrong: overlay('TCP'),
      right: overlay('UDP'),
      says: 'Port 8472 should be UDP, not TCP, for “Flannel VXLAN overlay”',
      fix: 'UDP',
    },
  ],
  check: ({ slips }) => slips.protocols.map(protocolProblem),
}

function protocolProblem({ statements, stated, right, evidence, certain }: ProtocolSlip): Problem {
  const { page, value, facts } = statements[0]!
  const { location, spans } = facts[0]!.claim
  const written = spans.protocol && page.lineAt({ document: location.document, line: spans.protocol.line })
  const word = written?.slice(spans.protocol!.column - 1, spans.protocol!.endColumn - 1) ?? ''
  const isWord = word.toLowerCase() === stated
  const name = right.toUpperCase()
  const text = `Write ${name}`
  return {
    at: isWord ? placeOf(facts[0]!, 'protocol') : location,
    message: `Port ${value} should be ${name}, not ${stated.toUpperCase()}${purposeOf(facts[0]!, ', for ')}`,
    evidence: evidence.map(other => citeStatement(other, `${name} ${value}`)),
    suggestion: isWord
      ? { text, replacement: word === word.toLowerCase() ? right : name, span: spans.protocol }
      : advice(text),
    claims: statements.flatMap(statement => idsOf(statement.facts)),
    severity: certain ? 'error' : 'warning',
  }
}

const dns = (protocol: string) => inbound(`${protocol} | 53 | nodes | DNS`)
const matrix = (protocol: string) =>
  table('From / To | Worker nodes', `Clients | 30000-32767 ${protocol}`, 'Control plane nodes | 10250 TCP')

/** `UDP/UDP` for `TCP/UDP`. */
export const repeatedProtocol: Rule = {
  id: 'repeated-protocol',
  family: 'numbers',
  severity: 'warning',
  description: 'A protocol is named twice where two are meant.',
  why: 'Whoever copies the row opens only one protocol.',
  examples: [
    {
      wrong: dns('UDP/UDP'),
      right: dns('TCP/UDP'),
      says: '“UDP/UDP” names UDP twice; the other protocol may be missing',
    },
    {
      title: 'in a matrix',
      wrong: matrix('TCP / TCP'),
      right: matrix('TCP / UDP'),
      says: '“TCP / TCP” names TCP twice; the other protocol may be missing',
    },
  ],
  check: ({ facts }) => facts.flatMap(repeatedIn),
}

function repeatedIn({ claim, page }: Fact): Problem[] {
  const span = claim.spans.protocol ?? claim.spans.ports
  if (!span || span.line !== span.endLine || claim.protocol === null) return []
  const { document } = claim.location
  const rest = page.lineAt({ document, line: span.line }).slice(span.column - 1)
  // In a matrix the protocols follow the port.
  const written = claim.spans.protocol
    ? rest.slice(0, span.endColumn - span.column)
    : (/^[\d\s–-]*(\p{L}+(?:\s*[/,&]\s*\p{L}+)*)/u.exec(rest)?.[1] ?? '')
  const words = groupBy(written.toLowerCase().split(/[^\p{L}\p{N}]+/u), word => word)
  if ((words.get(claim.protocol)?.length ?? 0) < 2) return []
  const message = `“${written}” names ${claim.protocol.toUpperCase()} twice; the other protocol may be missing`
  return [{ at: { document, ...span }, message, claims: [claim.id] }]
}
