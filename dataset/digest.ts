import { isDeepStrictEqual } from 'node:util'
import { circumstancesOf, defaultVocabulary } from '../reconcile/index.ts'
import type { Claim } from '../schema/types.ts'
import { most, published, shorten } from './shorten.ts'

/**
 * A claim as it is kept of a document that is fetched: as short as it is published, but where its beginning
 * does not tell under which circumstances it holds, with the words that do.
 */
export function digest(claim: Claim): Claim {
  const short = published(claim)
  const wanted = whenOf(claim)
  const means = (other: Claim) => isDeepStrictEqual(whenOf(other), wanted)
  return means(short) ? short : (retold(claim, short).find(means) ?? short)
}

function whenOf({ conditions, description, source, destination, context }: Claim) {
  const labels = [...source, ...destination].map(({ label }) => label)
  const described = description === null ? [] : [description]
  return circumstancesOf(
    { conditions, description: described, labels, context },
    defaultVocabulary().conditions,
  ).when
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
