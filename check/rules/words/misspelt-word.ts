import type { Rich } from '../../../extract/trees.ts'
import type { Vocabulary } from '../../../reconcile/index.ts'
import { overlay } from '../../../reconcile/overlay.ts'
import { add } from '../../group.ts'
import { contentOf } from '../../load.ts'
import type { Problem, Rule } from '../../rule.ts'
import type { Page, Survey, Text } from '../../survey/index.ts'
import { advice, locateIn, quoted, rewriting, shown } from '../evidence.ts'

/** Terms of port documentation with a lost, doubled or swapped letter. */
export const misspeltWord: Rule = {
  id: 'misspelt-word',
  family: 'words',
  severity: 'warning',
  description:
    'A term of the port vocabulary lost, doubled or swapped a letter, or the space before it is missing.',
  why: 'Copying `ptables` gives an error, and a search of the page for `iptables` does not find it.',
  examples: [
    {
      wrong: 'Open TCP port 80 in the host firewall, for example with `ptables`.',
      right:
        'Open TCP port 80 in the host firewall, for example with `iptables`; x-tables and overlayfs too.',
      says: '“ptables” should be “iptables”',
    },
    {
      title: 'nodes follow etcd, not "etc"',
      wrong: '### etc nodes\n\nThey listen on TCP port 2379.',
      right:
        '### etcd nodes\n\nAgents, servers, etc. connect to TCP port 2379, as do users, operators, etc nodes of others.',
      says: '“etc” should be “etcd”',
      fix: 'etcd',
    },
    {
      title: 'a missing space before code',
      wrong: 'Health checks (`livenessProbe` and`readinessProbe`) use TCP port 9099.',
      right: 'Health checks (`livenessProbe` and `readinessProbe`) use TCP port 9099 of the `node`s.',
      says: '“and`readinessProbe`” lacks a space after “and”',
    },
    {
      title: 'a missing space before a name',
      wrong: 'Health checks (livenessProbe andreadinessProbe) use TCP port 9099.',
      right: 'Health checks (livenessProbe and readinessProbe) use TCP port 9099, without `withServer`.',
      says: '“andreadinessProbe” lacks a space after “and”',
    },
  ],
  check: survey => {
    const terms = survey.vocabulary.derive(termsOf)
    const words = survey.pages
      .filter(({ claims }) => claims.length > 0)
      .flatMap(page => page.texts.flatMap(text => wordsOf(page, text, terms)))
    const places = new Map<string, Word[]>()
    for (const word of words) add(places, word.lower, word)
    return [...words.flatMap(word => misspelt(word, places) ?? glued(word)), ...gluedToCode(survey, terms)]
  },
}

interface Terms {
  names: Map<string, string>
  /** The right name for each form with one letter lost, doubled or swapped. */
  slips: Map<string, string>
  loose: string[]
  etcd: Set<string>
}

interface TermsFile {
  names: (string | string[])[]
  ordinary?: (string | string[])[]
  loose: string[]
  etcd: string[]
}

/** Shorter names have too many neighbours that are right words. */
const shortest = 6
/** A word that occurs this often is meant. */
const often = 3
const mostShown = 3

/** The terms, with those that a vocabulary adds. */
function termsOf({ terms }: Vocabulary): Terms {
  const { names, ordinary = [], loose, etcd } = overlay(contentOf('terms'), terms) as TermsFile
  const known = new Map(names.flat().map(name => [name.toLowerCase(), name]))
  const right = new Set([...known.keys(), ...ordinary.flat().map(word => word.toLowerCase())])
  const slips = new Map<string, string>()
  for (const [lower, name] of known) {
    if (lower.length < shortest) continue
    for (const slip of slipsOf(lower)) if (!right.has(slip)) slips.set(slip, name)
  }
  return { names: known, slips, loose, etcd: new Set(etcd) }
}

/** A word with each letter in turn lost, doubled, or swapped with the next. */
function slipsOf(word: string): string[] {
  return Array.from(word, (letter, i) => {
    const [before, after] = [word.slice(0, i), word.slice(i + 1)]
    return [
      before + after,
      before + letter + letter + after,
      before + after.slice(0, 1) + letter + after.slice(1),
    ]
  }).flat()
}

interface Word {
  terms: Terms
  page: Page
  text: Text
  /** As written. */
  word: string
  lower: string
  /** Indices into the text, end exclusive. */
  start: number
  end: number
}

