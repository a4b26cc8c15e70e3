import { circumstancesOf, meaningsOf, scopeOf, type Vocabulary } from '../reconcile/index.ts'
import type { Claim, Finding, Source } from '../schema/types.ts'
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

/** Stands for what a document says of a condition that has no normal form. */
export const otherCondition = 'under conditions that the document gives'

/**
 * A claim as it is kept of a fetched document: the facts, and none of its prose. In place of a description is a name
 * of the service that it names, in place of conditions their normal form.
 *
 * @param source the document's
 * @param vocabulary the words that name services and conditions
 */
export function digest(claim: Claim, source: Source, vocabulary: Vocabulary): Claim {
  const { conditions, description } = claim
  const said = circumstancesOf(
    { conditions, description: description === null ? [] : [description], labels: [], context: [] },
    vocabulary.conditions,
  )
  const axes = Object.entries(said.when).map(([axis, value]) => `${axis}=${[value].flat().join(',')}`)
  const bare = {
    ...claim,
    description: null,
    conditions: [...axes, ...(said.conditions.length > 0 ? [otherCondition] : [])],
  }
  const serviceIn = (one: Claim) => meaningsOf([one], { vocabulary, ...scopeOf(source) })[0]!.service
  const wanted = serviceIn(claim)
  if (wanted === null || serviceIn(bare) === wanted) return bare
  const { title, words } = vocabulary.services.get(wanted)!
  const named = [title, ...words].map(name => ({ ...bare, description: name }))
  return named.find(one => serviceIn(one) === wanted) ?? bare
}
