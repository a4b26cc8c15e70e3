import type { Element } from 'hast'
import type { Protocols } from '../interpret/fields/statement.ts'
import { richText } from '../interpret/rich.ts'
import type { Block, Frame } from '../interpret/walk.ts'
import type { Vocabulary } from '../vocabulary/index.ts'
import { escapeTerm } from '../vocabulary/words.ts'
import { pageProtocols } from './protocols.ts'

/** What the headings of a page have in common. */
export interface Outline {
  /** Whether a frame is the page's title: its first heading, with the lowest level, that no other has. */
  isTitle(frame: Frame): boolean
  /** How many frames of the same level under the same one hold tables or lists, this one among them. */
  siblings(frame: Frame): number
  /** The first paragraphs right under a frame, above its subheadings. */
  paragraphs(frame: Frame): readonly string[]
  /** Whether running text speaks of something by this name: "on the hub", "from each hub". */
  mentions(label: string): boolean
  /**
   * Of how many of the other items beside a list item something holds, 0 to 1.
   *
   * @param holds tested once for each item; must be the same question for all items of a page
   */
  beside(item: Block, holds: (other: Block) => boolean): number
  /** The protocols that the page gives to all of its ports. */
  protocols(vocabulary: Vocabulary): Protocols
}

/** No page: nothing is known of its headings. */
export const noOutline: Outline = {
  isTitle: frame => frame.kind === 'heading' && frame.level === 1,
  siblings: () => 1,
  paragraphs: () => [],
  mentions: () => false,
  beside: () => 0,
  protocols: () => ({ protocols: [], text: null }),
}

/**
 * Describes the headings of a page by its blocks.
 *
 * @param source the text that the blocks were read from
 */
export function outlineOf(blocks: Block[], source: string): Outline {
  const mentioned = new Map<string, boolean>()
  const groups = groupsOf(blocks)
  const counted = new Map<Block[], Set<Block>>()
  let lower: string | null = null
  let protocols: Protocols | null = null
  const frames = blocks.flatMap(block => block.frames)
  const headings = frames.filter(({ kind }) => kind === 'heading')
  const first = headings[0]
  const lowest = Math.min(...headings.map(({ level }) => level))
  const top = new Set(headings.filter(({ level }) => level === lowest))
  const holders = new Map<Frame | undefined, Map<string, Set<Frame>>>()
  const parents = new Map<Frame, Frame | undefined>()
  const openings = openingsOf(blocks)
  const opening = new Map<Frame, string[]>()
  for (const { kind, frames } of blocks) {
    if (kind !== 'table' && kind !== 'list') continue
    for (const [i, frame] of frames.entries()) {
      const parent = frames[i - 1]
      parents.set(frame, parent)
      const groups = holders.get(parent) ?? new Map<string, Set<Frame>>()
      const key = keyOf(frame)
      groups.set(key, (groups.get(key) ?? new Set()).add(frame))
      holders.set(parent, groups)
    }
  }
  return {
    isTitle: frame =>
      frame.kind === 'heading' &&
      frame.level === lowest &&
      (top.size === 1 || (frame === first && (holders.get(undefined)?.get(keyOf(frame))?.size ?? 0) < 2)) &&
      (lowest === 1 || headings.some(({ level }) => level > lowest)),
    siblings: frame => holders.get(parents.get(frame))?.get(keyOf(frame))?.size ?? 1,
    paragraphs: frame => {
      const known =
        opening.get(frame) ?? (openings.get(frame) ?? []).map(({ node }) => richText(node, source).text)
      opening.set(frame, known)
      return known
    },
    mentions: label => {
      lower ??= prose().toLowerCase()
      const known = mentioned.get(label) ?? speaksOf(lower, label)
      mentioned.set(label, known)
      return known
    },
    beside: (item, holds) => {
      const group = groups.get(item) ?? []
      const found = counted.get(group) ?? new Set(group.filter(holds))
      counted.set(group, found)
      return group.length > 1 ? (found.size - (found.has(item) ? 1 : 0)) / (group.length - 1) : 0
    },
    protocols: vocabulary => {
      protocols ??= pageProtocols(prose(), vocabulary)
      return protocols
    },
  }

  function prose(): string {
    const running = blocks.filter(({ kind }) => kind === 'prose')
    return running.map(({ node }) => richText(node, source).text).join('\n')
  }
}

const mostParagraphs = 3

/** The paragraphs right under each frame, few of them. */
function openingsOf(blocks: Block[]): Map<Frame, Block[]> {
  const openings = new Map<Frame, Block[]>()
  for (const block of blocks) {
    const frame = block.frames.at(-1)
    if (block.kind !== 'prose' || block.list || !frame) continue
    const found = openings.get(frame) ?? []
    if (found.length < mostParagraphs) openings.set(frame, [...found, block])
  }
  return openings
}

/** Of each list item those of the same list, itself among them. */
function groupsOf(blocks: Block[]): Map<Block, Block[]> {
  const lists = new Map<Element, Map<Element | null, Block[]>>()
  const groups = new Map<Block, Block[]>()
  for (const block of blocks) {
    if (!block.opens || !block.list) continue
    const inList = lists.get(block.list) ?? new Map<Element | null, Block[]>()
    const group = inList.get(block.intro) ?? []
    group.push(block)
    groups.set(block, group)
    lists.set(block.list, inList.set(block.intro, group))
  }
  return groups
}

/** Words before a name that is used as one. */
const before =
  'the|each|every|all|your|an?|any|on|from|to|of|by|between|via|and|or|der|die|das|den|dem|auf|von|le|la|les|sur|du|des|el|los|las|en|del|o|os|na|no|do|da'
const unspaced = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}]/u
const shortest = 3

function speaksOf(text: string, label: string): boolean {
  const name = label.toLowerCase().replace(/s$/, '')
  if (name.length < shortest) return false
  if (unspaced.test(name)) return text.includes(name)
  return new RegExp(
    `(?:(?<!\\p{L})(?:${before})\\s+|[\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}]\\s?)["“*!]?${escapeTerm(name)}`,
    'u',
  ).test(text)
}

function keyOf({ kind, level }: Frame): string {
  return `${kind} ${level}`
}
