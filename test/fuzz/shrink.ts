import type { Executor } from './executor.ts'
import type { Failure } from './inspect.ts'
import { minimized } from './minimize.ts'
import type { Found } from './session.ts'

/** How often a document is tried to make it short: a moment each, or seconds. */
const most = { quick: 400, slow: 25 }

/** Makes a document that fails as short as it goes and still fails the same way. */
export async function shrunk(found: Found, executor: Executor): Promise<Found> {
  const { kind, detail } = found.failure
  const tries = kind === 'slow' || kind === 'crash' ? most.slow : most.quick
  let shortest = found
  const whole = !(await isSame(found.bytes, false))
  const fails = async (text: string) => {
    const bytes = Buffer.from(text)
    const failure = await isSame(bytes, whole)
    if (failure && bytes.length < shortest.bytes.length) shortest = { ...found, bytes, failure }
    return failure !== null
  }
  // Those whose bytes are no text fail as they are, if at all.
  await minimized(Buffer.from(found.bytes).toString('utf8'), fails, tries)
  return shortest

  async function isSame(bytes: Uint8Array, whole: boolean): Promise<Failure | null> {
    const { failure } = await executor.run(found.path, bytes, whole)
    return failure?.kind === kind && failure.detail === detail ? failure : null
  }
}
