import { element } from '../element.ts'
import { directive } from './directives.ts'
import { endOfIndented, isBlank, type Line, stretchOf } from './lines.ts'
import { bodyOf } from './lists.ts'
import type { Block, Page } from './page.ts'

const start = /^\.\.(?:[ \t]+|$)/
const anonymousTarget = /^__(?:[ \t]|$)/
const directiveStart = /^\.\.[ \t]+([A-Za-z][\w:.+-]*?)[ \t]?::(?:[ \t]+|$)/
const citation = /^\.\.[ \t]+\[[\p{L}\p{N}][\p{L}\p{N}_.:+-]*\](?:[ \t]+|$)/u

/** Reads what begins with two dots: directives and footnotes; targets, substitutions and comments are nothing. */
export function explicit(lines: Line[], at: number, page: Page): Block | null {
  const line = lines[at]!
  if (anonymousTarget.test(line.text)) return { nodes: [], next: at + 1 }
  if (!start.test(line.text)) return null
  // Two dots alone above a blank line comment nothing out.
  if (line.text === '..' && isBlank(lines[at + 1])) return { nodes: [], next: at + 1 }
  const next = endOfIndented(lines, at + 1)
  const own = lines.slice(at, next)
  const named = directiveStart.exec(line.text)
  if (named) return { nodes: directive(named[1]!, bodyOf(own, named[0]), stretchOf(own), page), next }
  return { nodes: footnote(own, page), next }
}

/** A footnote is a paragraph that begins with its mark. */
function footnote(own: Line[], page: Page): Block['nodes'] {
  const [first] = own
  const note = page.notes.at(first!)
  const mark = note ? first!.text.slice(0, note.length) : citation.exec(first!.text)?.[0]
  if (mark === undefined) return []
  const body = bodyOf(own, mark)
  const nodes = page.blocks(body)
  const paragraph = nodes[0]
  if (note && paragraph?.type === 'element' && paragraph.tagName === 'p') {
    paragraph.children.unshift({ type: 'text', value: `[${note.shown}] ` })
    return nodes
  }
  return [element('div', nodes, stretchOf(own), page.places)]
}
