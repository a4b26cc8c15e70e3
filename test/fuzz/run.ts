// npm run fuzz: tries damaged documents, as many as there is time for, and keeps those that something is wrong with.
import { parseArgs } from 'node:util'
import { Executor } from './executor.ts'
import { Job } from './job.ts'
import { regressions } from './regressions.ts'
import { extensionOf } from './session.ts'

const usage = `Usage: npm run fuzz -- [options]

Damages documents in every format and takes them through all stages: nothing may
throw, stand outside the document, lack its schema or change when done again.
Documents that fail are made short and kept in test/fixtures/regressions.

  --minutes <n>  how long to try (default: 1)
  --seed <n>     the same seed draws the same documents (default: 1)
  --jobs <n>     processes at once, each with documents of its own (default: 1)
  --guard <n>    seconds that a document may take (default: 5)
  --replay       try the kept documents only
  --help         this text

Exit status: 0 nothing failed, 1 something did, 2 usage.`

const options = read()
const known = new Set<string>()
process.exitCode = (options.replay ? await replay() : await search()) > 0 ? 1 : 0

function read() {
  try {
    const { values } = parseArgs({
      options: {
        minutes: { type: 'string', default: '1' },
        seed: { type: 'string', default: '1' },
        jobs: { type: 'string', default: '1' },
        guard: { type: 'string', default: '5' },
        replay: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    })
    if (values.help) {
      console.log(usage)
      process.exit(0)
    }
    const [minutes, seed, jobs, guard] = [values.minutes, values.seed, values.jobs, values.guard].map(Number)
    if (!(minutes! > 0 && guard! > 0 && Number.isInteger(seed) && Number.isInteger(jobs) && jobs! > 0))
      throw new Error('--minutes, --seed, --jobs and --guard take numbers, the seed and jobs whole ones')
    return { minutes: minutes!, seed: seed!, jobs: jobs!, guard: guard! * 1000, replay: values.replay }
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${usage}`)
    process.exit(2)
  }
}

/** Tries what is kept; gives how many fail. */
async function replay(): Promise<number> {
  const executor = new Executor(options.guard)
  let failures = 0
  for (const { name, bytes } of regressions()) {
    const { failure } = await executor.run(`page${extensionOf(name)}`, bytes, true)
    if (!failure) continue
    failures++
    console.log(`${name}: ${failure.kind} ${failure.detail}: ${failure.message}`)
  }
  await executor.end()
  console.log(`${regressions().length} documents tried again, ${failures} fail`)
  return failures
}

/** Tries new documents until the time is over; gives how many different failures were found. */
async function search(): Promise<number> {
  const started = performance.now()
  const end = started + options.minutes * 60_000
  const jobs = Array.from(
    { length: options.jobs },
    (_, job) => new Job(options.seed * 1000 + job, options.guard, known),
  )
  const timer = setInterval(() => console.error(progress(jobs, started)), 10_000)
  await Promise.all(jobs.map(job => job.run(end)))
  clearInterval(timer)
  console.log(`${progress(jobs, started)}, seed ${options.seed}`)
  return known.size
}

function progress(jobs: Job[], started: number): string {
  const seconds = (performance.now() - started) / 1000
  const sum = (of: (job: Job) => number) => jobs.reduce((all, job) => all + of(job), 0)
  const executions = sum(({ session }) => session.executions)
  return [
    `${seconds.toFixed(0)} s: ${executions} executions, ${(executions / seconds).toFixed(1)}/s`,
    `${sum(({ session }) => session.reach.pool)} documents kept to draw from`,
    `${sum(({ session }) => session.reach.features)} things seen`,
    `${known.size} failures`,
  ].join(', ')
}
