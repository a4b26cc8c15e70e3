// Lists the ports that a role needs, seen from it: what reaches it, and what it starts.
//
//   node examples/ports-of-role.js ROLE PRODUCT [DEPLOYMENT]
import { portsOf, query } from 'portolan-data'

const [role = 'rke2-server', product = 'rke2', deployment] = process.argv.slice(2)

for (const direction of ['inbound', 'outbound']) {
  // A role finds the flows of its groups, too: “all RKE2 nodes” are servers and agents.
  const flows = query({ product, ...(deployment && { deployment }), node: role, direction })
  console.log(`${role}, ${direction}`)
  for (const flow of flows) {
    const other = direction === 'inbound' ? `from ${flow.from.id}` : `to ${flow.to.id}`
    const when = Object.values(flow.when).flat().join(', ')
    console.log(`  ${portsOf(flow)}/${flow.protocol} ${other}${when && ` (only for ${when})`}`)
  }
}
