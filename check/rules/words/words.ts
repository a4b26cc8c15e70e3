import { type Rich, within } from '../../../extract/trees.ts'

/** A word in a text: Latin letters, with digits among them at most. */
export interface Word {
  /** As written. */
  text: string
  /** In lower case. */
  lower: string
  /** Indices into the text, end exclusive. */
  start: number
  end: number
  /** It stands in a code span. */
  code: boolean
  /** What it is a part of, in lower case, if that is an address, a path or the like; else empty. */
  within: string
  /** The words right before and right behind it, in lower case; empty across punctuation or a break. */
  before: string
  after: string
}

const run = /(?<![\p{Script=Latin}\d])\p{Script=Latin}[\p{Script=Latin}\d]*(?:['’]\p{Script=Latin}+)?/gu
const ending = /['’]s$/u
/** What is written without blanks and is no words: addresses, paths, options, variables, file names. */
const noWords = /:\/\/|@|[_=\\$%<>{}#]|^[./~-]|\/.*\/.*\/|\.[\p{Script=Latin}\d]/u

/** The words of a text, in their order. */
export function wordsOf({ text, runs }: Rich): Word[] {
  const codes = runs.filter(({ kind }) => kind === 'code').sort((a, b) => a.start - b.start)
  const found = [...text.matchAll(/[^\s,;，；、。：]+/gu)].flatMap(chunk => wordsIn(chunk[0], chunk.index))
  for (const word of found) word.code = within(codes, word.start)
  found.forEach((word, i) => {
    const next = found[i + 1]
    if (!next || !/^[ `'"“”‘’*/-]{1,3}$/.test(text.slice(word.end, next.start))) return
    word.after = next.lower
    next.before = word.lower
  })
  return found
}

/** Without brackets and quotes around it; by hand, for an expression tries each mark as the first of the last. */
function withoutMarks(chunk: string): string {
  let end = chunk.length
  while (end > 0 && '.)]"\'”:'.includes(chunk[end - 1]!)) end--
  return chunk.slice(0, end).replace(/^[(["'“]+/, '')
}

function wordsIn(chunk: string, at: number): Word[] {
  const bare = withoutMarks(chunk)
  const within = noWords.test(bare) ? bare.toLowerCase() : ''
  return [...chunk.matchAll(run)].map(({ 0: full, index }) => {
    const start = at + index
    const text = full.replace(ending, '')
    const end = start + text.length
    return { text, lower: text.toLowerCase(), start, end, code: false, within, before: '', after: '' }
  })
}
