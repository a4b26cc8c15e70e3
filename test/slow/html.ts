import type { Nodes } from 'hast'
import { read } from '../../extract/read/index.ts'

/** A Markdown page as HTML: what a site generator makes of it. */
export async function asHtml(markdown: string): Promise<string> {
  const { tree } = await read('page.md', markdown, 'markdown')
  return `<!doctype html>\n<html><body>\n${write(tree)}\n</body></html>\n`
}

function write(node: Nodes): string {
  if (node.type === 'root') return node.children.map(write).join('')
  if (node.type === 'text') return node.value.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  if (node.type !== 'element') return ''
  const { colSpan, rowSpan } = node.properties
  const spans = `${colSpan ? ` colspan="${colSpan}"` : ''}${rowSpan ? ` rowspan="${rowSpan}"` : ''}`
  if (node.tagName === 'br') return '<br>'
  return `<${node.tagName}${spans}>${node.children.map(write).join('')}</${node.tagName}>`
}
