import { isDeepStrictEqual } from 'node:util'
import { circumstancesOf, type Vocabulary } from '../reconcile/index.ts'
import type { Claim, Finding } from '../schema/types.ts'
import type { MadeCorrection } from './api/records.ts'

/** The published files hold facts, not prose: of longer texts only the beginning is kept. */
export const most = { description: 8, condition: 10, quote: 8, replacement: 10 }
/** A Chinese or Japanese character says less than a word. */
const ideograph = 0.75

const unit = /[\u3040-\u30ff\u3400-\u9fff]|(?:(?![\u3040-\u30ff\u3400-\u9fff])[\p{L}\p{N}])+/gu

/** Cuts a text after so many words, with an ellipsis. */
export function shorten(text: string, mostWords: number): string {
  let words = 0
  for (const found of text.matchAll(unit)) {
    words += /^[\u3040-\u30ff\u3400-\u9fff]/.test(found[0]) ? ideograph : 1
    if (words > mostWords) return `${text.slice(0, found.index).replace(/(?<![\s\p{P}])[\s\p{P}]+$/u, '')}…`
  }
  return text
}

/** A claim as it is published. */
export function published(claim: Claim): Claim {
  return {
    ...claim,
    description: claim.description && shorten(claim.description, most.description),
    conditions: claim.conditions.map(condition => shorten(condition, most.condition)),
  }
}

/** A finding as it is published: of what it quotes only the beginning, and no edit that holds prose. */
export function publishedFinding(finding: Finding): Finding {
  const { message, evidence, suggestion } = finding
  return {
    ...finding,
    message: shortenQuotes(message),
    evidence: evidence.map(one => ({ ...one, note: shortenQuotes(one.note) })),
    suggestion: suggestion && publishedSuggestion(suggestion),
  }
}

/** A correction as it is published: of what the findings that it accepts quote only the beginning. */
export function publishedCorrection(made: MadeCorrection): MadeCorrection {
  const evidence = made.evidence.map(one => ({ ...one, note: shortenQuotes(one.note) }))
  return { ...made, reason: shortenQuotes(made.reason), evidence }
}

function publishedSuggestion({ text, replacement, span }: NonNullable<Finding['suggestion']>) {
  const isProse = replacement !== null && shorten(replacement, most.replacement) !== replacement
  const edit = isProse ? { replacement: null, span: null } : { replacement, span }
  return { text: shortenQuotes(text), ...edit }
}

const quoted = /“[^“”]*”|"[^"]*"|`[^`]*`/g

/** Shortens what is quoted; the words around are ours. */
function shortenQuotes(text: string): string {
  return text.replace(quoted, quote => `${quote[0]}${shorten(quote.slice(1, -1), most.quote)}${quote.at(-1)}`)
}

/**
 * A claim as it is kept of a fetched document: as short as it is published. Where the beginning of its texts
 * does not name its conditions, the words that do are kept instead.
 *
 * @param vocabulary the words that name conditions
 */
export function digest(claim: Claim, vocabulary: Vocabulary): Claim {
  const short = published(claim)
  const wanted = whenOf(claim, vocabulary)
  const means = (other: Claim) => isDeepStrictEqual(whenOf(other, vocabulary), wanted)
  return means(short) ? short : (retold(claim, short).find(means) ?? short)
}

function whenOf({ conditions, description, source, destination, context }: Claim, vocabulary: Vocabulary) {
  const labels = [...source, ...destination].map(({ label }) => label)
  const described = description === null ? [] : [description]
  return circumstancesOf({ conditions, description: described, labels, context }, vocabulary.conditions).when
}

/** The short claim with one of its texts begun later. */
function retold({ conditions, description }: Claim, short: Claim): Claim[] {
  const told = conditions.flatMap((text, i) =>
    windows(text, most.condition).map(window => ({ ...short, conditions: short.conditions.with(i, window) })),
  )
  const described = windows(description ?? '', most.description).map(window => ({
    ...short,
    description: window,
  }))
  return [...told, ...described]
}

/** A text begun at each of its words, as many words as are kept. */
function windows(text: string, words: number): string[] {
  const starts = [...text.matchAll(/(?<=[\s\p{P}\u3040-\u30ff\u3400-\u9fff])[\p{L}\p{N}]/gu)]
  return starts.map(({ index }) => shorten(`…${text.slice(index)}`, words))
}
