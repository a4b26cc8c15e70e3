import type { Claim } from '../schema/types.ts'

/** The published files hold facts, not prose: of longer texts only the beginning is kept. */
const mostWords = 10
/** A Chinese or Japanese character says less than a word. */
const ideograph = 0.75

const unit = /[\u3040-\u30ff\u3400-\u9fff]|[^\s\u3040-\u30ff\u3400-\u9fff]+/g

/** Cuts a text after ten words, with an ellipsis. */
export function shorten(text: string): string {
  let words = 0
  for (const found of text.matchAll(unit)) {
    words += /^[\u3040-\u30ff\u3400-\u9fff]$/.test(found[0]) ? ideograph : 1
    if (words > mostWords) return `${text.slice(0, found.index).trimEnd()}…`
  }
  return text
}

/** A claim as it is published. */
export function published(claim: Claim): Claim {
  return {
    ...claim,
    description: claim.description && shorten(claim.description),
    conditions: claim.conditions.map(shorten),
  }
}
