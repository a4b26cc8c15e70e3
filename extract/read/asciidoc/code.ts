import type { Element, Text } from 'hast'
import { element } from '../element.ts'
import type { Stretch } from '../quiet.ts'
import { closing, codeDelimiters, lineFrom, opening } from './delimiters.ts'
import type { Block } from './model.ts'
import type { Page } from './page.ts'

/** A number in angle brackets that refers to the list below the code. */
const callout = /<(?:\d{1,9}|\.)>$/
const longest = '<123456789>'.length
/** What makes a comment of callouts. */
const comment = /(?:\/\/|#|--|;;)$/

/** Reads a listing or literal block, line by line as it stands in the document. */
export function code(node: Block, page: Page): Element {
  const { places } = page
  const delimiter = opening(node, page, codeDelimiters)
  const close = closing(delimiter, page)
  const inside =
    delimiter && close
      ? { start: delimiter.end + 1, end: close.start }
      : places.take(node.lines, lineFrom(node, page))
  const outside = { start: delimiter?.start ?? inside.start, end: close?.end ?? inside.end }
  const language = node.style === 'source' ? node.attributes.language : undefined
  const properties = language ? { className: [`language-${language}`] } : {}
  const inner = element('code', linesOf(inside, page), inside, places, properties)
  return element('pre', [inner], outside, places)
}

function linesOf({ start, end }: Stretch, { places }: Page): Text[] {
  let at = start
  return places.text
    .slice(start, end)
    .split(/(?<=\n)/)
    .flatMap(line => {
      const from = at
      at += line.length
      const value = withoutCallouts(line.replace(/\n$/, ''))
      const text: Text = {
        type: 'text',
        value,
        position: places.position({ start: from, end: from + value.length }),
      }
      return line.endsWith('\n') ? [text, { type: 'text', value: '\n' }] : [text]
    })
}

/** Takes callouts off a line's end, one by one. */
function withoutCallouts(line: string): string {
  let rest = line.trimEnd()
  if (!callout.test(rest.slice(-longest))) return line
  while (callout.test(rest.slice(-longest))) rest = rest.slice(0, rest.lastIndexOf('<')).trimEnd()
  return rest.replace(comment, '').trimEnd()
}
