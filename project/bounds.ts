import vm from 'node:vm'
import type { Config } from '../check/config.ts'
import { defaultLimits, LimitError, type Limits, orTooDeep } from '../extract/limits.ts'
import type { WordLists } from '../extract/vocabulary/index.ts'
import { InputError } from './input.ts'

/** What a document may come to, how long it may take, and by which words it is read. */
export interface Bounds {
  limits: Limits
  /** Words and settings of the project, beside the usual words; plain data, as it goes to worker threads. */
  words?: readonly WordLists[]
  /** In seconds. */
  time: number
}

/** What of a command's options bears on bounds. */
export interface BoundOptions {
  /** In megabytes. */
  maxSize?: number
  /** In seconds. */
  timeout?: number
  /** The configuration's file; false for none. */
  config?: string | false
}

/** Far more than a document needs. */
export const defaultBounds: Readonly<Bounds> = { limits: defaultLimits, time: 60 }

/**
 * The bounds of a run: what the options say goes before what the configuration says.
 *
 * @param words words and settings of the configuration, by which documents are read
 */
export function boundsOf(
  { maxSize, timeout }: BoundOptions,
  configured: Config['limits'] = {},
  words: readonly WordLists[] = [],
): Bounds {
  const { time = defaultBounds.time, ...own } = configured
  const limits = { ...defaultLimits, ...own }
  if (maxSize !== undefined) limits.size = maxSize * 1e6
  return { limits, time: timeout ?? time, words }
}

/**
 * Does a step that deals with a document, and gives the document up where it goes beyond a bound.
 *
 * @param what what the step deals with, as messages call it
 * @throws {InputError} naming it and the bound
 */
export function bounded<T>(what: string, { time }: Bounds, step: () => T): T {
  try {
    return orTooDeep(what, () => within(time, step))
  } catch (error) {
    if (error instanceof LimitError) throw new InputError(what, error.reason)
    if (error instanceof OverrunError)
      throw new InputError(what, `${error.message}; raise the limit with --timeout`)
    throw error
  }
}

/** A step took longer than it may. */
export class OverrunError extends Error {
  override name = 'OverrunError'
}

let room: vm.Context | undefined
const call = new vm.Script('step()')
/** The longest that node can wait, in milliseconds. */
const longest = 2 ** 31 - 1

/**
 * Does a step that waits for nothing, and ends it when it takes too long, wherever it is: in a loop or within
 * a regular expression. What it was about to do is left undone, so it must own what it changes.
 *
 * Node watches a script from a thread of its own, and ends with it all that it calls; so nothing need be
 * copied to another thread and back, and a step costs a tenth of a millisecond more.
 *
 * @param seconds how long it may take
 * @throws {OverrunError} when it was ended; what it throws itself
 */
export function within<T>(seconds: number, step: () => T): T {
  const timeout = Math.min(Math.max(1, Math.ceil(seconds * 1000)), longest)
  room ??= vm.createContext()
  room.step = step
  try {
    return call.runInContext(room, { timeout, displayErrors: false })
  } catch (error) {
    if ((error as NodeJS.ErrnoException | null)?.code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error
    throw new OverrunError(`took more than ${seconds} ${seconds === 1 ? 'second' : 'seconds'}`)
  } finally {
    room.step = undefined
  }
}
