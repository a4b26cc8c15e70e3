import type { Element, ElementContent } from 'hast'
import type { Places } from './places.ts'
import type { Stretch } from './quiet.ts'

/** An element that stands in a stretch of the document. */
export function element(
  tagName: string,
  children: ElementContent[],
  { start, end }: Stretch,
  places: Places,
  properties: Element['properties'] = {},
): Element {
  return {
    type: 'element',
    tagName,
    properties,
    children,
    position: places.position({ start, end: Math.max(start, end) }),
  }
}
