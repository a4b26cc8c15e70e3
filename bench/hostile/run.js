// npm run bench:hostile: how long inputs take that are made to be slow, at sizes that double up to the size limit.
// Told are CPU seconds of the whole chain (pre-filter, extract, reconcile, check, diff), for the last size; a
// doubling may double the time plus a fifth. Ends with status 1 when one takes more.
//
//   --only TEXT;…    inputs whose names have one of the texts (default: all, which takes hours)
//   --sweep          all in one process, three small sizes each: quicker, and no word on memory
//   --max N          the largest size, in characters (default: the size limit; with --sweep 80000)
//   --doublings N    how many sizes before it, each half of the next (default: 6; with --sweep 2)
//   --stop N         seconds after which a size is given up (default: 60; with --sweep 10)
//   --jobs N         processes at once (default: one less than there are processors)
//   --json           a line of JSON for each input, with all sizes
import { availableParallelism } from 'node:os'
import { defaultLimits } from '../../dist/extract/limits.js'
import { argumentsOf } from '../arguments.js'
import { inputs } from './inputs.js'
import { measurer } from './measure.js'
import { judge, row } from './verdict.js'

const { values } = argumentsOf({
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
