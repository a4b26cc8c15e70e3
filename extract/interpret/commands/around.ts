import type { Endpoint } from '../../../schema/types.ts'
import type { Outline } from '../../hypotheses/outline.ts'
import { subjectOf } from '../../hypotheses/subject.ts'
import type { Reading } from '../../read/reading.ts'
import type { Vocabulary } from '../../vocabulary/index.ts'
import { group, wholeWord } from '../../vocabulary/words.ts'
import type { Draft } from '../claim.ts'
import { conditionsIn } from '../fields/conditions.ts'
import type { Stretch } from '../lines.ts'
import { line, type Rich, richText } from '../rich.ts'
import type { Block, Frame } from '../walk.ts'
import { spanOf } from './code.ts'
import type { Stated } from './index.ts'

/** Clauses above that may state the condition, from the last. */
const mostClauses = 4
const clauseEnd = /(?<=[.!?。！？，])\s*(?=\S)/
/** The number or the title before a clause. */
const clauseStart = /^(?:[\d*•\s]{1,9}[.)、．]\s*|[^.!?:：]{1,40}[:：]\s+)/

/** What the words around a code block say of all the rules in it. */
export interface Around {
  block: Block
  /** Where the code stands. */
  rests: Stretch
  reading: Reading
  /** The node that the rules are for. */
  node: string | null
  /** What the line says of the command before it. */
  label: string | null
  conditions: string[]
}

/**
 * Reads the sentence above some code, and the headings around it.
 *
 * @param before what is before the code on its own line
 */
export function aroundOf(
  block: Block,
  rests: Stretch,
  before: string,
  reading: Reading,
  outline: Outline,
): Around {
  const { plain, vocabulary } = reading
  const own = /[\p{L}\p{N}]/u.test(before) ? before.replace(/\s+/g, ' ').trim() : ''
  const prose = block.kind === 'code' ? (block.intro ?? block.lead) : block.lead
  const above = own || (prose ? line(richText(prose, plain)) : '')
  const label = /^[^\s.,!?:：]{1,30}(?: [^\s.,!?:：]{1,30}){0,2}(?=\s*[:：]$)/.exec(own)?.[0] ?? null
  const sentences = above.split(/(?<=[.!?。！？])\s*(?=\S)/)
  // A title is about the page's whole subject, not about one machine.
  const frames = block.frames.filter(frame => !outline.isTitle(frame))
  const node = nodeAround(sentences.at(-1)!, frames, vocabulary)
  return { block, rests, reading, node, label, conditions: conditionAbove(above, vocabulary) }
}

/** The node that the sentence above is about, else the nearest heading that is about one. */
function nodeAround(above: string, frames: Frame[], vocabulary: Vocabulary): string | null {
  return (
    nodeIn(above, vocabulary) ??
    frames.toReversed().reduce<string | null>((found, frame) => found ?? nodeIn(frame.text, vocabulary), null)
  )
}

/** `If you keep firewalld enabled, the following rules are required:` */
function conditionAbove(above: string, { conditions }: Vocabulary): string[] {
  const clauses = above.split(clauseEnd)
  for (const clause of clauses.slice(-mostClauses).reverse()) {
    const found = conditions.leading.exec(clause.replace(clauseStart, ''))
    if (found?.index === 0) return [found[0].trim().replace(/[:：，、]$/, '')]
  }
  return []
}

/** Who a heading or comment beside commands says they are about. */
export interface Said {
  /** The node that they are run on. */
  node: string | null
  /** Who is let in. */
  source: string | null
}

const bracketed = /[(（]([^()（）]{1,60})[)）]/g

function grammar({ commands: { at, from, articles, ends, programs } }: Vocabulary) {
  const either = (words: string[]) => `(?:${words.map(wholeWord).join('|')})`
  const name = `(?:${either(articles)}\\s+)*([^\\s,.:;()][^,.:;()]{0,60}?)(?=\\s*(?:$|[,.:;!()]|${either(ends)}))`
  return {
    placed: new RegExp(`${either(at)}\\s+${name}`, 'giu'),
    sent: new RegExp(`${either(from)}\\s+${name}`, 'giu'),
    program: new RegExp(either(programs), 'giu'),
  }
}

