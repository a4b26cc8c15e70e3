import { anchorsIn, anchorWords, unbroken } from './anchors.ts'
import { gate } from './interpret/commands/index.ts'
import { defaultLimits, LimitError } from './limits.ts'
import type { Included, Resolve } from './parts.ts'
import { takeMarks } from './read/marks/index.ts'
import { defaultVocabulary } from './vocabulary/default.ts'
import type { Vocabulary } from './vocabulary/index.ts'
import { wholeWord } from './vocabulary/words.ts'

const either = (words: string[]) =>
  [...new Set(words)]
    .sort((a, b) => b.length - a.length)
    .map(wholeWord)
    .join('|')

/** What makes a page about ports, by the words of the vocabulary. */
interface Grammar {
  /** Words in one of a table's first rows that make it a table about ports, in the plural too. */
  headWord: RegExp
  /** A field of an entry: a key about ports at the start of an item. */
  key: RegExp
  /** A number beside a word that makes it a port. */
  phrase: RegExp
}

function grammar(vocabulary: Vocabulary): Grammar {
  const { heads, before, behind } = vocabulary.derive(anchorWords)
  const plurals = heads.filter(term => /[a-z]$/i.test(term)).map(term => `${term}s`)
  const portTerms = [...vocabulary.headers].filter(([, field]) => field === 'ports').map(([term]) => term)
  return {
    headWord: new RegExp(`${either([...heads, ...plurals])}|port\\(s\\)`, 'iu'),
    key: new RegExp(
      `(?:^[ \\t>]*(?:[-*+•]|\\d+[.)])[ \\t]*|<(?:li|dt|dd|p|strong|b)>\\s*|^[ \\t]*:?)[*_\`]*(?:${either(portTerms)})[*_\`]*(?:<[^>\\n]{0,40}>)*(?:\\s*(?:[:：]|:::?$)|[ \\t]*\\n[ \\t]+\\S)`,
      'imu',
    ),
    phrase: new RegExp(
      `(?:${either(before)})${between}${range}\\d|\\d${between}${range}(?:${either(behind)})`,
      'iu',
    ),
  }
}

/** The row of dashes below a header. */
const delimiterRow = /^[ \t>]*(?:\|[ \t]*)?:?-+:?[ \t]*(?:\|[ \t]*:?-*:?[ \t]*)*$/gm
const tableStart = /<table\b|^[|,:!]===/gim
const tableEnd = /<\/table\b|^[|,:!]===/gim
/** A table of reStructuredText, drawn or made by a directive. */
const rstTable = /(?:^|[ \t])(?:\+[-=]+\+|=+ +=|\.\.[ \t]+(?:list|csv|flat)-table\b)/im
/** An item of a list, or a term, that may begin with ports: `* 4369: …`, `- HTTP API (default 4646)`. */
const item =
  /(?:^[ \t>]*(?:[-*+•]|\d+[.)])[ \t]+|<(?:li|dt|p)\b[^<>]{0,400}>\s*)[^\n]{0,200}?\d{2}|^\d{2,5}\/\w+[ \t]*\n/im
