import type { VFileMessage } from 'vfile-message'
import type { Claim } from '../schema/types.ts'
import { type Include, interpret, type Part } from './interpret/index.ts'
import { Lines } from './interpret/lines.ts'
import { type Limits, orTooDeep } from './limits.ts'
import { type Format, formatOf, read, reportRepairs } from './read/index.ts'
import { Tally } from './tally.ts'
import { defaultVocabulary } from './vocabulary/default.ts'
import type { Vocabulary } from './vocabulary/index.ts'

export type { Part } from './interpret/index.ts'
export { defaultLimits, LimitError, type Limits } from './limits.ts'
export { mayClaim, mayInclude } from './prefilter.ts'
export { extensions, type Format } from './read/index.ts'
export { createVocabulary, type Vocabulary, type WordLists } from './vocabulary/index.ts'

import type { Mark, Reading, ReadingContext } from './read/reading.ts'

/** A document that another one includes. */
export interface Included {
  path: string
  text: string
}

/**
 * Finds what an include names.
 *
 * @param name the mark's name: a shortcode's, a component's, `include`
 * @param target what it names, as written
 * @param from path of the document that includes it
 * @returns null when there is no such document, or it may not be read
 */
export type Resolve = (name: string, target: string, from: string) => Included | null

export interface Options {
  /** What claim ids begin with; default: the path. */
  id?: string
  /** How to read it; default: told by extension and text. */
  format?: Format
  /** Parse only what can bear on a claim: the same claims, sooner, with fewer notices. */
  focus?: boolean
  /** How to find included documents; default: they are left out. */
  resolve?: Resolve
  /** How much of the document is dealt with; default of each: {@link defaultLimits}. */
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
 * @returns claims and messages; damaged markup is mended and reported, never thrown
 * @throws {LimitError} when the document goes beyond a limit: it is given up whole, for half of it would pass
 *   for the whole
 */
export function extract(document: string, text: string, options: Options = {}): Extraction {
  const { claims, messages } = examine(document, text, options)
  return { claims, messages }
}

/**
 * Does what {@link extract} does and keeps the trees, for those who look at more than claims.
 *
 * @throws {LimitError} when the document goes beyond a limit
 */
export function examine(document: string, text: string, options: Options = {}): Examination {
  return orTooDeep(document, () => extractAll(document, text, options, new Tally(document, options.limits)))
}

function extractAll(document: string, text: string, options: Options, tally: Tally): Examination {
  tally.read(text)
  const context: ReadingContext = {
    vocabulary: options.vocabulary ?? defaultVocabulary(),
    tally,
    focus: options.focus ?? false,
  }
  const readings = [read(document, text, options.format, context)]
  const trail = new Map<Reading, string[]>([[readings[0]!, [document]]])
  const find = include(options.resolve, readings, trail, context)
  const { claims, parts } = interpret(readings[0]!, options.id ?? document, find, tally)
  for (const reading of new Set(readings)) reportRepairs(reading, new Lines(reading.plain))
  return { claims, parts, messages: readings.flatMap(reading => reading.file.messages) }
}

/** Reads what is included, unless it includes itself. */
function include(
  resolve: Resolve | undefined,
  readings: Reading[],
  trail: Map<Reading, string[]>,
  context: ReadingContext,
): Include {
  return ({ mark }, from) => {
    const path = trail.get(from)!
    const found = mark && resolve?.(mark.name, mark.label, path.at(-1)!)
    if (!found) return null
    if (path.includes(found.path)) return reportCycle(from, mark, [...path, found.path])
    context.tally.include(path, found)
    const reading = read(found.path, found.text, formatOf(found.path, found.text, path.at(-1)), context)
    readings.push(reading)
    trail.set(reading, [...path, found.path])
    return reading
  }
}

/** What includes itself was read already, once. */
function reportCycle({ file, plain }: Reading, { start, end }: Mark, path: string[]): null {
  const lines = new Lines(plain)
  const circle = path.slice(path.indexOf(path.at(-1)!)).join(' → ')
  file.message(`includes itself, which is left out: ${circle}`, {
    place: { start: lines.point(start), end: lines.point(end) },
    ruleId: 'include-cycle',
    source: 'portolan',
  })
  return null
}