/** A script that puts no blanks between words. */
const unspaced = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]$/u
const frillBefore = /^[\s#/*=~-]+/
const frillBehind = /(?<![\s#*=~:-])[\s#*=~:-]+$/

/** Reads the ends that a heading, a comment or the sentence above some commands names. */
export function readSaid(text: string, vocabulary: Vocabulary): Said {
  const plain = bare(text)
  const source = group(vocabulary.commands.everyone.exec(plain), 'name')
  const { sent } = vocabulary.derive(grammar)
  return { node: nodeIn(plain, vocabulary), source: source ?? named(plain, sent, vocabulary) }
}

/** The node that a text says it is about: in brackets, behind "on" or "for", or by its name alone. */
export function nodeIn(text: string, vocabulary: Vocabulary): string | null {
  const { placed } = vocabulary.derive(grammar)
  return (
    named(text, bracketed, vocabulary) ?? named(text, placed, vocabulary) ?? alone(bare(text), vocabulary)
  )
}

/** Without the marks around a comment's words. */
function bare(text: string): string {
  return text.replace(frillBefore, '').replace(frillBehind, '')
}

function named(text: string, expression: RegExp, vocabulary: Vocabulary): string | null {
  const found = [...text.matchAll(expression)].map(match => match[1]!.trim())
  return found.find(words => !vocabulary.commands.nameless.test(words) && isNode(words, vocabulary)) ?? null
}

function alone(text: string, vocabulary: Vocabulary): string | null {
  if (text.length > 60) return null
  const subject = subjectOf({
    frames: [{ kind: 'heading', text, level: 2, end: 0, repairs: [] }],
    lead: null,
    vocabulary,
  })
  if (!subject || subject.peer !== null || subject.label.split(' ').length > 4) return null
  return isNode(subject.label.replace(vocabulary.derive(grammar).program, ''), vocabulary)
    ? subject.label
    : null
}

/** Tests whether words end in a word for a node: what comes behind it would be about something else. */
function isNode(words: string, { subject: { nodes } }: Vocabulary): boolean {
  const parts = words.trim().split(' ')
  const last = parts.at(-1)!
  const found = nodes.exec(last)
  const atEnd = found !== null && found.index + found[0].length === last.length
  return parts.length <= 6 && (atEnd || (unspaced.test(last) && nodes.test(last.slice(-2))))
}

/** Completes what a rule says by what the words around it say. */
export function draftOf(stated: Stated, place: Stretch, around: Around): Draft {
  const { rule, comment } = stated
  const { reading, block } = around
  const { plain: source, vocabulary } = reading
  const description = comment || rule.description || noteOf(stated) || around.label
  return {
    kind: 'command',
    pattern: rule.tool,
    protocol: rule.protocol,
    protocolText: rule.protocolWord?.text || null,
    ports: rule.ports,
    portText: rule.ports ? null : rule.portWord?.text || null,
    ...endsOf(stated, around.node),
    direction: rule.direction,
    local: false,
    conditions: [...around.conditions, ...conditionsOf(stated, description, vocabulary)],
    description,
    frames: rule.caption ? [...block.frames, captionOf(rule.caption)] : block.frames,
    table: null,
    place,
    rests: around.rests,
    spans: {
      ports: spanOf(rule.portWord ? [rule.portWord] : [], source),
      protocol: spanOf(rule.protocolWord ? [rule.protocolWord] : [], source),
      source: spanOf(rule.source, source),
      destination: spanOf(rule.destination, source),
    },
  }
}

/** The conditions in a rule's own description and in the comments beside and above it. */
function conditionsOf(
  { comment, section }: Stated,
  description: string | null,
  vocabulary: Vocabulary,
): string[] {
  if (comment && vocabulary.restrictions.test(comment)) return [comment]
  const texts = new Set([description ?? '', section.above ?? ''])
  return [...new Set([...texts].flatMap(text => conditionsIn(text, vocabulary)))]
}

/** The comment above, unless it only repeats the command: `# Open TCP/6443`. */
function noteOf({ rule, section: { note } }: Stated): string | null {
  const repeats = rule.ports && new RegExp(`(?<!\\d)${rule.ports.first}(?!\\d)`).test(note ?? '')
  return repeats ? null : note
}

/** The ends that a rule names, and for one that it leaves out whom the words around it are about. */
function endsOf({ rule, section }: Stated, around: string | null): Pick<Draft, 'source' | 'destination'> {
  const source = rule.source.flatMap(stated)
  const destination = rule.destination.flatMap(stated)
  if (rule.transit) return { source, destination }
  const node = rule.subject ?? section.node ?? around
  if (rule.direction === 'outbound')
    return { source: source.length > 0 ? source : implied(node), destination }
  return {
    source: source.length > 0 ? source : implied(section.source),
    destination: destination.length > 0 ? destination : implied(node),
  }
}

function stated(word: Rich): Endpoint[] {
  const label = line(word)
  return label ? [{ label, implied: false }] : []
}

function implied(label: string | null): Endpoint[] {
  return label ? [{ label, implied: true }] : []
}

function captionOf(text: string): Frame {
  return { kind: 'caption', text, level: 0, end: 0, repairs: [] }
}
