import { subjectOf } from '../../hypotheses/subject.ts'
import type { Vocabulary } from '../../vocabulary/index.ts'
import { group, wholeWord } from '../../vocabulary/words.ts'

/** Who a heading or comment beside commands says they are about. */
export interface Said {
  /** The node that they are run on. */
  node: string | null
  /** Who is let in. */
  source: string | null
}

const bracketed = /[(（]([^()（）]{1,60})[)）]/g

function grammar({ commands: { at, from, articles, ends, programs } }: Vocabulary) {
  const either = (words: string[]) => `(?:${words.map(wholeWord).join('|')})`
  const name = `(?:${either(articles)}\\s+)*([^\\s,.:;()][^,.:;()]{0,60}?)(?=\\s*(?:$|[,.:;!()]|${either(ends)}))`
  return {
    placed: new RegExp(`${either(at)}\\s+${name}`, 'giu'),
    sent: new RegExp(`${either(from)}\\s+${name}`, 'giu'),
    program: new RegExp(either(programs), 'giu'),
  }
}

/** A script that puts no blanks between words. */
const unspaced = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]$/u
const frillBefore = /^[\s#/*=~-]+/
const frillBehind = /(?<![\s#*=~:-])[\s#*=~:-]+$/

/** Reads the ends that a heading, a comment or the sentence above some commands names. */
export function readSaid(text: string, vocabulary: Vocabulary): Said {
  const plain = bare(text)
  const source = group(vocabulary.commands.everyone.exec(plain), 'name')
  const { sent } = vocabulary.derive(grammar)
  return { node: nodeIn(plain, vocabulary), source: source ?? named(plain, sent, vocabulary) }
}

/** The node that a text says it is about: in brackets, behind "on" or "for", or by its name alone. */
export function nodeIn(text: string, vocabulary: Vocabulary): string | null {
  const { placed } = vocabulary.derive(grammar)
  return (
    named(text, bracketed, vocabulary) ?? named(text, placed, vocabulary) ?? alone(bare(text), vocabulary)
  )
}

/** Without the marks around a comment's words. */
function bare(text: string): string {
  return text.replace(frillBefore, '').replace(frillBehind, '')
}

function named(text: string, expression: RegExp, vocabulary: Vocabulary): string | null {
  const found = [...text.matchAll(expression)].map(match => match[1]!.trim())
  return found.find(words => !vocabulary.commands.nameless.test(words) && isNode(words, vocabulary)) ?? null
}

function alone(text: string, vocabulary: Vocabulary): string | null {
  if (text.length > 60) return null
  const subject = subjectOf({
    frames: [{ kind: 'heading', text, level: 2, end: 0, repairs: [] }],
    lead: null,
    vocabulary,
  })
  if (!subject || subject.peer !== null || subject.label.split(' ').length > 4) return null
  return isNode(subject.label.replace(vocabulary.derive(grammar).program, ''), vocabulary)
    ? subject.label
    : null
}

/** Tests whether words end in a word for a node: what comes behind it would be about something else. */
function isNode(words: string, { subject: { nodes } }: Vocabulary): boolean {
  const parts = words.trim().split(' ')
  const last = parts.at(-1)!
  const found = nodes.exec(last)
  const atEnd = found !== null && found.index + found[0].length === last.length
  return parts.length <= 6 && (atEnd || (unspaced.test(last) && nodes.test(last.slice(-2))))
}