/** A number that is a cell by itself: of CSV, a wiki's table, columns aligned with blanks. */
const numberCell = /(?:^|[,;\t|│]| {2})[ "']{0,9}\d{2,5}(?:[/-]\w{1,9})?[ "']{0,9}(?:[,;\t|│\n]|$| {2})/m
/** What may stand between a number and the word that makes it a port: marks, tags, entities, roles, no words. */
const between = '(?:[^\\p{L}\\d<&\\n]|\\n|<[^>\\n]{0,200}>|&#?\\w{1,10};|:[\\w.+-]{1,40}:(?=`)){0,24}'
const range = '(?:(?:ranges?|the|and|or)[^\\p{L}\\d]{1,4})?'
/** How far around a word its number is looked for, in characters. */
const reach = 400
/** Includes of AsciiDoc and reStructuredText. */
const otherInclude = /^include::([^[\n]+)\[|^[ \t]*\.\.[ \t]+include::([^\n]+)/gm
const anyInclude = /\{\{[<%]|\{%-?\s*include|-8<-|^include::|^[ \t]*\.\.[ \t]+include::|^import\s/m

/** Tells cheaply whether a document can include others. It may say yes in vain, never no. */
export function mayInclude(text: string): boolean {
  return anyInclude.test(text)
}

/**
 * Tells cheaply whether a document can make a claim at all. It may say yes in vain, never no.
 *
 * @param includes how to find what the document includes, and its path: a page may claim by including
 * @param vocabulary the words by which pages speak of ports; default: those that come with Portolan
 */
export function mayClaim(
  text: string,
  includes?: { resolve: Resolve; document: string },
  vocabulary: Vocabulary = defaultVocabulary(),
): boolean {
  const whole = unbroken(text)
  if (maySpeak(text, vocabulary) || (whole !== text && maySpeak(whole, vocabulary))) return true
  return includes !== undefined && anyInclude.test(text) && includesClaim(text, includes, vocabulary)
}

function maySpeak(text: string, vocabulary: Vocabulary): boolean {
  const words = vocabulary.derive(grammar)
  let spoken = false
  let commands = false
  for (const { start, end, word, command } of anchorsIn(text, vocabulary)) {
    if (word && statesPort(text, start, end, words)) return true
    spoken ||= word
    commands ||= command
  }
  if (commands && holdsCommand(text)) return true
  if (spoken && holdsTable(text, words)) return true
  return (spoken && numberCell.test(text)) || ((spoken || commands) && item.test(text))
}

function statesPort(text: string, start: number, end: number, { phrase, key }: Grammar): boolean {
  const around = text.slice(Math.max(0, start - reach), end + reach)
  if (/\d/.test(around) && phrase.test(around)) return true
  // The key stands at the front of its line: of a longer line only what is near can be one.
  const from = Math.max(0, start - reach)
  const front = from + text.slice(from, start + 1).lastIndexOf('\n') + 1
  return key.test(text.slice(front, end + 60))
}

function holdsTable(text: string, { headWord }: Grammar): boolean {
  for (const row of text.matchAll(delimiterRow)) {
    if (row[0].includes('-') && headWord.test(linesAround(text, row.index, row.index + row[0].length)))
      return true
  }
  for (const start of text.matchAll(tableStart)) {
    tableEnd.lastIndex = start.index + start[0].length
    const end = tableEnd.exec(text)?.index ?? text.length
    if (headWord.test(text.slice(start.index, end))) return true
  }
  return rstTable.test(text) && headWord.test(text)
}

/** The header above a row of dashes, and the first rows below it: the header may be one of those. */
function linesAround(text: string, start: number, end: number): string {
  const from = text.lastIndexOf('\n', start - 2) + 1
  let to = end
  for (let line = 0; line < 3 && to >= 0 && to < text.length; line++) to = text.indexOf('\n', to + 1)
  return text.slice(from, to < 0 ? text.length : to)
}

/** Highlighted code has tags between its words. */
function holdsCommand(text: string): boolean {
  return gate.test(text) || (/<(?:pre|code)\b/i.test(text) && gate.test(text.replace(/<[^<>]*>/g, '')))
}

/** Each document is looked at once, however often and in whatever circles it is included. */
function includesClaim(
  whole: string,
  { resolve, document }: { resolve: Resolve; document: string },
  vocabulary: Vocabulary,
): boolean {
  const known = new Set([document])
  const waiting = [{ path: document, text: whole }]
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    for (const { name, label } of includesIn(next.text, vocabulary)) {
      // Who reads it will tell what it includes too much of.
      if (known.size > defaultLimits.included) return true
      const found = find(() => resolve(name, label, next.path))
      if (found === 'too much') return true
      if (!found || known.has(found.path)) continue
      known.add(found.path)
      if (mayClaim(found.text, undefined, vocabulary)) return true
      waiting.push(found)
    }
  }
  return false
}

function find(step: () => Included | null): Included | null | 'too much' {
  try {
    return step()
  } catch (error) {
    if (!(error instanceof LimitError)) throw error
    return 'too much'
  }
}

function includesIn(text: string, vocabulary: Vocabulary): { name: string; label: string }[] {
  if (!anyInclude.test(text)) return []
  const others = [...text.matchAll(otherInclude)].map(m => ({
    name: 'include',
    label: (m[1] ?? m[2])!.trim(),
  }))
  return [...takeMarks(text, vocabulary).marks.filter(mark => mark.kind === 'include'), ...others]
}
