// Tries documents for the fuzzer, in a process of its own that may be ended.
import { Worker } from 'node:worker_threads'
import { inputOf } from './input.ts'
import { inspect, type Outcome } from './inspect.ts'

/** A document to try. */
export interface Task {
  path: string
  /** Its bytes in Base64. */
  bytes: string
  /** Whether everything is to be tried, or only what is quick. */
  whole: boolean
}

const nothing: Outcome = { failure: null, features: ['unread'] }
/** What the watchdog knows: when the document was begun, in milliseconds of the process's time; 0 between two. */
const watched = { begun: new Int32Array(new SharedArrayBuffer(4)), guard: Number(process.argv[2]) }

process.on('message', (task: Task) => {
  const { user, system } = process.cpuUsage()
  Atomics.store(watched.begun, 0, (user + system) / 1000)
  const outcome = tried(task)
  Atomics.store(watched.begun, 0, 0)
  process.send!(outcome)
})
process.on('disconnect', () => process.exit())
new Worker(new URL('watchdog.js', import.meta.url), { workerData: watched }).once('online', () =>
  process.send!('ready'),
)

function tried({ path, bytes, whole }: Task): Outcome {
  const input = inputOf(path, Buffer.from(bytes, 'base64'))
  return input ? inspect(input, whole) : nothing
}
