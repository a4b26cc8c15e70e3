import { quieted } from '../check/report/plain.ts'
import { exit, exitWith } from './exit.ts'

/** Formats that programs read: what has to be escaped there is escaped by who writes them. */
const forPrograms = new Set(['json', 'ndjson', 'csv', 'sarif', 'rdjson', 'github'])

/** Tells a person something, in a line on standard error. */
export function say(message: string): void {
  process.stderr.write(`${quieted(`portolan: ${message}`)}\n`)
}

/** Tells that some input could not be read, or written, which the exit status says too. */
export function sayUnread(message: string): void {
  say(message)
  exitWith(exit.unread)
}

/**
 * Writes a report to standard output; no word of a document in it speaks to the terminal, or to who reads its log.
 *
 * @returns false when the reader is slower: wait for `drain` then
 */
export function show(report: string, format: string): boolean {
  return process.stdout.write(forPrograms.has(format) ? report : quieted(report, process.stdout.isTTY))
}
