import type { Claim } from '../schema/types.ts'

/** The published files hold facts, not prose: of longer texts only the beginning is kept. */
const most = { description: 8, condition: 10 }
/** A Chinese or Japanese character says less than a word. */
const ideograph = 0.75

const unit = /[\u3040-\u30ff\u3400-\u9fff]|(?:(?![\u3040-\u30ff\u3400-\u9fff])[\p{L}\p{N}])+/gu

/** Cuts a text after so many words, with an ellipsis. */
export function shorten(text: string, mostWords: number): string {
  let words = 0
  for (const found of text.matchAll(unit)) {
    words += /^[\u3040-\u30ff\u3400-\u9fff]/.test(found[0]) ? ideograph : 1
    if (words > mostWords) return `${text.slice(0, found.index).replace(/[\s\p{P}]+$/u, '')}…`
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
