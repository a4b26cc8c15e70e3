import type { Documents } from '../check/index.ts'
import { words } from '../check/report/markdown.ts'

/** Words as they are, addresses as links. */
export function linked(text: string): string {
  const parts = text.split(/(https:\/\/[^\s),]+)/)
  return parts.map((part, i) => (i % 2 === 1 ? `<${part}>` : words(part))).join('')
}

/** Documents as code blocks, under their names where there are several. */
export function blocksOf(documents: Documents): string[] {
  const files = filesOf(documents)
  return files.flatMap(([path, text]) => {
    const block = fence(text, languages[path.split('.').at(-1)!] ?? '')
    return files.length > 1 || path !== single ? [`\`${path}\`:`, block] : [block]
  })
}

const single = 'page.md'
const languages: Record<string, string> = {
  md: 'markdown',
  mdx: 'markdown',
  adoc: 'asciidoc',
  html: 'html',
  rst: 'rst',
}

/** Documents with their paths. */
export function filesOf(documents: Documents): [string, string][] {
  return typeof documents === 'string' ? [[single, documents]] : Object.entries(documents)
}

/** A code block that stays whole whatever stands in it. */
export function fence(text: string, language: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`{3,}/g)].map(([ticks]) => ticks.length))
  const ticks = '`'.repeat(longest + 1)
  return `${ticks}${language}\n${text.trimEnd()}\n${ticks}`
}

/** How GitHub calls a heading in an address. */
export function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^a-z -]/g, '')
    .replaceAll(' ', '-')
}

/** A text as the content of a table cell. */
export function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ')
}
