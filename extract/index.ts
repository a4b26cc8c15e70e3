import type { VFileMessage } from 'vfile-message'
import type { Claim } from '../schema/types.ts'
import { interpret, type Seen } from './interpret/index.ts'
import { type Limits, orTooDeep } from './limits.ts'
import { type AnyResolve, type Part, partsIn, readParts } from './parts.ts'
import type { Format } from './read/index.ts'
import { shareClaims } from './share.ts'
import { Tally } from './tally.ts'
import { defaultVocabulary } from './vocabulary/default.ts'
import type { Vocabulary } from './vocabulary/index.ts'

export { defaultLimits, LimitError, type Limits } from './limits.ts'
export { type BlockSetting, concernsFile } from './overrides.ts'
export type { Included, Part, Resolve } from './parts.ts'
export { mayClaim, mayInclude } from './prefilter.ts'
export { type Decoded, DecodeError, decode } from './read/decode.ts'
export { extensions, type Format } from './read/index.ts'
export { type Claiming, claimsOnce, shareClaims } from './share.ts'
export { createVocabulary, type Vocabulary, type WordLists } from './vocabulary/index.ts'

export interface Options {
  /** What claim ids begin with; default: the path. */
  id?: string
  /** How to read it; default: told by extension and text. */
  format?: Format
  /** The encoding in which the file is written, if that is not sound UTF-8: it is reported. */
  encoding?: string
  /** How to find included documents; default: they are left out. */
  resolve?: AnyResolve
  /**
   * How much of the document is dealt with; default of each: {@link defaultLimits}. Limits of time and memory
   * need a thread of its own: `portolan` on the command line has them.
   */
  limits?: Partial<Limits>
  /** The words by which pages speak of ports; default: those of {@link createVocabulary} without additions. */
  vocabulary?: Vocabulary
}

/** What extraction yields for one document. */
export interface Extraction {
  /** In the order of the page. */
  claims: Claim[]
  /** Repairs and notices, each with its file and place. */
  messages: VFileMessage[]
  /** The vocabulary's additions that it used, by their paths in a configuration: `/words/ports/0`, `/blocks/1`. */
  used: string[]
}

/** What extraction yields for one document, with the trees that it was read from. */
export interface Examination extends Extraction {
  /** The document, then what it includes, in reading order. */
  parts: Part[]
}

/**
 * Reads every claim that a document makes about ports.
 *
 * @param document path of the document, as it shall stand in the claims: relative, with `/`
 * @param text its text
 * @returns claims and messages; damaged markup is repaired and reported, never thrown
 * @throws {LimitError} when the document goes beyond a limit: documents are never truncated
 * @throws {MissingPackageError} when it is AsciiDoc and `@asciidoctor/core` is not installed
 */
export async function extract(document: string, text: string, options: Options = {}): Promise<Extraction> {
  const { claims, messages, used } = await examine(document, text, options)
  return { claims, messages, used }
}

/**
 * Does what {@link extract} does and keeps the trees, for those who look at more than claims.
 *
 * @throws {LimitError} when the document goes beyond a limit
 */
export async function examine(
  document: string,
  text: string,
  options: Options & { watch?: (seen: Seen) => void } = {},
): Promise<Examination> {
  const { id = document, format, encoding, resolve, vocabulary = defaultVocabulary() } = options
  return orTooDeep(document, async () => {
    const tally = new Tally(document, options.limits)
    tally.read(text)
    const whole = await readParts({ path: document, text }, format, resolve, { vocabulary, tally })
    if (encoding) reportEncoding(encoding, whole)
    const parts = partsIn(whole)
    const files = new Set(parts.map(({ reading }) => reading.file))
    const claims = interpret(whole, id, options.watch).map(claim =>
      claim.location.document === document ? claim : { ...claim, includedBy: [document] },
    )
    return {
      claims: shareClaims([{ path: document, claims }])[0]!,
      parts,
      messages: [...files].flatMap(({ messages }) => messages),
      used: [...new Set(parts.flatMap(part => part.used))],
    }
  })
}

function reportEncoding(encoding: string, { reading }: Part): void {
  const words =
    encoding === 'utf-8'
      ? 'has bytes that are not UTF-8; each is read as U+FFFD'
      : `is not UTF-8; read as ${encoding}`
  reading.file.message(words, { ruleId: 'encoding', source: 'portolan' })
}
