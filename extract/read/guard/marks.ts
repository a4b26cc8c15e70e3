import type { Limits } from '../../limits.ts'
import type { Excess } from './excess.ts'

/** What parts a paragraph's words for a parser, which at each looks for its other end, or moves all that follows. */
const mark = /(?<=[^\s*])\*|(?<=[^\s_])_|[~&\\@]|[[\]]|<[!?]?|(?<!`)`|:\/\/|www\./g
const ticks = /`+/g
/** A run in which a parser looks for the address before an `@`, anew behind each of its marks. */
const address = /[-.\w+]{2000,}/g
/** Where a parser tries for an address, and looks back for the `[` that it may stand within. */
const word = /(?<![-.\w+/])[-.\w+]/g
/** Behind these only the rest is moved. */
const parting = new Set(['<', '&', '\\', '`', '://', 'www.'])
/** As how many others one of these takes: some are looked for up to the paragraph's end. */
const weights = { ticks: 100, declaration: 40, open: 20, word: 0.5, parting: 0.2 }

/** Counts the marks of a paragraph, line by line. */
export class MarkCounts {
  #most: number
  #counts = new Map<string, number>()
  #ticks = new Set<number>()
  #open = 0
  #lines = 0
  #words = 0

  constructor({ marks }: Limits) {
    this.#most = marks
  }

  /** A paragraph begins. */
  reset(): void {
    this.#counts.clear()
    this.#ticks.clear()
    this.#open = 0
    this.#lines = 0
    this.#words = 0
  }

  /** Takes in a line; tells when the paragraph has too many marks of one kind. */
  add(line: string, number: number): Excess | null {
    const kind = this.#tooMany(line) ?? this.#otherwise(line)
    if (kind !== null) return { limit: 'marks', line: number, what: `has too many ${kind} in one paragraph` }
    return ++this.#lines > this.#most
      ? { limit: 'marks', line: number, what: 'ends too many lines of one paragraph' }
      : null
  }

  #tooMany(line: string): string | null {
    for (const [found] of line.matchAll(mark)) {
      const count = (this.#counts.get(found) ?? 0) + 1
      this.#counts.set(found, count)
      if (count > this.#few(weightOf(found))) return `“${found}”`
      if (found === '[') this.#open++
      else if (found === ']') this.#open = Math.max(0, this.#open - 1)
      if (this.#open > this.#few(weights.open)) return '“[” within each other'
    }
    return null
  }

  #few(weight: number): number {
    return Math.ceil(this.#most / weight)
  }

  #otherwise(line: string): string | null {
    if (line.includes('`')) for (const [run] of line.matchAll(ticks)) this.#ticks.add(run.length)
    if (this.#ticks.size > this.#few(weights.ticks)) return 'kinds of “`”'
    if (this.#counts.has('[')) this.#words += wordsOf(line, this.#words === 0).length
    if (this.#words > this.#few(weights.word)) return 'words behind a “[”'
    const runs = line.length > this.#most ? line.matchAll(address) : []
    for (const [run] of runs) if (run.replace(/\w/g, '').length > this.#most) return '“-.+” without a blank'
    return null
  }
}

function weightOf(mark: string): number {
  if (parting.has(mark)) return weights.parting
  return mark.startsWith('<') ? weights.declaration : 1
}

function wordsOf(line: string, behindBracket: boolean): string[] {
  return line.slice(behindBracket ? Math.max(0, line.indexOf('[')) : 0).match(word) ?? []
}
