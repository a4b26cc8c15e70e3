import type { Endpoint } from '../../schema/types.ts'
import type { Reading } from '../read/reading.ts'
import { vocabulary } from '../vocabulary/index.ts'
import type { Draft } from './claim.ts'
import { readCalls, type Stated } from './commands/calls.ts'
import { codeText, plainCode, wordPlace } from './commands/code.ts'
import { forms, gate } from './commands/index.ts'
import { nodeIn } from './commands/said.ts'
import { conditionsIn } from './fields/conditions.ts'
import { type Stretch, stretchOf } from './lines.ts'
import { line, placeOf, type Rich } from './rich.ts'
import type { Block, Frame } from './walk.ts'

const unsaid = { node: null, source: null, note: null }

/** Reads what the commands and definitions of a code block let through. Nothing is run. */
export function readCommands(block: Block, reading: Reading): Draft[] {
  const plain = plainCode(block.node)
  if (!gate.test(plain) || !/\d/.test(plain)) return []
  const code = codeText(block.node, reading.plain)
  const rests = stretchOf(block.node) ?? placeOf(code)
  if (!rests) return []
  const formal = forms.flatMap(read => read(code))
  const stated: Stated[] = [
    ...readCalls(code),
    ...formal.map(rule => ({ rule, section: unsaid, comment: null, place: rule.place })),
  ]
  const places = new Map(stated.map(one => [one, one.place ?? rests]))
  return stated
    .sort((a, b) => places.get(a)!.start - places.get(b)!.start)
    .map(one => draft(one, block, places.get(one)!, rests))
}

function draft(stated: Stated, block: Block, place: Stretch, rests: Stretch): Draft {
  const { rule, comment } = stated
  const description = comment ?? rule.description ?? noteOf(stated)
  return {
    kind: 'command',
    pattern: rule.tool,
    protocol: rule.protocol,
    protocolText: rule.protocolWord?.text ?? null,
    ports: rule.ports,
    portText: rule.ports ? null : (rule.portWord?.text ?? null),
    ...endsOf(stated, block),
    direction: rule.direction,
    local: false,
    conditions: [...conditionAbove(block), ...conditionsIn(description ?? '')],
    description,
    frames: rule.caption ? [...block.frames, captionOf(rule.caption)] : block.frames,
    table: null,
    place,
    rests,
    spans: {
      ports: rule.portWord && wordPlace(rule.portWord),
      protocol: rule.protocolWord && wordPlace(rule.protocolWord),
      source: spanOf(rule.source),
      destination: spanOf(rule.destination),
    },
  }
}

/** The comment above, unless it only repeats the command: `# Open TCP/6443`. */
function noteOf({ rule, section: { note } }: Stated): string | null {
  const repeats = rule.ports && new RegExp(`(?<!\\d)${rule.ports.first}(?!\\d)`).test(note ?? '')
  return repeats ? null : note
}

/** The ends that a rule names, and for one that it leaves out whom the words around it are about. */
function endsOf({ rule, section }: Stated, block: Block): Pick<Draft, 'source' | 'destination'> {
  const source = rule.source.map(stated)
  const destination = rule.destination.map(stated)
  if (rule.transit) return { source, destination }
  const node = rule.subject ?? section.node ?? nodeAround(block)
  if (rule.direction === 'outbound')
    return { source: source.length > 0 ? source : implied(node), destination }
  return {
    source: source.length > 0 ? source : implied(section.source),
    destination: destination.length > 0 ? destination : implied(node),
  }
}

function stated(word: Rich): Endpoint {
  return { label: line(word), implied: false }
}

function implied(label: string | null): Endpoint[] {
  return label ? [{ label, implied: true }] : []
}

/** The node that the sentence above is about, else the nearest heading that is about one. */
function nodeAround({ lead, frames }: Block): string | null {
  const above = lead && nodeIn(lastSentence(lead))
  return (
    above ?? frames.toReversed().reduce<string | null>((found, frame) => found ?? nodeIn(frame.text), null)
  )
}

/** `If you keep firewalld enabled, the following rules are required:` */
function conditionAbove({ lead }: Block): string[] {
  const found = lead && vocabulary.conditions.leading.exec(lastSentence(lead))
  return found && found.index === 0 ? [found[0].trim().replace(/[:：]$/, '')] : []
}

function lastSentence(prose: Rich): string {
  return (
    line(prose)
      .split(/(?<=[.!?。！？])\s*(?=\S)/)
      .at(-1) ?? ''
  )
}

/** Where the words of an end stand; of several only when they stand together, as a list. */
function spanOf(words: Rich[]): Stretch | null {
  const places = words.map(wordPlace)
  const together = places.every((place, i) => {
    const before = places[i - 1]
    return place && (i === 0 || (before && place.start >= before.end && place.start - before.end <= 2))
  })
  return together && places[0] ? { start: places[0].start, end: places.at(-1)!.end } : null
}

function captionOf(text: string): Frame {
  return { kind: 'caption', text, level: 0, end: 0, repairs: [] }
}
