import type { Endpoint } from '../../../schema/types.ts'
import { vocabulary } from '../../vocabulary/index.ts'
import { findEnds } from './sentence-ends.ts'

/** Who talks to whom over "the following ports", as the words above them say; "for …" may be a purpose. */
export function endsOfFollowing(text: string): { source: Endpoint[]; destination: Endpoint[] } {
  const refers = vocabulary.sentences.refers.exec(text)
  if (!refers || vocabulary.sentences.denials.test(text)) return { source: [], destination: [] }
  const place = { start: refers.index, end: refers.index + refers[0].length }
  const ends = findEnds(text, [{ ports: [], protocols: [], protocolText: null, ...place }])
  return { source: nodes(ends.source), destination: nodes(ends.destination) }
}

function nodes(labels: string[]): Endpoint[] {
  return labels.filter(label => vocabulary.subject.nodes.test(label)).map(label => ({ label, implied: true }))
}