/** Addresses, paths, options and variables are no words. */
const noWord = /:\/\/|@|[_=\\$%<>{}#]|^[./~-]|\/.*\/|\.[a-z\d]/i

function wordsOf(page: Page, text: Text, terms: Terms): Word[] {
  return [...text.rich.text.matchAll(/[^\s,;，；、。：]+/gu)].flatMap(({ 0: chunk, index }) =>
    noWord.test(chunk.replace(/[.)\]"'”:]+$/, ''))
      ? []
      : [...chunk.matchAll(/(?<![\p{Script=Latin}\d])[a-z][a-z\d]*(?:-[a-z][a-z\d]*)*/giu)].map(found => {
          const start = index + found.index
          const [word] = found
          return { terms, page, text, word, lower: word.toLowerCase(), start, end: start + word.length }
        }),
  )
}

function misspelt(word: Word, places: Map<string, Word[]>): Problem[] | null {
  const right = rightFor(word)
  if (right === undefined || places.get(word.lower)!.length >= often) return null
  const replacement = inCaseOf(word.word, right)
  const others = (places.get(right.toLowerCase()) ?? []).filter(({ page }) => page === word.page)
  const evidence = others.slice(0, mostShown).flatMap(other => {
    const at = placeOf(other)
    return at ? [shown(at, quoted(other.text.rich.text, 40))] : []
  })
  const message = `${quoted(word.word)} should be ${quoted(replacement)}`
  return problemAt(word, message, evidence, replacement)
}

function rightFor({ terms, lower, start, end, text: { rich } }: Word): string | undefined {
  const known = terms.slips.get(lower)
  if (known !== undefined || lower !== 'etc') return known
  const next = /^ ([a-z]+)/i.exec(rich.text.slice(end))?.[1]?.toLowerCase() ?? ''
  const endsList = /[,，、]\s*$/.test(rich.text.slice(0, start))
  return terms.etcd.has(next) && !endsList ? 'etcd' : undefined
}

/** A capital at the start stays. */
function inCaseOf(written: string, right: string): string {
  if (written === written.toLowerCase()) return right === right.toUpperCase() ? right : keepInner(right)
  return /^\p{Lu}/u.test(written) ? right[0]!.toUpperCase() + right.slice(1) : right
}

/** `livenessProbe` keeps its capital within; a capital at the start of a name does not matter in lower case. */
function keepInner(right: string): string {
  return /\p{Lu}/u.test(right.slice(1)) ? right : right.toLowerCase()
}

/** `andreadinessProbe`: only names with a capital inside are sure to be no part of another word. */
function glued(word: Word): Problem[] {
  const first = word.terms.loose.find(
    one =>
      word.lower.startsWith(one) &&
      /^\p{Ll}/u.test(word.word.slice(one.length)) &&
      isName(word.lower.slice(one.length), word.terms),
  )
  return first ? problemAt(word, `${quoted(word.word)} lacks a space after ${quoted(first)}`) : []
}

function isName(lower: string, terms: Terms): boolean {
  const name = terms.names.get(lower)
  return name !== undefined && lower.length >= shortest && /\p{Lu}/u.test(name.slice(1))
}

/** A word that runs into the code span behind it. */
function gluedToCode({ pages }: Survey, terms: Terms): Problem[] {
  return pages
    .filter(({ claims }) => claims.length > 0)
    .flatMap(page => page.texts.flatMap(text => gluedIn(page, text, terms)))
}

function gluedIn(page: Page, text: Text, terms: Terms): Problem[] {
  const { rich } = text
  return codeSpans(rich).flatMap(({ start, end }) => {
    const before =
      /(?<![\p{L}\p{N}])[a-z]+$/iu.exec(rich.text.slice(Math.max(0, start - 12), start))?.[0] ?? ''
    if (!terms.loose.includes(before.toLowerCase())) return []
    const word = { terms, page, text, word: before, lower: before, start: start - before.length, end: start }
    const written = `${before}\`${rich.text.slice(start, end)}\``
    return problemAt(word, `${quoted(written)} lacks a space after ${quoted(before)}`)
  })
}

function codeSpans({ runs }: Rich) {
  return runs.filter(({ kind }) => kind === 'code')
}

function placeOf({ text, start, end }: Word) {
  return locateIn(text, start, end)
}

function problemAt(
  word: Word,
  message: string,
  evidence: Problem['evidence'] = [],
  right?: string,
): Problem[] {
  const at = placeOf(word)
  const isPlain = !word.text.rich.runs.some(
    ({ kind, start, end }) => (kind === 'code' || kind === 'link') && start < word.end && word.start < end,
  )
  // What is in code, or leads somewhere, is changed by those who know what it refers to.
  const edit = right === undefined || !isPlain ? null : rewriting(word.text, word.start, word.end, right)
  const suggestion = edit ?? (right === undefined ? null : advice(`Write ${quoted(right)}`))
  return at ? [{ at, message, evidence, suggestion }] : []
}
