import { pick, type Random } from '../../bench/mutate/random.ts'
import { asciidoc, commands, markdown, rst } from '../generators/dictionary.ts'
import { oddCharacters, oddNumbers, oddSpans } from './odd.ts'

/**
 * Makes a small change to a text.
 *
 * @param other another document, to take parts from
 */
export type Mutation = (text: string, random: Random, other: string) => string

const words = [...markdown, ...asciidoc, ...rst, ...commands]
const lineEnd = /\r\n|\n|\r/

const below = (most: number, random: Random): number => Math.floor(random() * most)

/** Changes the lines of a text. */
function lines(change: (lines: string[], at: number, random: Random, other: string[]) => void): Mutation {
  return (text, random, other) => {
    const all = text.split('\n')
    change(all, below(all.length, random), random, other.split('\n'))
    return all.join('\n')
  }
}

/** Puts something in the place of one of the matches. */
function replacing(pattern: RegExp, put: (found: string, random: Random, other: string) => string): Mutation {
  return (text, random, other) => {
    const found = [...text.matchAll(pattern)]
    if (found.length === 0) return text
    const { 0: match, index } = pick(found, random)
    return text.slice(0, index) + put(match, random, other) + text.slice(index + match.length)
  }
}

/** Puts something in between. */
function inserting(make: (random: Random) => string): Mutation {
  return (text, random) => {
    const at = below(text.length + 1, random)
    return text.slice(0, at) + make(random) + text.slice(at)
  }
}

/** Ways to damage a document, by name. */
export const mutations: Record<string, Mutation> = {
  'drop a line': lines((all, at) => all.splice(at, 1)),
  'double a line': lines((all, at) => all.splice(at, 0, all[at]!)),
  'swap lines': lines((all, at, random) => {
    const to = below(all.length, random)
    ;[all[at], all[to]] = [all[to]!, all[at]!]
  }),
  'join lines': lines((all, at, random) =>
    all.splice(at, 2, all.slice(at, at + 2).join(pick(['', ' ', '|', '||'], random))),
  ),
  'indent a line': lines((all, at, random) => {
    all[at] = pick([' ', '   ', '    ', '\t', '> ', '- ', '1. ', '| '], random) + all[at]
  }),
  'take lines of another document': lines((all, at, random, other) => {
    const from = below(other.length, random)
    all.splice(at, below(3, random), ...other.slice(from, from + 1 + below(8, random)))
  }),
  'drop characters': (text, random) => {
    const at = below(text.length, random)
    return text.slice(0, at) + text.slice(at + 1 + below(6, random))
  },
  'double a stretch': (text, random) => {
    const at = below(text.length, random)
    const stretch = text.slice(at, at + 1 + below(60, random))
    return text.slice(0, at) + stretch.repeat(1 + below(3, random)) + text.slice(at)
  },
  'cut the end': (text, random) => text.slice(0, below(text.length + 1, random)),
  'cut the beginning': (text, random) => text.slice(below(text.length, random)),
  'an odd character': inserting(random => pick(oddCharacters, random)),
  'a word of markup': inserting(random => pick(words, random)),
  'a line of markup': inserting(random => `\n${pick(words, random)}${pick(words, random)}\n`),
  'another number': replacing(/\d+/g, (_, random) => pick(oddNumbers, random)),
  'a number for a word': replacing(/\p{L}+/gu, (_, random) => pick(oddNumbers, random)),
  'another span': replacing(/(?<=span\s*=\s*["']?)\d*/g, (_, random) => pick(oddSpans, random)),
  'a span': replacing(
    /<t[dh]\b/g,
    (tag, random) => `${tag} ${pick(['row', 'col'], random)}span=${pick(oddSpans, random)}`,
  ),
  'no tag': replacing(/<\/?[a-z][^<>]*>/gi, () => ''),
  'a tag unclosed': replacing(/>/g, () => ''),
  'no mark': replacing(/[|#`*_=+:{}()[\]"'&;-]+/g, () => ''),
  'a mark twice': replacing(/[|#`*_=+:{}()[\]"'&;<>-]/g, mark => mark + mark),
  'another line end': replacing(/\r\n|\n|\r/g, (_, random) =>
    pick(['\r', '\r\n', '\n\n', '\u2028', ''], random),
  ),
  'other line ends': (text, random) => text.split(lineEnd).join(pick(['\r\n', '\r', '\n'], random)),
  'a word again': replacing(/\p{L}+/gu, word => `${word} ${word}`),
  'words swapped': replacing(/(?<=\P{L})\p{L}+ \p{L}+/gu, two => two.split(' ').reverse().join(' ')),
  'a letter less': replacing(
    /\p{L}{4,}/gu,
    (word, random) => word.slice(0, 1 + below(3, random)) + word.slice(2),
  ),
}

const all = Object.values(mutations)

/** Damages a text a few times. */
export function mutated(text: string, random: Random, other: string): string {
  let now = text
  for (let n = 1 + below(4, random); n > 0; n--) now = pick(all, random)(now, random, other)
  return now
}

/** Damages a file byte by byte: not even its encoding is left whole. */
export function mutatedBytes(bytes: Uint8Array, random: Random): Uint8Array {
  const now = Uint8Array.from(bytes)
  for (let n = 1 + below(4, random); n > 0 && now.length > 0; n--)
    now[below(now.length, random)]! ^= 1 << below(8, random)
  return now
}
