import type { Config } from '../check/config.ts'
import { defaultLimits, LimitError, type Limits, orTooDeep } from '../extract/limits.ts'
import { InputError } from './input.ts'
import { OverrunError, within } from './within.ts'

/** What a document may come to, and how long it may take. */
export interface Bounds {
  limits: Limits
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

/** The bounds of a run: what the options say goes before what the configuration says. */
export function boundsOf({ maxSize, timeout }: BoundOptions, configured: Config['limits'] = {}): Bounds {
  const { time = defaultBounds.time, ...own } = configured
  const limits = { ...defaultLimits, ...own }
  if (maxSize !== undefined) limits.size = maxSize * 1e6
  return { limits, time: timeout ?? time }
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
