import type { Endpoint } from '../../schema/types.ts'
import type { Draft } from '../interpret/claim.ts'
import { parseEndsCell } from '../interpret/fields/ends-cell.ts'
import { endsOfFollowing } from '../interpret/fields/following.ts'
import { findEnds } from '../interpret/fields/sentence-ends.ts'
import { findPortPhrases } from '../interpret/fields/sentence-ports.ts'
import { line, plainText, type Rich } from '../interpret/rich.ts'
import type { Vocabulary } from '../vocabulary/index.ts'
import type { Item } from './item-line.ts'
import { type Subject, type Surroundings, subjectOf } from './subject.ts'

export type Ends = Pick<Draft, 'source' | 'destination'>

/** Who talks to whom: the item's own words, then the item around it and the words above, then the headings. */
export function endsOf(item: Item, around: Surroundings, direction: Draft['direction']): Ends {
  const { lead, vocabulary } = around
  const given = ownEnds(item, vocabulary)
  if (given.source.length > 0 && given.destination.length > 0) return given
  const stated =
    lead && given.source.length + given.destination.length === 0
      ? endsOfFollowing(line(lead), vocabulary)
      : null
  if (stated && stated?.source.length + stated?.destination.length > 0) return stated
  return withSubject(given, subjectOf(around), direction)
}

/** Given ends, and the machine that the words around are about in the place of the one that is missing. */
export function withSubject(
  { source, destination }: Ends,
  subject: Subject | null,
  direction: Draft['direction'],
): Ends {
  if (!subject || (source.length > 0 && destination.length > 0)) return { source, destination }
  const end: Endpoint[] = [{ label: subject.label, implied: true }]
  if (source.length + destination.length === 0 && subject.peer)
    return { source: end, destination: [{ label: subject.peer, implied: true }] }
  if (source.length > 0) return { source, destination: end }
  if (destination.length > 0 || direction === 'outbound' || subject.starts)
    return { source: end, destination }
  return { source, destination: end }
}

const stop =
  '(?=\\s*(?:$|[,.;:()（）]|\\b(?:for|to|from|via|over|on|if|when|and|is|are|must|should|which|that)\\b))'
const article = '(?:the |an? |your |any |all )?'
const fromWords = new RegExp(`\\bfrom ${article}([\\p{L}\\d][^,.;:()（）]{1,50}?)${stop}`, 'iu')
const toWords = new RegExp(
  `\\bto (?:the |an? |your )?((?:[\\p{Lu}\\d]|(?<=the ))[^,.;:()（）]{1,50}?)${stop}`,
  'u',
)

/** Ends that the line itself names: with an arrow between them, as a sentence would, else behind "from" and "to". */
function ownEnds({ shape, text, name, rest }: Item, vocabulary: Vocabulary): Ends {
  const pair = parseEndsCell(plainText(name))
  if (pair) return { source: [own(pair.source)], destination: [own(pair.destination)] }
  const stated =
    shape === 'ports-first' ? null : findEnds(text, findPortPhrases(text, vocabulary), vocabulary)
  // "It should not be open to the public": each sentence denies for itself.
  const said = rest.split(/(?<=[.!?])\s/).filter(sentence => !vocabulary.sentences.denials.test(sentence))
  const behind = (words: RegExp) =>
    said.map(sentence => words.exec(sentence)?.[1]?.trim()).find(label => label && !/^[\d\s,-]+$/.test(label))
  const named = (found: string[] = [], other: string | undefined) =>
    (found.length > 0 ? found : other ? [other] : []).map(label => ({ label, implied: false }))
  return {
    source: named(stated?.source, behind(fromWords)),
    destination: named(stated?.destination, behind(toWords)),
  }
}

function own(words: Rich): Endpoint {
  return { label: line(words), implied: false }
}
