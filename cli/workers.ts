import { once } from 'node:events'
import { Worker } from 'node:worker_threads'

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
