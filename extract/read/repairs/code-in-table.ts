import type { Html, Parents, Root } from 'mdast'
import { visit } from 'unist-util-visit'

const tableTag = /<(\/?)table\b/gi

/**
 * Gives back to an HTML table the indented lines that CommonMark takes for code.
 *
 * A blank line ends an HTML block, so inside a `<table>` with blank lines deeply indented rows would
 * become code. They are HTML for every reader of the page; this is a reading, not a repair.
 */
export function mendCodeInTables(tree: Root, text: string): void {
  visit(tree, node => {
    if (!('children' in node)) return
    let open = 0
    const parent = node as Parents
    parent.children = parent.children.map(child => {
      if (child.type === 'html') open = Math.max(0, open + balance(child.value))
      if (child.type !== 'code' || open === 0) return child
      const { start, end } = child.position!
      const value = text.slice(start.offset, end.offset)
      if (/^\s*(```|~~~)/.test(value) || !value.includes('<')) return child
      open = Math.max(0, open + balance(value))
      return { type: 'html', value, position: child.position } as Html
    }) as typeof parent.children
  })
}

function balance(html: string): number {
  return [...html.matchAll(tableTag)].reduce((sum, tag) => sum + (tag[1] ? -1 : 1), 0)
}
