import type { Endpoint } from '../../../schema/types.ts'
import type { Vocabulary } from '../../vocabulary/index.ts'
import { findEnds } from './sentence-ends.ts'
import { splitSentences } from './split.ts'

/** A longer sentence introduces no list; matching its words against every pattern would take too long. */
const longest = 400

/** Who talks to whom over "the following ports", as the words above them say; "for …" may be a purpose. */
export function endsOfFollowing(
  words: string,
  vocabulary: Vocabulary,
): { source: Endpoint[]; destination: Endpoint[] } {
  const text = splitSentences(words).at(-1) ?? ''
  const refers = text.length <= longest ? vocabulary.sentences.refers.exec(text) : null
  if (!refers || vocabulary.sentences.denials.test(text)) return { source: [], destination: [] }
  const place = { start: refers.index, end: refers.index + refers[0].length }
  const ends = findEnds(text, [{ ports: [], ...place }], vocabulary)
  return { source: nodes(ends.source), destination: nodes(ends.destination) }

  function nodes(labels: string[]): Endpoint[] {
    return labels
      .filter(label => vocabulary.subject.nodes.test(label))
      .map(label => ({ label, implied: true }))
  }
}
