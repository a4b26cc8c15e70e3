import type { Element } from 'hast'
import type { Draft } from '../interpret/claim.ts'
import { conditionsIn } from '../interpret/fields/conditions.ts'
import { directionAround, directionIn } from '../interpret/fields/direction.ts'
import { type Endpoints, parseEndpoints } from '../interpret/fields/endpoints.ts'
import { takeNoteMarks } from '../interpret/fields/notes.ts'
import { findPorts, readPorts } from '../interpret/fields/ports.ts'
import { findProtocols, parseProtocols } from '../interpret/fields/protocols.ts'
import { type Protocols, statePorts } from '../interpret/fields/statement.ts'
import { type Stretch, stretchOf } from '../interpret/lines.ts'
import { concat, line, placeOf, type Rich, richText, slice, split, trim } from '../interpret/rich.ts'
import type { Block, Frame } from '../interpret/walk.ts'
import { fieldOf } from '../profile/words.ts'
import type { Reading } from '../read/reading.ts'
import type { Field, Vocabulary } from '../vocabulary/index.ts'
import { normalizeTerm } from '../vocabulary/words.ts'
import { withSubject } from './item-ends.ts'
import { noOutline, type Outline } from './outline.ts'
import { type Surroundings, subjectOf } from './subject.ts'

/** The fields of one statement. */
interface Fields {
  values: Map<Field, Rich>
  /** Values of keys that the vocabulary does not know. */
  others: Rich[]
  /** Where the port stands, with its key. */
  port: Stretch | null
}

/** Where a statement's fields stand, and what they are about. */
interface Setting {
  pattern: 'fields' | 'entry'
  place: Stretch
  rests: Stretch
  frames: Frame[]
  surroundings: Surroundings
  /** What the fields are listed under: an item, or a heading that states the port. */
  name: string
}

const blank: Rich = { text: '', at: [], runs: [] }
/** Which part of a value must be ports, protocols and the words that join them. */
const leastShare = 0.3
/** Longer words in the place of a port explain something. */
const longestWords = 24
const lists = new Set(['ul', 'ol', 'dl'])
/** Words before a colon; where no blank follows it, one word: in "source id:x" the colon is part of the value. */
const key = /^(?:[^:：\s]{1,40}[:：]\s*|[^:：\n\f]{1,40}(?:：\s*|:(?:\s+|$)))/
const firstWord = /^\p{L}+\s+/u

/**
 * Reads fields of one statement on one line: `Type: SSH | Port range: 22 | Source: anywhere`.
 *
 * @param place where the line stands
 * @returns null when the line has no such fields
 */
export function readFieldLine(
  words: Rich,
  place: Stretch,
  frames: Frame[],
  surroundings: Surroundings,
): Draft[] | null {
  const { vocabulary } = surroundings
  const fields = fieldsIn(partsOf(words, vocabulary), vocabulary)
  const ports = fields.values.get('ports')
  if (!ports || fields.values.size < 2 || !isPortValue(ports, vocabulary)) return null
  const transport = transportIn(words.text, vocabulary)
  return stateFields(fields, ports, transport, {
    pattern: 'fields',
    place,
    rests: place,
    frames,
    surroundings,
    name: '',
  })
}

/** The parts of a line, each with a key; what has none belongs to the part before it. */
function partsOf(words: Rich, vocabulary: Vocabulary): Rich[] {
  const starts = [0]
  for (const { 0: mark, index } of words.text.matchAll(/\s*[|;,]\s*/g)) {
    const from = index + mark.length
    const text = words.text.slice(from, from + 80)
    if (/[|;]/.test(mark) || /^\p{L}[\p{L} ]{2,24}[:：]/u.test(text) || keyIn(text, vocabulary))
      starts.push(from)
  }
  return starts.map((start, i) => {
    const part = slice(words, start, starts[i + 1])
    return trim(slice(part, 0, part.text.replace(/[\s|;,]+$/, '').length))
  })
}

/** Items in their parts, where one of them holds several fields; items that are statements by themselves stay whole. */
function apart(items: Rich[], vocabulary: Vocabulary): Rich[] {
  const parts = items.map(item => partsOf(item, vocabulary))
  if (parts.filter(own => fieldsIn(own, vocabulary).values.has('ports')).length > 1) return items
  // In a text of several words only a colon marks a key: ", server …" goes on.
  const isMarked = ({ text }: Rich) => fieldOf(key.exec(text)?.[0] ?? '', vocabulary) !== null
  return parts.flatMap((own, i) => (own.slice(1).every(isMarked) ? own : [items[i]!]))
}

