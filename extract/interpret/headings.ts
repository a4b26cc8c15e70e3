import type { Reading } from '../read/reading.ts'
import type { Vocabulary } from '../vocabulary/index.ts'
import type { Draft } from './claim.ts'
import { conditionsIn } from './fields/conditions.ts'
import { directionIn } from './fields/direction.ts'
import { endsOfFollowing } from './fields/following.ts'
import { takeNoteMarks } from './fields/notes.ts'
import { findPorts } from './fields/ports.ts'
import { findEnds } from './fields/sentence-ends.ts'
import { findPortPhrases } from './fields/sentence-ports.ts'
import { stretchOf } from './lines.ts'
import { line, placeOf, richText } from './rich.ts'
import type { Block } from './walk.ts'

const stated = (label: string) => ({ label, implied: false })

/**
 * Reads a heading that is itself a statement: `Opening port TCP/6443 …`. It must name a protocol; its
 * ends may stand in the paragraph above it, which then speaks of "this port".
 *
 * @param above the block before the heading
 */
export function readHeading(block: Block, above: Block | undefined, reading: Reading): Draft[] {
  const { vocabulary } = reading
  const words = takeNoteMarks(richText(block.node, reading.plain)).rich
  const numbers = findPorts(words.text, vocabulary)
  // The number of an identifier is no port: "ERR-7100 TCP …".
  const isPort = ({ start }: { start: number }) =>
    numbers.some(port => port.start <= start && start < port.end)
  const phrases = findPortPhrases(words.text, vocabulary).filter(
    ({ ports }) => ports.some(({ protocols }) => protocols.length > 0) && ports.every(isPort),
  )
  const place = stretchOf(block.node)
  if (phrases.length === 0 || !place || !states(words.text, vocabulary)) return []
  const text = above?.kind === 'prose' ? line(richText(above.node, reading.plain)) : ''
  const refers = states(text, vocabulary) && vocabulary.sentences.refers.test(text)
  const own = findEnds(words.text, phrases, vocabulary)
  const ends =
    own.source.length + own.destination.length === 0 && refers
      ? endsOfFollowing(text, vocabulary)
      : { source: own.source.map(stated), destination: own.destination.map(stated) }
  return phrases.flatMap(phrase =>
    phrase.ports.flatMap(port =>
      [...port.protocols].sort().map(protocol => ({
        kind: 'entry' as const,
        pattern: 'heading',
        protocol,
        protocolText: port.protocolText,
        ports: { first: port.first, last: port.last },
        portText: null,
        ...ends,
        direction: directionIn(words.text, vocabulary),
        local: vocabulary.local.test(words.text),
        conditions: refers ? conditionsIn(text, vocabulary) : [],
        description: null,
        frames: block.frames,
        table: null,
        place,
        rests: place,
        spans: {
          ports: placeOf(words, port.start, port.end),
          protocol: null,
          source: null,
          destination: null,
        },
      })),
    ),
  )
}

/** Words state a need when one of them says so and none denies it. */
export function states(text: string, { sentences }: Vocabulary): boolean {
  return sentences.needs.test(text) && !sentences.denials.test(text)
}
