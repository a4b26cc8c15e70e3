import type { Endpoint } from '../../schema/types.ts'
import type { Reading } from '../read/reading.ts'
import type { Vocabulary } from '../vocabulary/index.ts'
import type { Draft } from './claim.ts'
import { announces, announcesNumbers, deniesNext } from './fields/announce.ts'
import { conditionsIn } from './fields/conditions.ts'
import { directionAround } from './fields/direction.ts'
import { endsOfFollowing } from './fields/following.ts'
import { portsBehindName, portsFirst } from './fields/port-head.ts'
import { protocolsSaid } from './fields/protocols.ts'
import { type Statement, statePorts } from './fields/statement.ts'
import { subjectOf } from './fields/subject.ts'
import { stretchOf } from './lines.ts'
import { line, placeOf, type Rich, richText, slice, trim } from './rich.ts'
import type { Block } from './walk.ts'

/** The ports of an item, and what it says of them. */
interface Item {
  ports: Rich
  description: string
}

/** How far into an item its ports are looked for, in characters of the source. */
const reach = 300
/** The definition of a term in Markdown that knows no such lists: `443/tcp⏎: what it is for`. */
const definition = /^\S+\s*[:：]\s/

/**
 * Reads an item of a list of ports: `4369: peer discovery`, `7946/tcp`. The words above the list, or the
 * headings, must announce ports, for elsewhere numbers at the front of an item are years or steps.
 *
 * @returns null when the block is no such item
 */
export function readPortItem(block: Block, reading: Reading): Draft[] | null {
  if ((!block.opens && block.list) || !beginsWithNumber(block, reading.plain)) return null
  const { vocabulary } = reading
  const words = richText(block.node, reading.plain)
  const intro = block.intro && richText(block.intro, reading.plain)
  const item = itemIn(words, block, intro, vocabulary)
  const place = placeOf(words)
  if (!item || !place) return null
  const statements = statePorts(item.ports, protocolsSaid(item.description, vocabulary), vocabulary)
  const direction = directionAround(block.frames, intro, vocabulary)
  const ends = endsOf(block, intro, direction, vocabulary)
  return statements.map(statement => ({
    kind: 'entry',
    pattern: 'port-item',
    ...statement.values,
    ...ends,
    direction,
    local: [item.description, intro?.text ?? ''].some(text => vocabulary.local.test(text)),
    conditions: conditionsIn(item.description, vocabulary),
    description: descriptionOf(item, statement),
    frames: block.frames,
    table: null,
    place,
    rests: place,
    spans: { ports: statement.place, protocol: null, source: null, destination: null },
  }))
}

/** A cheap look before the words are taken from the tree. */
function beginsWithNumber({ node }: Block, source: string): boolean {
  const place = stretchOf(node)
  return place !== null && /\d{2}/.test(source.slice(place.start, Math.min(place.end, place.start + reach)))
}

function itemIn(words: Rich, block: Block, intro: Rich | null, vocabulary: Vocabulary): Item | null {
  const head = portsFirst(words.text, vocabulary, setApart(words))
  if (head && (block.opens || (head.explicit && definition.test(words.text))))
    return isAnnounced(block, intro, head.explicit, vocabulary)
      ? { ports: slice(words, 0, head.end), description: said(words, head.rest) }
      : null
  const named = !head && block.opens ? portsBehindName(words.text, vocabulary) : null
  return named && isAnnounced(block, intro, false, vocabulary)
    ? {
        ports: slice(words, named.start, named.end),
        description: titled(named.label, said(words, named.end)),
      }
    : null
}

/** How far into the words the markup reaches that sets their beginning apart: `` `2222` to all hosts``. */
function setApart({ runs }: Rich): number {
  return Math.max(0, ...runs.filter(run => run.start === 0 && run.kind !== 'link').map(run => run.end))
}

/** Numbers alone need words right above that announce ports; with a protocol a heading is enough. */
function isAnnounced(
  { frames }: Block,
  intro: Rich | null,
  explicit: boolean,
  vocabulary: Vocabulary,
): boolean {
  if (intro && deniesNext(line(intro), vocabulary)) return false
  if (intro && (explicit ? announces : announcesNumbers)(line(intro), vocabulary)) return true
  return explicit && frames.slice(-3).some(frame => announces(`${frame.text}:`, vocabulary))
}

function said(words: Rich, from: number): string {
  return line(trim(slice(words, from)))
}

function titled(label: string, rest: string): string {
  const plain = rest.replace(/^[\s.,;:)）–—-]+/, '')
  return plain ? `${label}: ${plain}` : label
}

function descriptionOf({ description }: Item, statement: Statement): string | null {
  const bracketed = /^[(（]([^()（）]*)[)）]$/.exec(description)
  return (bracketed?.[1] ?? description) || statement.note
}

/** Whom the words above are about: they speak of "the following ports"; else the node of the headings. */
function endsOf(
  { frames, intro: lead }: Block,
  intro: Rich | null,
  direction: Draft['direction'],
  vocabulary: Vocabulary,
): Pick<Draft, 'source' | 'destination'> {
  const stated = intro && endsOfFollowing(line(intro), vocabulary)
  if (stated && stated.source.length + stated.destination.length > 0) return stated
  const subject = subjectOf(frames, lead && intro, false, vocabulary)
  if (!subject) return { source: [], destination: [] }
  const own = implied([subject.label])
  if (subject.peer) return { source: own, destination: implied([subject.peer]) }
  return direction === 'outbound' ? { source: own, destination: [] } : { source: [], destination: own }
}

function implied(labels: string[]): Endpoint[] {
  return labels.map(label => ({ label, implied: true }))
}
