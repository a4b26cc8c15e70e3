import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import path from 'node:path'
import { createInterface, type Interface } from 'node:readline'
import { fixtures, type Run } from './helpers.ts'

/** Runs command lines in one process, one after the other: starting many takes long. */
export class Session {
  #child: ChildProcessWithoutNullStreams
  #lines: AsyncIterator<string>
  #last: Promise<unknown> = Promise.resolve()

  constructor() {
    this.#child = spawn(process.execPath, [path.join(fixtures, 'session.mjs')])
    const lines: Interface = createInterface({ input: this.#child.stdout })
    this.#lines = lines[Symbol.asyncIterator]()
  }

  /** Runs a command line when those before it have ended. */
  run(args: string[], cwd: string): Promise<Omit<Run, 'signal'>> {
    const answer = this.#last.then(async () => {
      this.#child.stdin.write(`${JSON.stringify({ args, cwd })}\n`)
      const { value, done } = await this.#lines.next()
      if (done) throw new Error('the process has ended')
      return JSON.parse(value)
    })
    this.#last = answer.catch(() => {})
    return answer
  }

  close(): void {
    this.#child.kill()
  }
}
