import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { setImmediate, setTimeout } from 'node:timers/promises'

const bin = path.join(import.meta.dirname, '../../bin/portolan.js')

/** When a run is killed. */
export interface Moment {
  /** Milliseconds from the start, or from when it is seen writing. */
  after: number
  /** Tells that it is writing; null to count from the start. */
  isWriting: (() => boolean) | null
}

/** What became of a run. */
export interface Ended {
  killed: boolean
  status: number | null
  stderr: string
}

/** Runs the command line in a process group of its own, and kills all of it at a moment; null lets it live. */
export async function run(args: string[], cwd: string, moment: Moment | null): Promise<Ended> {
  const child = spawn(process.execPath, [bin, ...args], {
    cwd,
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let stderr = ''
  child.stderr.setEncoding('utf8').on('data', text => (stderr += text))
  const closed = once(child, 'close')
  if (moment) await kill(child.pid!, moment, () => child.exitCode !== null)
  const [status, signal] = (await closed) as [number | null, string | null]
  return { killed: signal === 'SIGKILL', status, stderr }
}

async function kill(pid: number, { after, isWriting }: Moment, isOver: () => boolean): Promise<void> {
  if (isWriting) while (!isOver() && !isWriting()) await setImmediate()
  // A timer is too coarse for the little that writing takes.
  if (isWriting) spin(after)
  else await setTimeout(after)
  try {
    if (!isOver()) process.kill(-pid, 'SIGKILL')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

function spin(milliseconds: number): void {
  const until = performance.now() + milliseconds
  while (performance.now() < until);
}
