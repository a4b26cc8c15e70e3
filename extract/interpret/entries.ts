import type { Element } from 'hast'
import { noOutline, type Outline } from '../hypotheses/outline.ts'
import { subjectOf } from '../hypotheses/subject.ts'
import { fieldOf } from '../profile/words.ts'
import type { Reading } from '../read/reading.ts'
import type { Field, Vocabulary } from '../vocabulary/index.ts'
import { normalizeTerm } from '../vocabulary/words.ts'
import type { Draft } from './claim.ts'
import { conditionsIn } from './fields/conditions.ts'
import { directionAround } from './fields/direction.ts'
import { type Endpoints, parseEndpoints } from './fields/endpoints.ts'
import { takeNoteMarks } from './fields/notes.ts'
import { findPorts } from './fields/ports.ts'
import { parseProtocols } from './fields/protocols.ts'
import { statePorts } from './fields/statement.ts'
import { type Stretch, stretchOf } from './lines.ts'
import { concat, line, placeOf, type Rich, richText, slice, trim } from './rich.ts'
import type { Block } from './walk.ts'

const key = /^[^:：\n\f]{1,40}[:：]/
const blank: Rich = { text: '', at: [], runs: [] }

/**
 * Reads a list whose items are `key: value` fields of one statement; the port may stand in the heading
 * right above, which then begins the statement and is no context of it.
 *
 * @returns null when the list is no entry
 */
export function readEntry(block: Block, reading: Reading, outline: Outline = noOutline): Draft[] | null {
  const { vocabulary } = reading
  const fields = fieldsOf(block.node, reading)
  if (fields.size < 2 || !(fields.has('protocol') || fields.has('source') || fields.has('destination')))
    return null
  const heading = fields.has('ports') ? null : portHeading(block, reading)
  const ports = fields.get('ports') ?? heading?.ports ?? unnamedPorts(block, reading)
  const rests = stretchOf(block.node)
  if (!ports || !rests) return null
  const place = heading ? { start: heading.place.start, end: rests.end } : rests
  const frames = heading ? block.frames.slice(0, -1) : block.frames
  const protocol = fields.get('protocol') ?? blank
  const source = parseEndpoints(fields.get('source') ?? blank, vocabulary)
  const destination = parseEndpoints(fields.get('destination') ?? blank, vocabulary)
  const description = line(fields.get('description') ?? blank)
  return statePorts(ports, parseProtocols(protocol.text, vocabulary), vocabulary).map(statement => ({
    kind: 'entry',
    pattern: 'entry',
    ...statement.values,
    ...(source.labels.length + destination.labels.length > 0
      ? { source: ends(source), destination: ends(destination) }
      : impliedEnds(frames, outline, vocabulary)),
    direction: directionAround(frames, null, vocabulary),
    local: source.local || destination.local,
    conditions: [...source.conditions, ...destination.conditions, ...conditionsIn(description, vocabulary)],
    description: description || statement.note,
    frames,
    table: null,
    place,
    rests: place,
    spans: {
      ports: statement.place,
      protocol: placeOf(protocol),
      source: source.place,
      destination: destination.place,
    },
  }))
}

/** The machine that the headings are about listens. */
function impliedEnds(
  frames: Block['frames'],
  outline: Outline,
  vocabulary: Vocabulary,
): Pick<Draft, 'source' | 'destination'> {
  const subject = subjectOf({ frames, lead: null, outline, vocabulary })
  return { source: [], destination: subject ? [{ label: subject.label, implied: true }] : [] }
}

function ends(endpoints: Endpoints): Draft['source'] {
  return endpoints.labels.map(label => ({ label, implied: false }))
}

/** The fields that a list's items spell out; the first item of a field wins. */
function fieldsOf(list: Element, { plain, vocabulary }: Reading): Map<Field, Rich> {
  const fields = new Map<Field, Rich>()
  for (const item of itemsOf(list, plain)) {
    const found = key.exec(item.text)
    const field = found && fieldOf(found[0], vocabulary)
    if (field && field !== 'matrix' && !fields.has(field))
      fields.set(field, trim(slice(item, found[0].length)))
  }
  return fields
}

/** A field whose value is a port though its key does not say so ("Default: 443"), under headings about ports. */
function unnamedPorts(block: Block, { plain, vocabulary }: Reading): Rich | undefined {
  const about = block.frames.some(({ text }) =>
    vocabulary.ports.nouns.some(noun => normalizeTerm(text).split(' ').includes(noun)),
  )
  if (!about) return undefined
  const values = itemsOf(block.node, plain).flatMap(item => {
    const found = key.exec(item.text)
    return found ? [trim(slice(item, found[0].length))] : []
  })
  return values.find(({ text }) => /^\d{2,5}$/.test(text))
}

/** List items; of a definition list each term with its definition. */
function itemsOf(list: Element, source: string): Rich[] {
  const items: Rich[] = []
  for (const child of list.children) {
    if (child.type !== 'element') continue
    const text = takeNoteMarks(richText(child, source)).rich
    if (child.tagName === 'dd' && items.length > 0)
      items.push(concat([items.pop()!, { text: ': ', at: [-1, -1], runs: [] }, text]))
    else items.push(text)
  }
  return items
}

/** The heading right above, when it names ports: `Port 6443 (Kubernetes API)`. */
function portHeading(block: Block, { plain, vocabulary }: Reading): { ports: Rich; place: Stretch } | null {
  const place = block.under && stretchOf(block.under)
  if (!block.under || !place) return null
  const words = takeNoteMarks(richText(block.under, plain)).rich
  const named = vocabulary.ports.nouns.some(noun => normalizeTerm(words.text).includes(noun))
  const mention = findPorts(words.text, vocabulary)
  if (!named || mention.length === 0) return null
  return { ports: words, place }
}
