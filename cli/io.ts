import { AsyncLocalStorage } from 'node:async_hooks'
import type { Readable } from 'node:stream'
import { quieted } from '../check/report/plain.ts'

/** Exit codes of every command. */
export const exit = {
  done: 0,
  /** The condition asked for holds: stale data, findings, changes. */
  holds: 1,
  usage: 2,
  /** Some input could not be read; the others were done. Wins over `holds`. */
  unread: 3,
  /** A floor, a correction or a schema failed the build. */
  failed: 4,
} as const

/** Where a run writes: a stream of the process, or anything that collects text. */
export interface Output {
  /** @returns false when the reader is slower: wait for `drain` then */
  write(content: string | Uint8Array): boolean
  once(event: 'drain', listener: () => void): unknown
  isTTY?: boolean
  columns?: number
  hasColors?(): boolean
}

/** What connects a run with its caller; the process itself is one. */
export interface Io {
  stdin: Readable
  stdout: Output
  stderr: Output
}

/** A run of the command line, with its exit status so far. */
export interface Run {
  io: Io
  status: number
}

/** The run that the current call belongs to: several can go on in one process. */
const runs = new AsyncLocalStorage<Run>()

/** Runs a step whose output, input and exit status are those of a run. */
export function inRun<T>(run: Run, step: () => T): T {
  return runs.run(run, step)
}

/** The streams of the current run; outside of one those of the process. */
export function currentIo(): Io {
  return currentRun().io
}

/** Raises the exit status of the run to the higher of the two. */
export function exitWith(code: number): void {
  const run = currentRun()
  run.status = Math.max(run.status, code)
}

function currentRun(): Run {
  return runs.getStore() ?? { io: process, status: exit.done }
}

/** Formats that programs read: their writers escape what has to be escaped. */
const forPrograms = new Set(['json', 'ndjson', 'csv', 'sarif', 'rdjson', 'github', 'junit', 'codeclimate'])

/** Writes a line for a person to standard error. */
export function say(message: string): void {
  currentIo().stderr.write(`${quieted(`portolan: ${message}`)}\n`)
}

/** Reports that some input could not be read, or some output written, in a line and in the exit status. */
export function sayUnread(message: string): void {
  say(message)
  exitWith(exit.unread)
}

/**
 * Writes a report to standard output; control characters that come from a document do not reach the terminal.
 *
 * @returns false when the reader is slower: wait for `drain` then
 */
export function show(report: string, format: string): boolean {
  const { stdout } = currentIo()
  return stdout.write(forPrograms.has(format) ? report : quieted(report, stdout.isTTY))
}

/** Columns that reports may use: those of the terminal, else of `COLUMNS`, else 120. */
export function terminalWidth(): number {
  return currentIo().stdout.columns || Number(process.env.COLUMNS) || 120
}

/** Whether what is written to a stream may have colours. */
export function hasColour(name: 'stdout' | 'stderr' = 'stdout'): boolean {
  const stream = currentIo()[name]
  return stream.isTTY === true && stream.hasColors?.() === true
}

/** How often the line is drawn anew, in milliseconds. */
const pace = 100
/** Fewer documents are done before anybody looks. */
const worthShowing = 20

/** How often a line is written where there is no terminal, in milliseconds. */
const slowPace = 10_000

/** Progress on standard error: one line, drawn anew on a terminal, and elsewhere a line every ten seconds. */
export class Progress {
  #total: number
  #done = 0
  #claims = 0
  #drawn = performance.now()
  #shown: boolean
  #pace: number

  constructor(total: number) {
    this.#total = total
    const isTerminal = currentIo().stderr.isTTY === true
    this.#shown = total >= worthShowing && isTerminal
    this.#pace = total < worthShowing ? Number.POSITIVE_INFINITY : isTerminal ? pace : slowPace
  }

  /** One more document is done. */
  step(claims: number): void {
    this.#done++
    this.#claims += claims
    const now = performance.now()
    if (now - this.#drawn < this.#pace) return
    this.#drawn = now
    const text = `${this.#done} of ${this.#total} documents, ${this.#claims} claims`
    currentIo().stderr.write(this.#shown ? `\r${text}\x1b[K` : `portolan: ${text}\n`)
  }

  /** Writes a message above the line. */
  say(message: string): void {
    currentIo().stderr.write(
      `${this.#shown ? '\r\x1b[K' : ''}${quieted(message, currentIo().stderr.isTTY)}\n`,
    )
  }

  end(): void {
    if (this.#shown) currentIo().stderr.write('\r\x1b[K')
  }
}
