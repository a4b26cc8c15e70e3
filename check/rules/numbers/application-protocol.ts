import type { Claim } from '../../../schema/types.ts'
import { groupBy } from '../../group.ts'
import type { Rule } from '../../rule.ts'

const table = (protocol: string) =>
  `| Protocol | Port | Source | Description |\n| --- | --- | --- | --- |\n| TCP | 22 | administrators | SSH |\n| ${protocol} | 443 | browsers | web interface |`

export const applicationProtocol: Rule = {
  id: 'application-protocol',
  family: 'numbers',
  severity: 'info',
  description: 'The column of protocols holds what is spoken over a port, such as HTTPS, not its transport.',
  why: 'A firewall rule needs TCP or UDP. Most names tell one of them, but HTTP/3 and DNS use both.',
  examples: [{ wrong: table('HTTPS'), right: table('TCP'), says: 'HTTPS' }],
  check({ facts }) {
    const units = groupBy(
      facts.filter(({ claim }) => isApplication(claim)),
      ({ unit }) => unit,
    )
    return [...units.values()].map(([first, ...others]) => {
      const { claim } = first!
      const at = claim.spans.protocol
        ? { document: claim.location.document, ...claim.spans.protocol }
        : claim.location
      const transport = claim.protocol ? `; it runs over ${claim.protocol.toUpperCase()}` : ''
      return {
        at,
        message: `“${claim.protocolText}” is no transport protocol${transport}`,
        evidence: others.map(({ claim: { location, protocolText } }) => ({
          document: location.document,
          line: location.line,
          column: location.column,
          note: `“${protocolText}” too`,
        })),
        claims: [claim.id, ...others.map(fact => fact.claim.id)],
      }
    })
  },
}

/** Words that were read as TCP or UDP without saying so. */
function isApplication({ protocol, protocolText }: Claim): boolean {
  const isTransport = protocol === 'tcp' || protocol === 'udp'
  return isTransport && protocolText !== null && !/tcp|udp/i.test(protocolText)
}
