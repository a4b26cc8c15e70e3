// Tells what a firewall has to open, and what it may close, between an older state of the flows and the one that
// is installed. The older state is the data/flows.json of another version of the package.
//
//   npm pack portolan-data@OLD && tar xzf portolan-data-OLD.tgz package/data/flows.json
//   node examples/diff-versions.js package/data/flows.json [PRODUCT]
import { readFileSync } from 'node:fs'
import { explain, portsOf, query } from 'portolan-data'

const [file = 'examples/flows-before.json', product = 'rke2'] = process.argv.slice(2)
const before = query({ product }, JSON.parse(readFileSync(file, 'utf8')))
const after = query({ product })

const opened = without(after, before)
const closed = without(before, after)
for (const flow of opened) console.log(`open  ${name(flow)}, says ${explain(flow.id).claims[0].place}`)
for (const flow of closed) console.log(`close ${name(flow)}`)
console.log(`${opened.length} to open, ${closed.length} to close, ${after.length - opened.length} as before`)

/** An id is made of what a flow says, so that equal ids are equal facts. */
function without(flows, others) {
  const ids = new Set(others.map(({ id }) => id))
  return flows.filter(({ id }) => !ids.has(id))
}

function name(flow) {
  return `${portsOf(flow)}/${flow.protocol} from ${flow.from.id} to ${flow.to.id}`
}
