import { availableParallelism } from 'node:os'
import type { Cache } from './cache.ts'
import { extractFile, type Outcome, type Settings } from './extract-file.ts'
import type { Listed } from './files.ts'
import { Workers } from './workers.ts'

/** Fewer files are done before worker threads have started. */
const worthThreads = 300
const batchSize = 32

/** A batch of files for a worker thread. */
export interface Batch {
  files: Listed[]
  settings: Settings
}

/**
 * Extracts many files and hands out their outcomes in the order given, on worker threads when there are
 * enough of them. Only a bounded number of outcomes is held at a time.
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
    yield* inOrder(batches(files, settings), threads * 2, batch => workers.run(batch))
  } finally {
    await workers.stop()
  }
}

/** How many threads files are worth; a cache, and standard input, live in one place. */
function threadsFor(files: Listed[]): number {
  const isWorth = files.length >= worthThreads && files.every(({ file }) => file !== '-')
  return isWorth && availableParallelism() > 1 ? availableParallelism() : 0
}

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
