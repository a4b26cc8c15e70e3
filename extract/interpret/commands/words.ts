import type { Rich } from '../rich.ts'

/** A part of a script: a word without its quotes, a comment, or the end of a command. */
export interface Token {
  kind: 'word' | 'comment' | 'end'
  /** What it says, each character with its place; of an end, the mark itself. */
  word: Rich
  /** Where it stands in the script (indices, end exclusive). */
  start: number
  end: number
}

/** Quotes, substitutions and lists longer than this are none: an apostrophe swallows no page. */
const reach = 2000
const substitution = 400
const closers: Record<string, string> = { "'": "'", '"': '"', '“': '”', '‘': '’' }
const prompt = /(?:PS\b[^>\n]{0,80}>+|[A-Za-z]:\\[^>\n]{0,80}>|[>%$]+)(?=[ \t])/y
const continued = /[\\`^][ \t]*\n/y
const redirect = /[<>]{1,3}(?:&\d|-|&)?[ \t]*/y
const placeholder = /<(?:\$\{?)?[\p{L}_][^<>\n|&;]{0,60}>/uy
const braces = /\$\{[^}\n]{0,100}\}/y
const slashes = /\/\//y

/**
 * Splits a script into words as a shell would, without running anything.
 *
 * Docs are no clean shell: placeholders (`<node-ip>`), prompts, PowerShell and quotes that do not close
 * must all pass, which is why no shell parser does here. Every step moves on, so time is linear.
 *
 * @param isPrompt tells, of the text behind a `#` at a line's start, whether that `#` is root's prompt
 */
export function splitWords(code: Rich, isPrompt: (at: number) => boolean): Token[] {
  const { text, at } = code
  const tokens: Token[] = []
  let word: { text: string; at: number[]; start: number } | null = null
  let skipNext = false
  let lineStart = true
  let i = 0
  while (i < text.length) step(text[i]!)
  endWord()
  return tokens

  function step(char: string): void {
    const fresh = lineStart
    if (char !== ' ' && char !== '\t') lineStart = false
    if (fresh && match(prompt)) i = prompt.lastIndex
    else if (match(continued) && (char === '\\' || /\s/.test(text[i - 1] ?? ''))) i = continued.lastIndex
    else if (char === '\n') separate(char)
    else if (/\s/.test(char)) {
      endWord()
      i++
      if (fresh) lineStart = true
    } else if (char === '#' && word === null) hash(fresh)
    else if (fresh && match(slashes)) comment()
    else if (closers[char] && !isApostrophe()) quote(char)
    else if ((char === '$' || char === '@') && text[i + 1] === '(') upTo(')')
    else if (char === '$' && match(braces)) take(braces.lastIndex)
    else if (char === '(' && word && /^\w+=$/.test(word.text)) list()
    else if (match(placeholder)) take(placeholder.lastIndex)
    else if (char === '<' || char === '>') cutRedirect()
    else if (';|&()'.includes(char)) separate(char)
    else {
      if (char === '\\' && i + 1 < text.length) i++
      take(i + 1)
    }
  }

  function match(expression: RegExp): boolean {
    expression.lastIndex = i
    return expression.test(text)
  }

  /** Adds the characters up to an index to the word at hand. */
  function take(end: number): void {
    word ??= { text: '', at: [], start: i }
    for (; i < end; i++) {
      word.text += text[i]
      word.at.push(at[i]!)
    }
  }

  function endWord(): void {
    if (word && !skipNext)
      tokens.push({
        kind: 'word',
        word: { text: word.text, at: word.at, runs: [] },
        start: word.start,
        end: i,
      })
    if (word) skipNext = false
    word = null
  }

  function separate(char: string): void {
    endWord()
    skipNext = false
    push('end', i, i + 1)
    i++
    lineStart = char === '\n'
  }

  function push(kind: Token['kind'], start: number, end: number): void {
    tokens.push({
      kind,
      word: { text: text.slice(start, end), at: at.slice(start, end), runs: [] },
      start,
      end,
    })
  }

  /** `#` opens a comment, or is the prompt of root. */
  function hash(fresh: boolean): void {
    if (fresh && isPrompt(i + 1)) i++
    else comment()
  }

  function comment(): void {
    const close = text.indexOf('\n', i)
    const end = close < 0 ? text.length : close
    push('comment', i, end)
    i = end
  }

  function isApostrophe(): boolean {
    return /['‘]/.test(text[i]!) && /\p{L}/u.test(text[i - 1] ?? '') && /\p{L}/u.test(text[i + 1] ?? '')
  }

  function quote(open: string): void {
    const close = closing(closers[open]!, i + 1, open === '"')
    if (close < 0) return take(i + 1)
    word ??= { text: '', at: [], start: i }
    i++
    while (i < close) {
      if (open === '"' && text[i] === '\\' && /["\\$`\n]/.test(text[i + 1] ?? '')) i++
      take(i + 1)
    }
    i = close + 1
  }

  function closing(mark: string, from: number, escapes: boolean): number {
    for (let end = from; end < Math.min(text.length, from + reach); end++) {
      if (escapes && text[end] === '\\') end++
      else if (text[end] === mark) return end
    }
    return -1
  }

  /** Takes a substitution as it stands; one that does not close is no word. */
  function upTo(close: string): void {
    let depth = 1
    for (let end = i + 2; end < Math.min(text.length, i + substitution); end++) {
      if (text[end] === '(') depth++
      else if (text[end] === close && --depth === 0) return take(end + 1)
    }
    take(i + 1)
  }

  /** `PORTS=(22 80)`: the list is the word's value. */
  function list(): void {
    const close = closing(')', i + 1, false)
    if (close < 0) return separate('(')
    for (i++; i < close; ) {
      if (/["']/.test(text[i]!)) i++
      else take(i + 1)
    }
    i = close + 1
  }

  /** Leaves out a redirection with its file descriptor and target. */
  function cutRedirect(): void {
    if (word && /^\d$/.test(word.text)) word = null
    endWord()
    match(redirect)
    skipNext = !/&\d|-$/.test(text.slice(i, redirect.lastIndex).trim())
    i = redirect.lastIndex
  }
}
