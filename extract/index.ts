import { VFile } from 'vfile'
import type { VFileMessage } from 'vfile-message'
import type { Claim } from '../schema/types.ts'
import { type Include, interpret, type Part } from './interpret/index.ts'
import { Lines } from './interpret/lines.ts'
import { LimitError } from './limits.ts'
import { type Format, formatOf, read, reportRepairs } from './read/index.ts'

export type { Part } from './interpret/index.ts'
export { mayClaim } from './prefilter.ts'
export { extensions, type Format } from './read/index.ts'

import type { Reading } from './read/reading.ts'

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

/** Includes within includes deeper than this are left out. */
const deepest = 8

/**
 * Reads every claim that a document makes about ports.
 *
 * @param document path of the document, as it shall stand in the claims: relative, with `/`
 * @param text its text
 * @returns claims and messages; damaged markup is mended and reported, never thrown
 */
export function extract(document: string, text: string, options: Options = {}): Extraction {
  const { claims, messages } = examine(document, text, options)
  return { claims, messages }
}

/**
 * Does what {@link extract} does and keeps the trees, for those who look at more than claims.
 *
 * @returns no part when the document is nested too deeply to be read
 */
export function examine(document: string, text: string, options: Options = {}): Examination {
  try {
    return extractAll(document, text, options)
  } catch (error) {
    // Parsers recurse; a page of ten thousand nested quotes is no documentation, but must not end the run.
    if (!(error instanceof RangeError || error instanceof LimitError)) throw error
    const file = new VFile({ path: document })
    file.message('is nested too deeply to be read', { ruleId: 'too-deep', source: 'portolan' })
    return { claims: [], messages: file.messages, parts: [] }
  }
}

function extractAll(document: string, text: string, options: Options): Examination {
  const readings = [read(document, text, options.format, options.focus)]
  const trail = new Map<Reading, string[]>([[readings[0]!, [document]]])
  const { claims, parts } = interpret(readings[0]!, options.id ?? document, include(options, readings, trail))
  for (const reading of new Set(readings)) reportRepairs(reading, new Lines(reading.plain))
  return { claims, parts, messages: readings.flatMap(reading => reading.file.messages) }
}

/** Reads what is included, unless it includes itself or goes too deep. */
function include({ resolve, focus }: Options, readings: Reading[], trail: Map<Reading, string[]>): Include {
  return ({ mark }, from) => {
    const path = trail.get(from)!
    const found = mark && path.length < deepest ? resolve?.(mark.name, mark.label, path.at(-1)!) : null
    if (!found || path.includes(found.path)) return null
    const format = formatOf(found.path, found.text, path.at(-1))
    const reading = read(found.path, found.text, format, focus)
    readings.push(reading)
    trail.set(reading, [...path, found.path])
    return reading
  }
}
