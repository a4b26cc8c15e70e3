import type { Tag } from './tag.ts'

/** Lines that are marks as a whole, by the tools that know them; each is blanked. */
const markLines: RegExp[] = [
  // kramdown attribute lists: `{:toc}`
  /^[ \t]{0,3}\{:[^}\n]*\}[ \t]*$/gm,
  // Docusaurus and VitePress containers: `:::tip Title`, `:::`
  /^[ \t]{0,3}:{3,}[^\n]*$/gm,
]

const liquidInclude =
  /\{%-?\s*include(?:_relative|-markdown)?\s+["']?([^\s"'%]{1,400})["']?[^%\n]{0,400}-?%\}/g
const snippet = /^[ \t]*-{1,2}8<-{1,2}[ \t]+["']([^"'\n]+)["'][ \t]*$/gm
const liquid = /\{%-?[^%\n]{0,400}-?%\}/g
/** `[badge kind="beta" /]` */
const bracketed = /\[[a-z][\w-]{0,40}(?:[ \t]+[\w-]{1,40}="[^"\n]{0,200}")+[ \t]*\/?\](?!\()/g

/** Finds marks that stand on lines of their own, Liquid and Jinja tags, and shortcodes in square brackets. */
export function lineTags(text: string): Tag[] {
  const includes = [liquidInclude, snippet].flatMap(expression =>
    [...text.matchAll(expression)].map(m => tag(m, 'include', m[1]!)),
  )
  const others = [...markLines, liquid, bracketed].flatMap(expression =>
    [...text.matchAll(expression)].map(m => tag(m, 'shortcode', '')),
  )
  return [...includes, ...others.filter(other => !includes.some(include => include.start === other.start))]
}

function tag(m: RegExpExecArray, kind: Tag['kind'], label: string): Tag {
  return { name: 'include', kind, form: 'empty', label, start: m.index, end: m.index + m[0].length }
}