/** The key of a field: words before a colon, or one known word that needs none. */
function keyIn(text: string, { headers }: Vocabulary): { text: string; field: Field } | null {
  const word = firstWord.exec(text)?.[0] ?? ''
  const field = headers.get(normalizeTerm(word))
  const isField = field === 'protocol' || field === 'source' || field === 'destination' || field === 'ports'
  return isField && word.trim().length > 2 ? { text: word, field } : null
}

/** Collects fields; the first of a kind wins. */
function fieldsIn(parts: Rich[], vocabulary: Vocabulary): Fields {
  const fields: Fields = { values: new Map(), others: [], port: null }
  for (const part of parts) {
    const before = key.exec(part.text)?.[0] ?? ''
    const marked = before ? fieldOf(before, vocabulary) : null
    const bare = marked ? null : keyIn(part.text, vocabulary)
    const field = marked ?? bare?.field ?? null
    const value = trim(slice(part, (bare?.text ?? before).length))
    if ((before === '' && !bare) || value.text === '') continue
    if (!field || field === 'matrix') fields.others.push(value)
    else if (!fields.values.has(field)) {
      fields.values.set(field, value)
      if (field === 'ports') fields.port = placeOf(part)
    }
  }
  return fields
}

/** The one transport that a line names. */
function transportIn(text: string, vocabulary: Vocabulary): Protocols | null {
  const found = findProtocols(text, vocabulary).filter(({ text }) => /^(?:tcp|udp|sctp)/i.test(text))
  return found.length === 1 ? { protocols: [...found[0]!.protocols].sort(), text: found[0]!.text } : null
}

/**
 * Reads lists and paragraphs whose items or lines are `key: value` fields of one statement; lists of such lists, too.
 * The port may stand in the heading right above, which then begins the statement and is no context of it.
 *
 * @returns null when the block holds no such fields
 */
export function readEntry(block: Block, reading: Reading, outline: Outline = noOutline): Draft[] | null {
  const { plain, vocabulary } = reading
  const rests = stretchOf(block.node)
  if (!rests) return null
  const lead = block.lead && richText(block.lead, plain)
  const title = block.title && richText(block.title, plain)
  const entry = entryOf(itemsOf(block.node, plain), rests, block, '')
  if (entry) return entry
  const nested = block.kind === 'list' ? itemElements(block.node).flatMap(nestedEntries) : []
  return nested.length > 0 ? nested : null

  /** The entries that a list item holds: a list of fields, or lines of them. */
  function nestedEntries(item: Element): Draft[] {
    const inner = item.children.filter(
      child => child.type === 'element' && lists.has(child.tagName),
    ) as Element[]
    const name = line(richText(item, plain, ({ tagName }) => lists.has(tagName))).replace(/[\s:：]+$/, '')
    const around = stretchOf(item)
    if (inner.length === 0) {
      const lines = split(takeNoteMarks(richText(item, plain)).rich, /[\n\f]+/g)
      const [first] = lines
      return (around && first && entryOf(lines, around, null, key.test(first.text) ? '' : line(first))) ?? []
    }
    return inner.flatMap(list => {
      const place = stretchOf(list)
      return (place && entryOf(itemsOf(list, plain), place, null, name)) ?? []
    })
  }

  /** @param headed the block whose heading may state the port */
  function entryOf(items: Rich[], rests: Stretch, headed: Block | null, name: string): Draft[] | null {
    const fields = fieldsIn(apart(items, vocabulary), vocabulary)
    const { values } = fields
    const isStatement = values.has('protocol') || values.has('source') || values.has('destination')
    if (values.size < 2 || !isStatement) return null
    const heading = values.has('ports') || !headed ? null : portHeading(headed, reading)
    const ports =
      values.get('ports') ?? heading?.ports ?? (headed ? unnamedPorts(items, block, vocabulary) : undefined)
    if (!ports || !isPortValue(ports, vocabulary)) return null
    const start = heading?.place.start ?? fields.port?.start ?? rests.start
    const frames = heading ? block.frames.slice(0, -1) : block.frames
    const parent: Frame[] = name && vocabulary.subject.nodes.test(name) ? [itemFrame(name)] : []
    return stateFields(fields, ports, null, {
      pattern: 'entry',
      place: { start, end: rests.end },
      rests: { start: Math.min(start, rests.start), end: rests.end },
      frames,
      surroundings: { frames: [...frames, ...parent], lead, title, outline, vocabulary },
      name: parent.length > 0 ? '' : name,
    })
  }
}

