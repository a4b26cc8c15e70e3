import type { Endpoint } from '../../../schema/types.ts'
import type { Vocabulary } from '../../vocabulary/index.ts'
import { canName } from './names.ts'
import { findEnds } from './sentence-ends.ts'
import { splitSentences } from './split.ts'

/** A longer sentence introduces no list; matching its words against every pattern would take too long. */
const longest = 400

type Ends = Record<'source' | 'destination', Endpoint[]>

const nobody: Ends = { source: [], destination: [] }
/** Sentences below a heading that are looked at. */
const mostBelow = 4

/** Who talks to whom over "the following ports", as the words above them say; "for …" may be a purpose. */
export function endsOfFollowing(words: string, vocabulary: Vocabulary): Ends {
  return endsIn(splitSentences(words).at(-1) ?? '', vocabulary, label => vocabulary.subject.nodes.test(label))
}

/** Who talks to whom over "this port", as the sentences below its heading say: the first that names both ends. */
export function endsBelow(words: string, vocabulary: Vocabulary): Ends {
  const found = splitSentences(words)
    .slice(0, mostBelow)
    .map(text => endsIn(text, vocabulary, label => canName(label, vocabulary)))
  return (
    found.find(({ source, destination }) => source.length > 0 && destination.length > 0) ??
    found.find(({ source, destination }) => source.length + destination.length > 0) ??
    nobody
  )
}

function endsIn(text: string, vocabulary: Vocabulary, isName: (label: string) => boolean): Ends {
  const refers = text.length <= longest ? vocabulary.sentences.refers.exec(text) : null
  if (!refers || vocabulary.sentences.denials.test(text)) return nobody
  const place = { start: refers.index, end: refers.index + refers[0].length }
  const { source, destination } = findEnds(text, [{ ports: [], ...place }], vocabulary)
  const implied = (labels: string[]) => labels.filter(isName).map(label => ({ label, implied: true }))
  return { source: implied(source), destination: implied(destination) }
}
