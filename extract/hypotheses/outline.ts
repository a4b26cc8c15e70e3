import { richText } from '../interpret/rich.ts'
import type { Block, Frame } from '../interpret/walk.ts'
import { escapeTerm } from '../vocabulary/words.ts'

/** What the headings of a page have in common. */
export interface Outline {
  /** Whether a frame is the page's title: its first heading, with the lowest level, that no other has. */
  isTitle(frame: Frame): boolean
  /** How many frames of the same level under the same one hold tables or lists, this one among them. */
  siblings(frame: Frame): number
  /** Whether running text speaks of something by this name: "on the hub", "from each hub". */
  mentions(label: string): boolean
}

/** No page: nothing is known of its headings. */
export const noOutline: Outline = {
  isTitle: frame => frame.kind === 'heading' && frame.level === 1,
  siblings: () => 1,
  mentions: () => false,
}

/**
 * Describes the headings of a page by its blocks.
 *
 * @param source the text that the blocks were read from
 */
export function outlineOf(blocks: Block[], source: string): Outline {
  const mentioned = new Map<string, boolean>()
  let text: string | null = null
  const frames = blocks.flatMap(block => block.frames)
  const headings = frames.filter(({ kind }) => kind === 'heading')
  const first = headings[0]
  const lowest = Math.min(...headings.map(({ level }) => level))
  const top = new Set(headings.filter(({ level }) => level === lowest))
  const holders = new Map<Frame | undefined, Map<string, Set<Frame>>>()
  const parents = new Map<Frame, Frame | undefined>()
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
      (top.size === 1 || frame === first) &&
      (lowest === 1 || headings.some(({ level }) => level > lowest)),
    siblings: frame => holders.get(parents.get(frame))?.get(keyOf(frame))?.size ?? 1,
    mentions: label => {
      text ??= proseOf(blocks, source)
      const known = mentioned.get(label) ?? speaksOf(text, label)
      mentioned.set(label, known)
      return known
    },
  }
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
    `(?:(?<!\\p{L})(?:${before})\\s+|[\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}]\\s?)["“*]?${escapeTerm(name)}`,
    'u',
  ).test(text)
}

/** The running text of a page in lower case. */
function proseOf(blocks: Block[], source: string): string {
  const prose = blocks.filter(({ kind }) => kind === 'prose')
  return prose.map(({ node }) => richText(node, source).text.toLowerCase()).join('\n')
}

function keyOf({ kind, level }: Frame): string {
  return `${kind} ${level}`
}
