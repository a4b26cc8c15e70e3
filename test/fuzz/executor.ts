import { type ChildProcess, fork } from 'node:child_process'
import path from 'node:path'
import type { Outcome } from './inspect.ts'
import type { Task } from './worker.ts'

/** Memory of a process that tries documents, in megabytes. */
const memory = 1024

/** Tries documents one after the other, in a process that is ended when one takes too long. */
export class Executor {
  #child: Promise<ChildProcess> | null = null
  readonly #guard: number

  /** @param guard milliseconds of the processor's time that a document may take */
  constructor(guard: number) {
    this.#guard = guard
  }

  /** Tries a document; that the process is stuck or dies is a failure of the document. */
  async run(file: string, bytes: Uint8Array, whole: boolean): Promise<Outcome> {
    this.#child ??= started(this.#guard)
    const child = await this.#child
    const task: Task = { path: file, bytes: Buffer.from(bytes).toString('base64'), whole }
    const outcome = await answer(child, task)
    if (typeof outcome !== 'string') return outcome
    this.#child = null
    return { failure: failureOf(outcome, this.#guard), features: [] }
  }

  /** Ends the process. */
  async end(): Promise<void> {
    const child = await this.#child
    this.#child = null
    child?.kill('SIGKILL')
  }
}

function started(guard: number): Promise<ChildProcess> {
  const child = fork(path.join(import.meta.dirname, 'worker.ts'), [String(guard)], {
    execArgv: [...process.execArgv, `--max-old-space-size=${memory}`],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  return new Promise((resolve, reject) => {
    child.once('message', () => resolve(child))
    child.once('exit', code => reject(new Error(`the process that tries documents does not start (${code})`)))
  })
}

/** What the process says; in a word why it says nothing. */
function answer(child: ChildProcess, task: Task): Promise<Outcome | 'slow' | 'crash'> {
  return new Promise(resolve => {
    const died = (_: number | null, signal: string | null) => resolve(signal === 'SIGTERM' ? 'slow' : 'crash')
    child.once('exit', died)
    child.once('message', outcome => {
      child.off('exit', died)
      resolve(outcome as Outcome)
    })
    child.send(task)
  })
}

function failureOf(kind: 'slow' | 'crash', guard: number) {
  const message =
    kind === 'slow' ? `takes more than ${guard / 1000} s` : 'ends the process: out of memory, most likely'
  return { kind, detail: '', message }
}
