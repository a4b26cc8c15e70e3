// npm run bench:hostile [-- --only TEXT;… --max CHARACTERS --stop SECONDS --json]
// How long inputs take that are made to be slow, at sizes that double up to the size limit: CPU seconds of
// the whole chain (pre-filter, extract, reconcile, check, diff). A doubling may double the time plus a fifth.
import { spawn } from 'node:child_process'
import { availableParallelism } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { defaultLimits } from '../../dist/extract/limits.js'
import { inputs } from './inputs.js'
import { judge, row } from './verdict.js'

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    max: { type: 'string', default: String(defaultLimits.size) },
    stop: { type: 'string', default: '60' },
    jobs: { type: 'string', default: String(Math.max(1, availableParallelism() - 1)) },
    doublings: { type: 'string', default: '6' },
    json: { type: 'boolean' },
  },
})
const doublings = Number(values.doublings)
const sizes = Array.from({ length: doublings + 1 }, (_, n) =>
  Math.floor(Number(values.max) / 2 ** (doublings - n)),
)
const wanted = values.only.split(';')
const waiting = inputs.filter(({ name }) => wanted.some(part => name.includes(part)))
const failed = []

if (!values.json) console.log(row())
await Promise.all(Array.from({ length: Number(values.jobs) }, work))
console.log(`${failed.length} fail${failed.map(name => `\n  ${name}`).join('')}`)
process.exitCode = failed.length > 0 ? 1 : 0

async function work() {
  for (let input = waiting.shift(); input; input = waiting.shift()) {
    const result = judge(await measure(input.name))
    if (!result.passes) failed.push(input.name)
    console.log(values.json ? JSON.stringify({ name: input.name, ...result }) : row(input.name, result))
  }
}

/** Runs the worker, and stops it when one size takes too long. */
function measure(name) {
  let resolve
  const promise = new Promise(done => {
    resolve = done
  })
  const child = spawn(process.execPath, [
    path.join(import.meta.dirname, 'worker.js'),
    name,
    ...sizes.map(String),
  ])
  let out = ''
  let errors = ''
  let stopped = false
  let timer = watch()
  child.stdout.on('data', data => {
    out += data
    clearTimeout(timer)
    timer = watch()
  })
  child.stderr.on('data', data => {
    errors += data
  })
  child.on('close', () => {
    clearTimeout(timer)
    const lines = out
      .split('\n')
      .filter(Boolean)
      .map(line => JSON.parse(line))
    const error = errors.split('\n').find(line => /Error/.test(line)) ?? errors.slice(0, 200)
    resolve({ measured: lines.slice(1), wanted: sizes.length, stopped, error })
  })
  return promise

  function watch() {
    return setTimeout(() => {
      stopped = true
      child.kill('SIGKILL')
    }, Number(values.stop) * 1000)
  }
}
