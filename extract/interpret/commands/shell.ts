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

/** A part of a script: a word without its quotes, a comment, or the end of a command. */
export interface Token {
  kind: 'word' | 'comment' | 'end'
  /** What it says, each character with its place; of an end, the mark itself. */
  word: Rich
  /** Where it stands in the script (indices, end exclusive). */
  start: number
  end: number
}

const closers: Record<string, string> = { "'": "'", '"': '"', '“': '”', '‘': '’' }
const prompt = /(?:PS\b[^>\n]{0,80}>+|[A-Za-z]:\\[^>\n]{0,80}>|[>%$]+)(?=[ \t])/y
const continued = /(?:\\|(?<=\s)[`^])[ \t]*\n/y
const redirect = /[<>]{1,3}(&\d|-|&)?[ \t]*/y
const placeholder = /<(?:\$\{?)?[\p{L}_][^<>\n|&;]{0,60}>|\[\p{L}[^[\]\n|&;]{0,60}\]/uy
const braces = /\$\{[^}\n]{0,100}\}/y
const apostrophe = /(?<=\p{L})['‘](?=\p{L})/uy

/**
 * Splits a script into words as a shell would, without running anything.
 *
 * Docs are no clean shell: placeholders (`<node-ip>`), prompts, PowerShell and quotes that do not close
 * must all pass, which is why no shell parser does here. Every step moves on, so time is linear.
 *
 * @param isPrompt tells, of the text behind a `#` at a line's start, whether that `#` is root's prompt
 */
export function splitWords(code: Rich, isPrompt: (at: number) => boolean): Token[] {
  const cursor = new Cursor(code)
  const { text } = cursor
  const tokens: Token[] = []
  let skipNext = false
  let lineStart = true
  while (cursor.index < text.length) step(text[cursor.index]!)
  endWord()
  return tokens

  function step(char: string): void {
    const fresh = lineStart
    if (char !== ' ' && char !== '\t') lineStart = false
    const skipped = (fresh && cursor.match(prompt)) || cursor.match(continued)
    if (skipped) cursor.index = skipped
    else if (/\s/.test(char)) blank(char)
    else if (char === '#' && fresh && isPrompt(cursor.index + 1)) cursor.index++
    else if ((char === '#' && cursor.start < 0) || (fresh && text.startsWith('//', cursor.index))) comment()
    else if (closers[char]) quote(char)
    else if ((char === '$' || char === '@') && text[cursor.index + 1] === '(') bracket()
    else if (char === '(' && /^\w+=$/.test(cursor.said)) list()
    else if (char === '<' || char === '>' || (char === '[' && cursor.start < 0)) angle()
    else if (';|&()'.includes(char)) separate()
    else cursor.take(cursor.match(braces) || escaped(char))
  }

  /** A backslash goes, the character behind it stays. */
  function escaped(char: string): number {
    if (char === '\\' && cursor.index + 1 < text.length) cursor.index++
    return cursor.index + 1
  }

  function blank(char: string): void {
    if (char === '\n') separate()
    else {
      endWord()
      cursor.index++
    }
  }

  function endWord(): void {
    if (cursor.start < 0) return
    const { start, index: end } = cursor
    const word = cursor.close()
    if (!skipNext) tokens.push({ kind: 'word', word, start, end })
    skipNext = false
  }

  function separate(): void {
    endWord()
    skipNext = false
    lineStart = text[cursor.index] === '\n'
    push('end', cursor.index + 1)
  }

  function comment(): void {
    const close = text.indexOf('\n', cursor.index)
    push('comment', close < 0 ? text.length : close)
  }

  function push(kind: Token['kind'], end: number): void {
    tokens.push({ kind, word: cursor.part(cursor.index, end), start: cursor.index, end })
    cursor.index = end
  }

  function quote(open: string): void {
    const close = cursor.match(apostrophe) ? -1 : cursor.closing(closers[open]!, open === '"')
    if (close < 0) cursor.take(cursor.index + 1)
    else inside(close, open === '"' ? /\\(?=["\\$`\n])/y : null)
  }

  /** Takes what stands between marks, without the characters that are left out there. */
  function inside(close: number, without: RegExp | null): void {
    cursor.open()
    cursor.index++
    while (cursor.index < close) {
      const skipped = without && cursor.match(without)
      if (skipped) cursor.index = Math.min(skipped, close)
      if (cursor.index < close) cursor.take(cursor.index + 1)
    }
    cursor.index = close + 1
  }

  /** A substitution stays as it stands; one that does not close is none. */
  function bracket(): void {
    const close = cursor.balanced()
    cursor.take(close < 0 ? cursor.index + 1 : close + 1)
  }

  /** `PORTS=("22" 80)`: the list is the word's value. */
  function list(): void {
    const close = cursor.closing(')', false)
    if (close < 0) separate()
    else inside(close, /["']+/y)
  }

  /** A placeholder is a word; a redirection goes, with its file descriptor and its target. */
  function angle(): void {
    const end = cursor.match(placeholder)
    if (end) {
      cursor.take(end)
      return
    }
    if (text[cursor.index] === '[') {
      cursor.take(cursor.index + 1)
      return
    }
    if (/^\d$/.test(cursor.said)) cursor.close()
    endWord()
    redirect.lastIndex = cursor.index
    const found = redirect.exec(text)!
    skipNext = !/\d|-/.test(found[1] ?? '')
    cursor.index += found[0].length
  }
}
