import type { Block, Frame } from '../interpret/walk.ts'

/** What the headings of a page have in common. */
export interface Outline {
  /** Whether a frame is the page's title: its first heading, with the lowest level, that no other has. */
  isTitle(frame: Frame): boolean
  /** How many frames of the same level under the same one hold tables or lists, this one among them. */
  siblings(frame: Frame): number
}

/** No page: nothing is known of its headings. */
export const noOutline: Outline = {
  isTitle: frame => frame.kind === 'heading' && frame.level === 1,
  siblings: () => 1,
}

/** Describes the headings of a page by its blocks. */
export function outlineOf(blocks: Block[]): Outline {
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
  }
}

function keyOf({ kind, level }: Frame): string {
  return `${kind} ${level}`
}
