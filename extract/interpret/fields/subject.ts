import type { Direction, Vocabulary } from '../../vocabulary/index.ts'
import { group } from '../../vocabulary/words.ts'
import { line, type Rich } from '../rich.ts'
import type { Frame } from '../walk.ts'
import { directionIn } from './direction.ts'

/** The node that a table is about, when the table itself does not say. */
export interface Subject {
  label: string
  /** The listener, when the words name both ends: "between brokers", "workers to control plane". */
  peer: string | null
}

/** The number of a chapter: `3.2`, `一、`. */
const chapter = /^(?:\d+(?:\.\d+)*[.)]?\s+|[一二三四五六七八九十]+、\s*)/

function grammar({ subject }: Vocabulary) {
  const noise = subject.noise.join('|')
  const edge = `[\\s:,;–—-]|[(（](?:${noise}|\\s)+[)）]|${noise}`
  return { front: new RegExp(`^(?:${edge})+`, 'iu'), back: new RegExp(`(?:${edge})$`, 'iu') }
}

/** Longer headings name nobody, and are not worth the search. */
const longest = 200

/**
 * Finds whom the headings, tabs and the caption around a table are about, nearest first.
 *
 * @param lead the prose above the table, which may name a security group
 * @param loose also take words that name no kind of node, beside or above a direction
 */
export function subjectOf(
  frames: Frame[],
  lead: Rich | null,
  loose: boolean,
  vocabulary: Vocabulary,
): Subject | null {
  let directed = false
  for (const frame of [...frames].reverse()) {
    const { pair, label, isNode, direction } = aboutOf(frame, vocabulary)
    if (pair) return pair
    if (isNode) return { label, peer: null }
    const named =
      lead && vocabulary.subject.groups.test(frame.text) ? vocabulary.subject.named.exec(line(lead)) : null
    if (named) return { label: group(named, 'name')!, peer: null }
    if (label && loose && (directed || direction)) return { label, peer: null }
    if (!label && direction) directed = true
  }
  return null
}

interface About {
  pair: Subject | null
  label: string
  /** The label names a kind of node. */
  isNode: boolean
  direction: Direction | null
}

function aboutOf({ text }: Frame, vocabulary: Vocabulary): About {
  const label = bare(text, vocabulary)
  const isNode = label !== '' && vocabulary.subject.nodes.test(label)
  return { pair: pairIn(text, vocabulary), label, isNode, direction: directionIn(text, vocabulary) }
}

/** Both ends in one heading: "between Rancher nodes", "all-machine to control plane communications". */
function pairIn(text: string, vocabulary: Vocabulary): Subject | null {
  const both = group(vocabulary.subject.among.exec(text), 'both')
  if (both && vocabulary.subject.nodes.test(both))
    return { label: bare(both, vocabulary), peer: bare(both, vocabulary) }
  const found = vocabulary.subject.pair.exec(text)
  const source = group(found, 'source')
  const destination = group(found, 'destination')
  const named =
    source &&
    destination &&
    vocabulary.subject.nodes.test(source) &&
    vocabulary.subject.nodes.test(destination)
  return named ? { label: bare(source, vocabulary), peer: bare(destination, vocabulary) } : null
}

/** A heading without the words that are not part of the node's name: direction, "rules for", "ports". */
function bare(text: string, vocabulary: Vocabulary): string {
  if (text.length > longest) return ''
  const { front, back } = vocabulary.derive(grammar)
  let label = text.replace(chapter, '').replace(front, '')
  // One by one: an expression for all of them at once would try from each of them on.
  for (let last = back.exec(label); last; last = back.exec(label)) label = label.slice(0, last.index)
  return label
}
