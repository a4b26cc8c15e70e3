// npm run bench:hostile [-- --only TEXT;… --max CHARACTERS --stop SECONDS --sweep --json]
// How long inputs take that are made to be slow, at sizes that double up to the size limit: CPU seconds of
// the whole chain (pre-filter, extract, reconcile, check, diff). A doubling may double the time plus a fifth.
// --sweep: all inputs in one process, three small sizes each: minutes, and no word on memory.
import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { defaultLimits } from '../../dist/extract/limits.js'
import { inputs } from './inputs.js'
import { measurer } from './measure.js'
import { judge, row } from './verdict.js'

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    sweep: { type: 'boolean', default: false },
    max: { type: 'string' },
    stop: { type: 'string' },
    jobs: { type: 'string', default: String(Math.max(1, availableParallelism() - 1)) },
    doublings: { type: 'string' },
    json: { type: 'boolean' },
  },
})
const usual = values.sweep
  ? { max: 80_000, stop: 10, doublings: 2 }
  : { max: defaultLimits.size, stop: 60, doublings: 6 }
const number = name => Number(values[name] ?? usual[name])
const sizes = Array.from({ length: number('doublings') + 1 }, (_, n) =>
  Math.floor(number('max') / 2 ** (number('doublings') - n)),
)
const wanted = values.only.split(';')
const waiting = inputs.filter(({ name }) => wanted.some(part => name.includes(part)))
const failed = []

if (!values.json) console.log(row())
await Promise.all(Array.from({ length: Number(values.jobs) }, work))
console.log(`${failed.length} fail${failed.map(name => `\n  ${name}`).join('')}`)
process.exitCode = failed.length > 0 ? 1 : 0

async function work() {
  const { measure, end } = measurer({ sizes, stop: number('stop'), shared: values.sweep })
  for (let input = waiting.shift(); input; input = waiting.shift()) {
    const result = judge(await measure(input.name))
    if (!result.passes) failed.push(input.name)
    console.log(values.json ? JSON.stringify({ name: input.name, ...result }) : row(input.name, result))
  }
  end()
}
