import vm from 'node:vm'

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
