import { exit, exitWith } from './exit.ts'
import { stripControls } from './format/table.ts'

/** Tells a person something, in a line on standard error. */
export function say(message: string): void {
  process.stderr.write(`portolan: ${stripControls(message)}\n`)
}

/** Tells that some input could not be read, or written, which the exit status says too. */
export function sayUnread(message: string): void {
  say(message)
  exitWith(exit.unread)
}
