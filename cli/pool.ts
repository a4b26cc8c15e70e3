import { statSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import type { Cache } from './cache.ts'
import { extractFile, type Outcome, type Settings } from './extract-file.ts'
import type { Listed } from './files.ts'
import { nameOf } from './input.ts'
import { Workers } from './workers.ts'

/** Fewer files are done before worker threads have started. */
const worthThreads = 300
/** So many bytes of markup may need more memory than there is: a thread that dies of it takes no other down. */
const worthThread = 200_000
const batchSize = 32

/** A batch of files for a worker thread. */
export interface Batch {
  files: Listed[]
  settings: Settings
}

/**
 * Extracts many files and hands out their outcomes in the order given, on worker threads when there are
 * enough of them, or one is large. Only a bounded number of outcomes is held at a time.
 */
export async function* extractAll(
  files: Listed[],
  settings: Settings,
  cache?: Cache,
): AsyncGenerator<[string, Outcome]> {
  const threads = cache ? 0 : threadsFor(files)
  if (threads === 0) {
    for (const listed of files) yield [listed.file, await extractFile(listed, settings, cache)]
    return
  }
  const workers = new Workers<Batch, Outcome[]>(new URL('./worker.js', import.meta.url), threads)
  try {
    yield* inOrder(batches(files, settings), threads * 2, batch => survive(batch, part => workers.run(part)))
  } finally {
    await workers.stop()
  }
}

/** How many threads files are worth; a cache, and standard input, live in one place. */
function threadsFor(files: Listed[]): number {
  if (files.some(({ file }) => file === '-')) return 0
  if (files.length >= worthThreads && availableParallelism() > 1) return availableParallelism()
  return files.some(({ file }) => sizeOf(file) > worthThread) ? 1 : 0
}

/** In bytes; 0 where it cannot be told: why is told where it is read. */
function sizeOf(file: string): number {
  try {
    return statSync(file).size
  } catch {
    return 0
  }
}

/** Of a batch for which the memory did not suffice each file is done alone: one of them needs too much. */
async function survive(batch: Batch, run: (batch: Batch) => Promise<Outcome[]>): Promise<Outcome[]> {
  try {
    return await run(batch)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_WORKER_OUT_OF_MEMORY') throw error
  }
  const [first, ...others] = batch.files
  if (others.length === 0) return [{ claims: [], notices: [], error: `${nameOf(first!.file)}: ${tooMuch}` }]
  const outcomes: Outcome[] = []
  for (const file of batch.files) outcomes.push(...(await survive({ ...batch, files: [file] }, run)))
  return outcomes
}

const tooMuch = 'needs more memory than there is; raise it with NODE_OPTIONS=--max-old-space-size=MEGABYTES'

function* batches(files: Listed[], settings: Settings): Generator<Batch> {
  for (let at = 0; at < files.length; at += batchSize)
    yield { files: files.slice(at, at + batchSize), settings }
}

/** Runs batches ahead, but no more than `ahead` of them. */
async function* inOrder(
  all: Generator<Batch>,
  ahead: number,
  run: (batch: Batch) => Promise<Outcome[]>,
): AsyncGenerator<[string, Outcome]> {
  const waiting: { batch: Batch; done: Promise<Outcome[]> }[] = []
  const start = () => {
    const next = all.next()
    if (!next.done) waiting.push({ batch: next.value, done: run(next.value) })
  }
  for (let i = 0; i < ahead; i++) start()
  for (let first = waiting.shift(); first; first = waiting.shift()) {
    const outcomes = await first.done
    start()
    for (const [i, outcome] of outcomes.entries()) yield [first.batch.files[i]!.file, outcome]
  }
}
