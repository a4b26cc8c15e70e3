import type { ElementContent, Root, RootContent } from 'hast'
import { raw } from 'hast-util-raw'
import { VFile } from 'vfile'
import { LimitError, type Limits } from '../limits.ts'
import { ElementDepth, tooDeep } from './guard/elements.ts'
import type { Repair } from './reading.ts'

const tableTag = /<(\/?)table\b/gi
const closingBr = /<\/br\s*\/?>/gi
const heading = /^h[1-6]$/

/**
 * Parses the raw HTML in a Markdown tree, block by block, so that damage ends where its block ends.
 *
 * Blocks are parsed together only while a `<table>` is open; a table that is still open at the next
 * heading (or at the end) is closed there and reported, instead of swallowing the rest of the page.
 *
 * @throws {LimitError} when elements within a block are nested too deeply
 */
export function confineRaw(tree: Root, repairs: Repair[], document: string, limits: Limits): Root {
  const children: RootContent[] = []
  let group: RootContent[] = []
  let open = 0
  const depth = new ElementDepth(limits.nesting)
  const flush = () => {
    if (open > 0) repairs.push({ id: 'unclosed-table', ...bounds(group) })
    for (const child of holdsRaw(group) ? parseGroup(group) : group) children.push(child)
    group = []
    open = 0
    depth.leave(0)
  }
  for (const child of tree.children as RootContent[]) {
    if (open > 0 && child.type === 'element' && heading.test(child.tagName)) flush()
    group.push(child)
    checkDepth(child, depth)
    open = Math.max(0, open + balance([child], repairs))
    if (open === 0) flush()
  }
  flush()
  return { type: 'root', children, position: tree.position }

  /** What an element leaves open ends with it. */
  function checkDepth(node: RootContent | ElementContent, depth: ElementDepth): void {
    if (node.type === 'raw' && depth.add(node.value) !== null) {
      const { limit, line, what } = tooDeep(node.position?.start.line ?? 1, limits.nesting)
      throw new LimitError(document, limit, `line ${line}: ${what}`)
    }
    if (node.type !== 'element') return
    const before = depth.depth
    for (const child of node.children) checkDepth(child, depth)
    depth.leave(before)
  }
}

/** With a file, what is parsed keeps its places; of the file itself only the root's would come, at each group anew. */
const placed = new VFile()

function parseGroup(group: RootContent[]): RootContent[] {
  const parsed = raw({ type: 'root', children: group }, { file: placed })
  return parsed.type === 'root' ? parsed.children : [parsed]
}

/** Counts table tags left open in raw HTML; notes `</br>`, which HTML parsers read as `<br>`. */
function balance(nodes: (RootContent | ElementContent)[], repairs: Repair[]): number {
  let sum = 0
  for (const node of nodes) {
    if (node.type === 'raw') {
      for (const tag of node.value.matchAll(tableTag)) sum += tag[1] ? -1 : 1
      if (node.position) noteClosingBr(node.value, node.position.start.offset!, repairs)
    } else if (node.type === 'element') sum += balance(node.children, repairs)
  }
  return sum
}

/** Reports every `</br>` of an HTML text that starts at an offset of the document. */
export function noteClosingBr(html: string, offset: number, repairs: Repair[]): void {
  for (const tag of html.matchAll(closingBr)) {
    const start = offset + tag.index
    repairs.push({ id: 'closing-br', start, end: start + tag[0].length })
  }
}

function holdsRaw(nodes: (RootContent | ElementContent)[]): boolean {
  return nodes.some(node => node.type === 'raw' || (node.type === 'element' && holdsRaw(node.children)))
}

function bounds(nodes: RootContent[]): { start: number; end: number } {
  const placed = nodes.filter(node => node.position)
  return {
    start: placed[0]?.position?.start.offset ?? 0,
    end: placed.at(-1)?.position?.end.offset ?? 0,
  }
}
