import { createInterface } from 'node:readline'
import { mayClaim } from '../extract/index.ts'
import { bounded } from './bounds.ts'
import { examineWithin } from './examine.ts'
import type { Settings } from './extract-file.ts'
import { type Outcome, toNotice } from './extract-file.ts'
import { InputError, tooLarge } from './input.ts'
import { currentIo } from './io.ts'

/**
 * Reads documents from standard input, one JSON object `{"path": …, "text": …}` a line, and hands out
 * their outcomes as they come. Includes are not resolved: there are no files.
 */
export async function* extractLines(settings: Settings): AsyncGenerator<[string, Outcome]> {
  let number = 0
  for await (const line of createInterface({
    input: currentIo().stdin,
    crlfDelay: Number.POSITIVE_INFINITY,
  })) {
    number++
    if (line.trim() === '') continue
    const document = parseLine(line)
    if (!document)
      yield [
        `-:${number}`,
        { claims: [], notices: [], error: `-:${number}: is no JSON object with "path" and "text"` },
      ]
    else yield [document.path, await extractOne(document, settings)]
  }
}

function parseLine(line: string): { path: string; text: string } | null {
  try {
    const value = JSON.parse(line)
    return typeof value?.path === 'string' && typeof value?.text === 'string' ? value : null
  } catch {
    return null
  }
}

async function extractOne(
  { path, text }: { path: string; text: string },
  settings: Settings,
): Promise<Outcome> {
  const nothing: Outcome = { claims: [], notices: [], error: null }
  const { prefilter, bounds } = settings
  try {
    if (text.length > bounds.limits.size) throw tooLarge(path, bounds.limits.size)
    if (prefilter && !bounded(path, bounds, () => mayClaim(text))) return nothing
    const { claims, messages } = await examineWithin({ path, text }, bounds)
    return { ...nothing, claims, notices: messages.map(message => toNotice(message, path)) }
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    return { ...nothing, error: error.message }
  }
}
