import type { Heading, Paragraph, Parents, Root, RootContent, Text } from 'mdast'
import { SKIP, visit } from 'unist-util-visit'
import type { Repair } from '../reading.ts'

/** `##Title`: the blank after the marks is missing. A lone `#` is too often a tag or a number to be one. */
const marksWithoutSpace = /^(#{2,6})(?=[^\s#])/

/**
 * Makes headings of lines such as `###Title`, which CommonMark takes for text.
 *
 * Only the first line of a paragraph counts; the lines after it stay a paragraph.
 */
export function mendHeadings(tree: Root, text: string, repairs: Repair[]): void {
  visit(tree, 'paragraph', (node, index, parent) => {
    const first = node.children[0]
    const start = node.position?.start.offset
    if (first?.type !== 'text' || start === undefined || !parent || index === undefined) return
    const found = marksWithoutSpace.exec(text.slice(start, start + 8))
    if (!found) return
    const [heading, rest] = splitAtLine(node, found[1]!.length as Heading['depth'])
    repairs.push({ id: 'heading-space', start, end: heading.position!.end.offset! })
    const nodes: RootContent[] = rest ? [heading, rest] : [heading]
    ;(parent as Parents).children.splice(index, 1, ...nodes)
    return [SKIP, index + 1]
  })

  function splitAtLine(node: Paragraph, depth: Heading['depth']): [Heading, Paragraph | null] {
    const start = node.position!.start
    const end = node.position!.end
    const lineEnd = text.indexOf('\n', start.offset)
    const cut = lineEnd < 0 || lineEnd > end.offset! ? end.offset! : lineEnd
    const before = node.children.filter(child => child.position!.start.offset! < cut)
    const after = node.children.slice(before.length)
    const last = before.at(-1)
    if (last?.type === 'text' && last.position!.end.offset! > cut) {
      const [head, tail] = splitText(last, cut)
      before[before.length - 1] = head
      if (tail.value) after.unshift(tail)
    }
    const first = before[0] as Text
    const bare = shift(first, depth)
    if (bare.value === '' && before.length > 1) before.shift()
    else before[0] = bare
    const edge = { line: start.line, column: start.column + cut - start.offset!, offset: cut }
    return [
      { type: 'heading', depth, children: before, position: { start, end: edge } },
      after.length
        ? { type: 'paragraph', children: after, position: { start: after[0]!.position!.start, end } }
        : null,
    ]
  }

  function splitText(node: Text, cut: number): [Text, Text] {
    const { start, end } = node.position!
    const at = node.value.indexOf('\n')
    const indent = /^[ \t]*/.exec(text.slice(cut + 1))![0].length
    const next = { line: start.line + 1, column: 1 + indent, offset: cut + 1 + indent }
    const edge = { line: start.line, column: start.column + cut - start.offset!, offset: cut }
    return [
      { type: 'text', value: node.value.slice(0, at), position: { start, end: edge } },
      { type: 'text', value: node.value.slice(at + 1), position: { start: next, end } },
    ]
  }

  /** Takes the marks off the front of a text. */
  function shift(node: Text, by: number): Text {
    const { start, end } = node.position!
    const moved = { line: start.line, column: start.column + by, offset: start.offset! + by }
    return { type: 'text', value: node.value.slice(by).trimStart(), position: { start: moved, end } }
  }
}
