import type { Limits } from '../../limits.ts'

/** Elements without content, and those that the next of their kind, or their parent's end, closes. */
const flat = new Set(
  'area base br col embed hr img input link meta param source track wbr a button nobr p li dt dd option optgroup tr td th thead tbody tfoot caption colgroup rb rt rtc rp body html head'.split(
    ' ',
  ),
)
/** In these no tag is one but their end. */
const plain = new Set(['script', 'style', 'textarea', 'title', 'xmp', 'iframe', 'noembed', 'noframes'])
const tag = /<(?:!--|(\/?)([a-z][^\s/>]*))/gi

/**
 * Finds the element of an HTML text that stands within too many others. Tags are counted as written: one
 * that is never closed holds all that follows it, as it does in a browser.
 */
export function elementDepth(text: string, { nesting }: Limits): Excess | null {
  const depth = new ElementDepth(nesting)
  const at = depth.add(text)
  return at === null ? null : tooDeep(lineAt(text, at), nesting)
}

/** The elements that are open, text by text. */
export class ElementDepth {
  #nesting: number
  #open: string[] = []

  /** @param nesting how many elements may be within each other */
  constructor(nesting: number) {
    this.#nesting = nesting
  }

  /** How many elements are open. */
  get depth(): number {
    return this.#open.length
  }

  /** Leaves all elements but the outermost ones. */
  leave(depth: number): void {
    this.#open.length = Math.min(this.#open.length, depth)
  }

  /** Takes in the tags of a text; gives the offset of the one that goes too deep, or null. */
  add(text: string): number | null {
    tag.lastIndex = 0
    for (let found = tag.exec(text); found; found = tag.exec(text)) {
      const name = found[2]?.toLowerCase()
      if (name === undefined) skipTo(text, '-->')
      else if (found[1]) this.#close(name)
      else if (!flat.has(name)) this.#open.push(name)
      if (this.#open.length > this.#nesting) return found.index
      if (name !== undefined && plain.has(name) && !found[1]) skipTo(text, '</')
    }
    return null
  }

  #close(name: string): void {
    const at = this.#open.lastIndexOf(name)
    if (at >= 0) this.#open.length = at
  }
}

/** Goes on behind words, or at the end of the text. */
function skipTo(text: string, words: string): void {
  const at = text.indexOf(words, tag.lastIndex)
  tag.lastIndex = at < 0 ? text.length : at
}

/** Where a text goes beyond a limit first. */
export interface Excess {
  limit: keyof Limits
  /** From 1. */
  line: number
  /** What is too much. */
  what: string
}

/** The line, from 1, on which an offset stands. */
export function lineAt(text: string, offset: number): number {
  let line = 1
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line++
  return line
}

/** Tells of blocks or elements within each other. */
export function tooDeep(line: number, nesting: number): Excess {
  return { limit: 'nesting', line, what: `is nested deeper than ${nesting} levels` }
}
