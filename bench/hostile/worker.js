// Hostile inputs at growing sizes, in a process apart: told a name and sizes, it answers with a line for each
// size: characters, claims, CPU seconds by stage, peak memory of the process.
import { checkPages, pageOf } from '../../dist/check/index.js'
import { diff } from '../../dist/diff/index.js'
import { extract, mayClaim } from '../../dist/extract/index.js'
import { LimitError, orTooDeep } from '../../dist/extract/limits.js'
import { read } from '../../dist/extract/read/index.js'
import { reconcile } from '../../dist/reconcile/index.js'
import { inputs } from './inputs.js'

const source = { id: 'hostile', product: 'rancher', version: '1', language: 'en', deployments: [] }
/** Runs of fewer seconds are repeated, and the best one counts. */
const short = 0.4

process.on('message', async ({ name, sizes, repeats }) => {
  const { path, make } = inputs.find(input => input.name === name)
  for (const size of [sizes[0], ...sizes]) process.send({ line: await best(path, make(size), repeats) })
  process.send({ ended: true })
})

async function best(path, text, repeats) {
  let least = await measure(path, text)
  for (let n = 1; n < repeats && least.seconds < short; n++) {
    const next = await measure(path, text)
    if (next.seconds < least.seconds) least = next
  }
  return least
}

/** The whole chain, as the commands run it. */
async function measure(path, text) {
  globalThis.gc()
  const stages = {}
  const timed = async (stage, work) => {
    const start = process.cpuUsage()
    try {
      return await work()
    } finally {
      const { user, system } = process.cpuUsage(start)
      stages[stage] = (user + system) / 1e6
    }
  }
  try {
    return result(text, stages, { ...(await chain(path, text, timed)), refused: null })
  } catch (error) {
    if (!(error instanceof LimitError)) throw error
    return result(text, stages, { claims: [], findings: [], refused: error.message })
  }
}

async function chain(path, text, timed) {
  await timed('prefilter', () => mayClaim(text))
  await timed('reader', () => orTooDeep(path, () => read(path, text)))
  await timed('extract', () => extract(path, text))
  const page = await timed('read', () => pageOf({ path, text }))
  const claims = page.claims
  await timed('reconcile', () => reconcile([{ source, claims, corrections: [] }]))
  const { findings } = await timed('check', () => checkPages([page]))
  await timed('diff', () => diff(stateOf(claims, findings), stateOf(changed(claims), findings)))
  return { claims, findings }
}

function result(text, stages, { claims, findings, refused }) {
  const seconds = Object.values(stages).reduce((sum, one) => sum + one, 0)
  const memory = process.resourceUsage().maxRSS * 1024
  const counts = { claims: claims.length, findings: findings.length }
  return { size: text.length, ...counts, refused, seconds, stages, memory }
}

/** Of equal documents nothing is compared: every third port is another one, and the first claim is gone. */
function changed(claims) {
  const other = ({ first, last }) =>
    first === last ? { first: first ^ 1, last: first ^ 1 } : { first, last }
  return claims
    .slice(1)
    .map((claim, n) => (n % 3 === 0 && claim.ports ? { ...claim, ports: other(claim.ports) } : claim))
}

function stateOf(claims, findings) {
  const documents = [{ name: '', format: 'any', claims, repairs: [] }]
  return { kind: 'documents', name: 'page', documents, unread: [], findings }
}
