import type { Tag } from './tag.ts'

/** `=== "Label"`: a content tab; `!!! note`, `??? note`: admonitions. What belongs to them is indented. */
const block = /(?<![^\n])([ \t]*)(===[!+]?|!!!|\?\?\?\+?)[ \t]+([^\n]*)/g
const quoted = /^"([^"]*)"/

/** Finds the indented blocks of Material for MkDocs. A tab lasts as long as its indentation. */
export function mkdocsTags(text: string): Tag[] {
  const opening = [...text.matchAll(block)].flatMap(openingOf)
  const tabs = opening.filter(({ kind }) => kind === 'tab')
  const ends = endsOfIndents(text, new Set(tabs.map(({ start }) => start)))
  const closing = tabs.map(({ name, start }): Tag => {
    const end = ends.get(start)!
    return { name, kind: 'tab', form: 'closing', label: '', start: end, end }
  })
  return [...opening, ...closing]
}

function openingOf(m: RegExpExecArray): Tag[] {
  const label = quoted.exec(m[3]!)?.[1]
  const isTab = m[2]!.startsWith('===')
  if (isTab && label === undefined) return []
  return [
    {
      name: m[2]!,
      kind: isTab ? 'tab' : 'shortcode',
      form: isTab ? 'opening' : 'empty',
      label: label ?? '',
      start: m.index + m[1]!.length,
      end: m.index + m[0].length,
    },
  ]
}

/** Makes of a block mark a list item, so that its indented content is no code; lengths stay. */
export function asListItems(text: string): string {
  return text.replace(block, (line, indent: string, mark: string, rest: string) => {
    if (mark.startsWith('===') && !quoted.test(rest)) return line
    return `${indent}-   .${' '.repeat(line.length - indent.length - 5)}`
  })
}

/** Where the lines end that are indented deeper than each of the marks, given by their starts. */
function endsOfIndents(text: string, marks: Set<number>): Map<number, number> {
  const ends = new Map<number, number>()
  const open: { mark: number; indent: number }[] = []
  let last = 0
  let at = 0
  const leave = (indent: number) => {
    while (open.length > 0 && open.at(-1)!.indent >= indent) ends.set(open.pop()!.mark, last)
  }
  for (const line of marks.size > 0 ? text.split('\n') : []) {
    const indent = line.search(/\S/)
    if (indent >= 0) {
      leave(indent)
      last = at + line.length
      if (marks.has(at + indent)) open.push({ mark: at + indent, indent })
    }
    at += line.length + 1
  }
  leave(0)
  return ends
}
