import { vocabulary } from '../../vocabulary/index.ts'
import { group, wholeWord } from '../../vocabulary/words.ts'
import { subjectOf } from '../fields/subject.ts'

/** Who a heading or comment beside commands says they are about. */
export interface Said {
  /** The node that they are run on. */
  node: string | null
  /** Who is let in. */
  source: string | null
}

const { at, from, articles, ends, programs, everyone, nameless } = vocabulary.commands
const either = (words: string[]) => `(?:${words.map(wholeWord).join('|')})`
const bracketed = /[(（]([^()（）]{1,60})[)）]/g
const name = `(?:${either(articles)}\\s+)*([^\\s,.:;()][^,.:;()]{0,60}?)(?=\\s*(?:$|[,.:;!()]|${either(ends)}))`
const placed = new RegExp(`${either(at)}\\s+${name}`, 'giu')
const sent = new RegExp(`${either(from)}\\s+${name}`, 'giu')
const program = new RegExp(either(programs), 'giu')
/** A script that puts no blanks between words. */
const unspaced = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]$/u
const frillBefore = /^[\s#/*=~-]+/
const frillBehind = /(?<![\s#*=~:-])[\s#*=~:-]+$/

/** Reads the ends that a heading, a comment or the sentence above some commands names. */
export function readSaid(text: string): Said {
  const plain = bare(text)
  return { node: nodeIn(plain), source: group(everyone.exec(plain), 'name') ?? named(plain, sent) }
}

/** The node that a text says it is about: in brackets, behind "on" or "for", or by its name alone. */
export function nodeIn(text: string): string | null {
  return named(text, bracketed) ?? named(text, placed) ?? alone(bare(text))
}

/** Without the marks around a comment's words. */
function bare(text: string): string {
  return text.replace(frillBefore, '').replace(frillBehind, '')
}

function named(text: string, expression: RegExp): string | null {
  const found = [...text.matchAll(expression)].map(match => match[1]!.trim())
  return found.find(words => !nameless.test(words) && isNode(words)) ?? null
}

function alone(text: string): string | null {
  if (text.length > 60) return null
  const subject = subjectOf([{ kind: 'heading', text, level: 1, end: 0, repairs: [] }], null, false)
  if (!subject || subject.peer !== null || subject.label.split(' ').length > 4) return null
  return isNode(subject.label.replace(program, '')) ? subject.label : null
}

/** Tests whether words end in a word for a node: what comes behind it would be about something else. */
function isNode(words: string): boolean {
  const parts = words.trim().split(' ')
  const last = parts.at(-1)!
  const found = vocabulary.subject.nodes.exec(last)
  const atEnd = found !== null && found.index + found[0].length === last.length
  return (
    parts.length <= 6 && (atEnd || (unspaced.test(last) && vocabulary.subject.nodes.test(last.slice(-2))))
  )
}
