import type { VFileMessage } from 'vfile-message'
import type { Claim } from '../schema/types.ts'
import { interpret } from './interpret/index.ts'
import { Lines } from './interpret/lines.ts'
import { type Format, read, reportRepairs } from './read/index.ts'

/** What extraction yields for one document. */
export interface Extraction {
  /** In the order of the page. */
  claims: Claim[]
  /** Repairs and notices, each with its place. */
  messages: VFileMessage[]
}

/**
 * Reads every claim that a document makes about ports.
 *
 * @param document path of the document, as it shall stand in the claims: relative, with `/`
 * @param text its text
 * @param options.id what claim ids begin with (default: the path)
 * @param options.format how to read it (default: told by extension and text)
 * @returns claims and messages; damaged markup is mended and reported, never thrown
 */
export function extract(
  document: string,
  text: string,
  options: { id?: string; format?: Format } = {},
): Extraction {
  const reading = read(document, text, options.format)
  const claims = interpret(reading, options.id ?? document)
  const lines = new Lines(reading.plain)
  reportRepairs(reading, offset => lines.point(offset))
  return { claims, messages: reading.file.messages }
}
