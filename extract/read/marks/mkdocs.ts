import type { Tag } from './tag.ts'

/** `=== "Label"`: a content tab; `!!! note`, `??? note`: admonitions. What belongs to them is indented. */
const block = /^([ \t]*)(===[!+]?|!!!|\?\?\?\+?)[ \t]+([^\n]*)$/gm
const quoted = /^"([^"]*)"/

/** Finds the indented blocks of Material for MkDocs. A tab lasts as long as its indentation. */
export function mkdocsTags(text: string): Tag[] {
  const tags: Tag[] = []
  for (const m of text.matchAll(block)) {
    const label = quoted.exec(m[3]!)?.[1]
    const isTab = m[2]!.startsWith('===')
    if (isTab && label === undefined) continue
    const start = m.index + m[1]!.length
    const end = m.index + m[0].length
    tags.push({
      name: m[2]!,
      kind: isTab ? 'tab' : 'shortcode',
      form: isTab ? 'opening' : 'empty',
      label: label ?? '',
      start,
      end,
    })
    const last = endOfIndent(text, end, m[1]!.length)
    if (isTab) tags.push({ name: m[2]!, kind: 'tab', form: 'closing', label: '', start: last, end: last })
  }
  return tags
}

/** Makes of a block mark a list item, so that its indented content is no code; lengths stay. */
export function asListItems(text: string): string {
  return text.replace(block, (line, indent: string, mark: string, rest: string) => {
    if (mark.startsWith('===') && !quoted.test(rest)) return line
    return `${indent}-   .${' '.repeat(line.length - indent.length - 5)}`
  })
}

/** Where the lines end that are indented deeper than a mark. */
function endOfIndent(text: string, from: number, indent: number): number {
  let end = from
  for (let at = from + 1; at < text.length; ) {
    const close = text.indexOf('\n', at)
    const stop = close < 0 ? text.length : close
    const line = text.slice(at, stop)
    if (line.trim() !== '' && line.search(/\S/) <= indent) break
    if (line.trim() !== '') end = stop
    at = stop + 1
  }
  return end
}
