import type { Rich } from '../rich.ts'

/** Quotes, lists and substitutions longer than this are none: an apostrophe swallows no page. */
const reach = 2000
const substitution = 400

/** A place in a script, and the word that is being put together there. */
export class Cursor {
  readonly text: string
  readonly #at: number[]
  index = 0
  /** Where the word began; -1 between words. */
  start = -1
  #word: Rich = { text: '', at: [], runs: [] }

  constructor(code: Rich) {
    this.text = code.text
    this.#at = code.at
  }

  /** Where a sticky expression that fits here ends; 0 when it does not fit. */
  match(expression: RegExp): number {
    expression.lastIndex = this.index
    return expression.test(this.text) ? expression.lastIndex : 0
  }

  /** Begins a word, if none has begun. */
  open(): void {
    if (this.start < 0) this.start = this.index
  }

  /** Adds the characters up to an index to the word. */
  take(end: number): void {
    this.open()
    for (; this.index < end; this.index++) {
      this.#word.text += this.text[this.index]
      this.#word.at.push(this.#at[this.index]!)
    }
  }

  /** What the word says so far. */
  get said(): string {
    return this.#word.text
  }

  /** Ends the word and hands it out. */
  close(): Rich {
    const word = this.#word
    this.#word = { text: '', at: [], runs: [] }
    this.start = -1
    return word
  }

  /** A part of the script as it stands. */
  part(start: number, end: number): Rich {
    return { text: this.text.slice(start, end), at: this.#at.slice(start, end), runs: [] }
  }

  /** Where the next mark stands that closes what opens here; -1 when it is not near. */
  closing(mark: string, escapes: boolean): number {
    const last = Math.min(this.text.length, this.index + reach)
    for (let end = this.index + 1; end < last; end++) {
      if (escapes && this.text[end] === '\\') end++
      else if (this.text[end] === mark) return end
    }
    return -1
  }

  /** Where the bracket stands that closes the one behind this place; -1 when it is not near. */
  balanced(): number {
    let depth = 0
    const last = Math.min(this.text.length, this.index + substitution)
    for (let end = this.index + 1; end < last; end++) {
      if (this.text[end] === '(') depth++
      else if (this.text[end] === ')' && --depth === 0) return end
    }
    return -1
  }
}
