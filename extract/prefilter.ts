import { anchorsIn, unbroken } from './anchors.ts'
import { gate } from './interpret/commands/index.ts'
import { defaultLimits, LimitError } from './limits.ts'
import { concernsFile } from './overrides.ts'
import type { Included, Resolve } from './parts.ts'
import { takeMarks } from './read/marks/index.ts'
import { defaultVocabulary } from './vocabulary/default.ts'
import type { Vocabulary } from './vocabulary/index.ts'

/** How far from a word about ports its number may be, in characters: in a list the word may be in the sentence above. */
const reach = 1000
/** A cell of a table: its words about ports may be in the header, and its cells may say "all". */
const tableCell =
  /^[ \t>]*\||[|,:!]===|\|[^|\n]*\||<t[dr]\b|^\+[-=]+\+|^[ \t]*=+ +=|\.\.[ \t]+(?:list|csv|flat)-table\b/im
/** Behind a word the end of a key, whose value may be "all". */
const keyEnd = /^[\p{L}() ]{0,20}[*_`]*(?:<[^>\n]{0,40}>)*(?:\s*[:：]|[ \t]*\n[ \t]+\S)/u
/** A cell of a table, an item of a list, or a line that starts with a number like a port's. */
const numberCell =
  /(?:(?:^[ \t>]*(?:[-*+•][ \t]+)*|[|!]|<(?:td|th|li|dt|dd|p|code|strong|b)\b[^<>\n]{0,200}>)[ \t]{0,40}|[ \t]{2}|\t)["'`*_+(]{0,8}\d{2,5}(?![\d.,])/gim
/** In tables of comma-separated values cells start with less. */
const separated = /^[,:]===|format=["']?[cdt]sv|csv-table/m
const separatedCell = /(?:^|[,:;\t])[ \t]{0,40}"?\d{2,5}(?![\d.])/gm
/** How many such cells make a table or a list that may hold ports, though no known word is about them. */
const fewestCells = 2
/** A number that is a cell by itself: of CSV, a wiki's table, columns aligned with blanks. */
const loneNumber = /(?:^|[,;\t|│]| {2})[ "']{0,9}\d{2,5}(?:[/-]\w{1,9})?[ "']{0,9}(?:[,;\t|│\n]|$| {2})/m
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
  if (text.includes('portolan-table') || isDecided(includes?.document, vocabulary)) return true
  const whole = unbroken(text)
  if (maySpeak(text, vocabulary) || (whole !== text && maySpeak(whole, vocabulary))) return true
  return includes !== undefined && anyInclude.test(text) && includesClaim(text, includes, vocabulary)
}

/** Somebody decided how tables of the document are read. */
function isDecided(document: string | undefined, { blocks }: Vocabulary): boolean {
  return document !== undefined && blocks.some(block => !block.ignore && concernsFile(block, document))
}

function maySpeak(text: string, vocabulary: Vocabulary): boolean {
  const hasTable = tableCell.test(text) || loneNumber.test(text)
  let commands = false
  let digit = Number.NEGATIVE_INFINITY
  for (const { start, end, word, command } of anchorsIn(text, vocabulary)) {
    if (word && (hasTable || keyEnd.test(text.slice(end, end + 80)))) return true
    if (word && isNear(start, end)) return true
    commands ||= command
  }
  if (commands && holdsCommand(text)) return true
  return hasCells(text, numberCell) || (separated.test(text) && hasCells(text, separatedCell))

  /** Tests for a digit around a word; to be asked of rising offsets. */
  function isNear(start: number, end: number): boolean {
    if (digit < start - reach) digit = nextDigit(text, Math.max(0, start - reach))
    return digit < end + reach
  }
}

function nextDigit(text: string, from: number): number {
  const digits = /\d/g
  digits.lastIndex = from
  return digits.exec(text)?.index ?? Number.POSITIVE_INFINITY
}

function hasCells(text: string, cell: RegExp): boolean {
  let count = 0
  for (const _ of text.matchAll(cell)) if (++count >= fewestCells) return true
  return false
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
