// Makes a spreadsheet of a deployment for those who write the firewall's rules: CSV, a row for each flow,
// with the line of the document that says so.
//
//   node examples/spreadsheet.js [PRODUCT] [DEPLOYMENT] > rules.csv
import { explain, portsOf, query } from 'portolan-data'

const [product = 'rke2', deployment = 'cluster'] = process.argv.slice(2)
const head = ['from', 'to', 'protocol', 'ports', 'service', 'only for', 'status', 'says who']

const rows = query({ product, deployment }).map(flow => [
  flow.from.id,
  flow.local ? 'the same node' : flow.to.id,
  flow.protocol ?? '',
  portsOf(flow),
  flow.service ?? '',
  [...Object.values(flow.when).flat(), ...flow.conditions].join('; '),
  flow.status,
  explain(flow).claims[0].place,
])

for (const row of [head, ...rows]) console.log(row.map(cell).join(','))

/** A spreadsheet would run a text that begins like a formula. */
function cell(text) {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
