import type { Direction, Vocabulary } from '../../vocabulary/index.ts'
import type { Rich } from '../rich.ts'
import type { Frame } from '../walk.ts'
import { splitSentences } from './split.ts'

/** Which way a text says that traffic goes; null when it says nothing, or both. */
export function directionIn(text: string, { directions }: Vocabulary): Direction | null {
  const inbound = directions.inbound.test(text)
  const outbound = directions.outbound.test(text)
  return inbound === outbound ? null : inbound ? 'inbound' : 'outbound'
}

/**
 * Which way the nearest heading, tab or caption says that traffic goes, or else the first sentence of
 * the prose above that says it.
 */
export function directionAround(
  frames: Frame[],
  lead: Rich | null,
  vocabulary: Vocabulary,
): Direction | null {
  for (const frame of [...frames].reverse()) {
    const found = directionIn(frame.text, vocabulary)
    if (found) return found
  }
  const sentences = lead ? splitSentences(lead.text) : []
  return sentences.map(sentence => directionIn(sentence, vocabulary)).find(found => found !== null) ?? null
}