/** Tests whether a list holds the fields of an account: they say how to sign in, not what to open. */
export function isAccount({ node }: Block, { plain, vocabulary }: Reading): boolean {
  return itemsOf(node, plain).some(({ text }) => vocabulary.accounts.test(text))
}

/** A value that is ports, or a few words in their place; no explanation of what to enter. */
function isPortValue({ text }: Rich, vocabulary: Vocabulary): boolean {
  const { ports, share } = readPorts(text, vocabulary)
  const wide = [...text.matchAll(/[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}]/gu)].length
  if (ports.length === 0) return text.length + wide <= longestWords && !/[.。]$/.test(text)
  return share >= leastShare && (wide < longestWords / 2 || share > 0.5)
}

/** A list item as what encloses those nested in it. */
export function itemFrame(text: string): Frame {
  return { kind: 'item', text, level: 0, end: 0, repairs: [] }
}

function stateFields(
  { values, others }: Fields,
  ports: Rich,
  transport: Protocols | null,
  { pattern, place, rests, frames, surroundings, name }: Setting,
): Draft[] {
  const { vocabulary } = surroundings
  const protocol = values.get('protocol') ?? blank
  const source = parseEndpoints(values.get('source') ?? blank, vocabulary)
  const destination = parseEndpoints(values.get('destination') ?? blank, vocabulary)
  const words = line(values.get('description') ?? blank)
  const direction =
    directionIn(values.get('direction')?.text ?? '', vocabulary) ??
    directionAround(surroundings.frames, surroundings.lead, vocabulary)
  const protocols = [protocol, ...others]
    .map(({ text }) => parseProtocols(text, vocabulary))
    .find(({ protocols }) => protocols.length > 0)
  const given = { source: ends(source), destination: ends(destination) }
  return statePorts(ports, protocols ?? transport ?? { protocols: [], text: null }, vocabulary).map(
    statement => ({
      kind: 'entry',
      pattern,
      ...statement.values,
      ...withSubject(given, subjectOf(surroundings), direction),
      direction,
      local: source.local || destination.local,
      conditions: [...source.conditions, ...destination.conditions, ...conditionsIn(words, vocabulary)],
      description: [name, words].filter(Boolean).join(': ') || statement.note,
      frames,
      table: null,
      place,
      rests,
      spans: {
        ports: statement.place,
        protocol: placeOf(protocol),
        source: source.place,
        destination: destination.place,
      },
    }),
  )
}

function ends(endpoints: Endpoints): Draft['source'] {
  return endpoints.labels.map(label => ({ label, implied: false }))
}

/** A field whose value is a port though its key does not say so ("Default: 443"), under headings about ports. */
function unnamedPorts(items: Rich[], { frames }: Block, vocabulary: Vocabulary): Rich | undefined {
  const isAbout = frames.some(({ text }) =>
    vocabulary.ports.nouns.some(noun => normalizeTerm(text).split(' ').includes(noun)),
  )
  if (!isAbout) return undefined
  const values = items.flatMap(item => {
    const found = key.exec(item.text)
    return found ? [trim(slice(item, found[0].length))] : []
  })
  return values.find(({ text }) => /^\d{2,5}$/.test(text))
}

function itemElements(list: Element): Element[] {
  return list.children.filter(child => child.type === 'element') as Element[]
}

/** The items of a list, of a definition list each term with its definition; the lines of a paragraph. */
function itemsOf(node: Element, plain: string): Rich[] {
  if (!lists.has(node.tagName)) return split(takeNoteMarks(richText(node, plain)).rich, /[\n\f]+/g)
  const items: Rich[] = []
  for (const child of itemElements(node)) {
    const text = takeNoteMarks(richText(child, plain)).rich
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
  const isNamed = vocabulary.ports.nouns.some(noun => normalizeTerm(words.text).includes(noun))
  return isNamed && findPorts(words.text, vocabulary).length > 0 ? { ports: words, place } : null
}
