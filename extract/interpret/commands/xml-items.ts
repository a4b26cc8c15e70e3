import { type Rich, slice } from '../rich.ts'
import { groupOf } from './code.ts'

/** A tag or comment of XML, at its place in the code (indices, end exclusive). */
export interface XmlItem {
  /** Lower case; empty for a comment. */
  name: string
  closing: boolean
  values: Map<string, Rich>
  comment: string | null
  start: number
  end: number
}

const token =
  /<!--([\s\S]*?)(?:-->|$)|<(\/?)([a-z][\w-]*)((?:\s+[\w:-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*\/?>/gi
const attribute = /(?<![\w:-])([\w:-]+)\s*=\s*["']([^"']*)["']/dg

/**
 * The tags and comments of XML in order, with the place of every value. (A parser would not say where
 * in a tag its values stand, and would refuse the fragments that docs show.)
 */
export function xmlItems(code: Rich): XmlItem[] {
  return [...code.text.matchAll(token)].map(match => {
    const place = { start: match.index, end: match.index + match[0].length }
    const name = match[3]?.toLowerCase() ?? ''
    const tag = slice(code, place.start, place.end)
    const found = name ? [...tag.text.matchAll(attribute)] : []
    const values = new Map(found.map(one => [one[1]!, groupOf(tag, one, 2)!]))
    return { name, closing: match[2] === '/', values, comment: match[1]?.trim() || null, ...place }
  })
}

/** The words of the first element by a name. */
export function xmlWords(code: Rich, items: XmlItem[], name: string): string {
  const open = items.find(item => item.name === name && !item.closing)
  const close = open && items.find(item => item.name === name && item.closing && item.start > open.start)
  return close ? code.text.slice(open.end, close.start).replace(/\s+/g, ' ').trim() : ''
}
