import type { Rich } from '../rich.ts'
import { Cursor } from './cursor.ts'

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
const placeholder = /<(?:\$\{?)?[\p{L}_][^<>\n|&;]{0,60}>/uy
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
    else if (char === '<' || char === '>') angle()
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
    if (/^\d$/.test(cursor.said)) cursor.close()
    endWord()
    redirect.lastIndex = cursor.index
    const found = redirect.exec(text)!
    skipNext = !/\d|-/.test(found[1] ?? '')
    cursor.index += found[0].length
  }
}
