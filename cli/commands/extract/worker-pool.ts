import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { Listed } from '../../../project/input.ts'
import type { Cache } from './cache.ts'
import { extractFile, type Outcome, type Settings } from './extract-file.ts'

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

/** Worker threads that each answer one message at a time. They start when they are needed. */
export class Workers<Input, Output> {
  readonly #file: URL
  readonly #all = new Set<Worker>()
  readonly #idle: Worker[] = []
  readonly #waiting: (() => void)[] = []
  /** How many more threads may run at the same time. */
  #free: number

  /**
   * @param file a module that answers each message to its `parentPort` with one message
   * @param most how many threads run at the same time
   */
  constructor(file: URL, most: number) {
    this.#file = file
    this.#free = most
  }

  /**
   * Has a thread answer a message.
   *
   * @throws what the thread throws, or `ERR_WORKER_OUT_OF_MEMORY`; the thread is gone then, and another takes its place
   */
  async run(input: Input): Promise<Output> {
    if (this.#free > 0) this.#free--
    else await new Promise<void>(resolve => this.#waiting.push(resolve))
    const worker = this.#idle.pop() ?? this.#start()
    try {
      worker.postMessage(input)
      const [output] = await once(worker, 'message')
      this.#idle.push(worker)
      return output
    } catch (error) {
      this.#all.delete(worker)
      throw error
    } finally {
      const next = this.#waiting.shift()
      if (next) next()
      else this.#free++
    }
  }

  /** Stops all threads, whatever they are doing. */
  async stop(): Promise<void> {
    await Promise.all([...this.#all].map(worker => worker.terminate()))
  }

  #start(): Worker {
    const worker = new Worker(this.#file)
    this.#all.add(worker)
    return worker
  }
}
