import type { Position } from 'unist'
import type { Stretch } from './quiet.ts'
import { countUpTo } from './sorted.ts'

/** How many lines further on a block is looked for, and a line of its text. */
const farthest = 1000
const nearest = 50

/** A quotation's lines may be marked, as in mail. */
const quoted = /^>\s*/

/** Finds lines and words of a text again, in the order in which they stand. */
export class Places {
  readonly text: string
  #starts: number[] = [0]
  /** Where the search goes on: what stands before has been found. */
  at = 0
  #until: number

  constructor(text: string) {
    this.text = text
    this.#until = text.length
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) this.#starts.push(at + 1)
  }

  /** Where the search ends. */
  get end(): number {
    return this.#until
  }

  /** The 0-based line of an offset. */
  lineAt(offset: number): number {
    return countUpTo(this.#starts, offset) - 1
  }

  /** The stretch of a line without the blanks around it; null below the text. */
  line(index: number): Stretch | null {
    const from = this.#starts[index]
    if (from === undefined) return null
    const full = this.text.slice(from, this.#starts[index + 1] ?? this.text.length)
    const start = from + full.length - full.trimStart().length
    return { start, end: Math.max(start, from + full.trimEnd().length) }
  }

  /** Where a stretch stands, as syntax trees say it. */
  position({ start, end }: Stretch): Position {
    return { start: this.#point(start), end: this.#point(end) }
  }

  #point(offset: number) {
    const line = this.lineAt(offset)
    return { line: line + 1, column: offset - this.#starts[line]! + 1, offset }
  }

  /** Finds the first of the coming lines that passes a test; `from` is the earliest that it can be. */
  find(test: (line: string) => boolean, from = 0, reach = farthest): Stretch | null {
    const first = Math.max(from, this.lineAt(this.at))
    const last = Math.min(first + reach, this.lineAt(this.#until) + 1)
    for (let index = first; index < last; index++) {
      const line = this.line(index)!
      const start = Math.max(line.start, this.at)
      if (start > Math.min(line.end, this.#until)) continue
      const words = this.text.slice(start, Math.min(line.end, this.#until)).trimEnd()
      if (test(words)) return { start, end: start + words.length }
    }
    return null
  }

  /**
   * Finds the lines of a block's text and goes on behind them.
   *
   * The first may have the mark of a list or a title before it. Where it cannot be found, which markup
   * that Asciidoctor rewrites can bring about, the block is where `from` says that it should be.
   */
  take(lines: string[], from: number): Stretch {
    const [first = '', ...rest] = lines.map(line => line.trim()).filter(line => line !== '')
    const start = this.#take(other => other.includes(bare(first)), first, from) ?? this.#guess(from)
    for (const words of rest)
      this.#take(other => other.replace(quoted, '') === bare(words), words, 0, nearest)
    return { start, end: this.at }
  }

  /** Goes on behind words on the first line that passes a test; tells where they start. */
  #take(test: (line: string) => boolean, words: string, from: number, reach = farthest): number | null {
    const line = this.find(other => test(bare(other)), from, reach)
    if (!line) return null
    const found = this.text.slice(line.start, line.end).indexOf(words)
    this.at = found < 0 ? line.end : line.start + found + words.length
    return line.start + Math.max(found, 0)
  }

  /** Reads what stands in a stretch, as if nothing else were there, and goes on behind it. */
  within<T>({ start, end }: Stretch, read: () => T): T {
    const until = this.#until
    this.at = start
    this.#until = end
    const found = read()
    this.at = end
    this.#until = until
    return found
  }

  #guess(from: number): number {
    this.at = Math.max(this.line(from)?.start ?? this.at, this.at)
    return this.at
  }
}

/** Without the escapes that Asciidoctor takes away before it parses. */
function bare(line: string): string {
  return line.replaceAll('\\', '')
}
