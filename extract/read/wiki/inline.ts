import type { ElementContent } from 'hast'
import { element } from '../element.ts'
import type { Stretch } from '../quiet.ts'
import type { Dialect, Page } from './page.ts'
import { trimmed } from './page.ts'

/** Marks inside a line that all dialects know: `{{{code}}}`, `[[page|words]]`, `'''strong'''`, tags, entities. */
const common = [
  String.raw`(?<code>\{\{\{[^\n]{0,1000}?\}\}\}|<(code|tt|kbd|samp|nowiki)>[^\n]{0,1000}?</\2>|\{code[^{}\n]*\}[^\n]{0,1000}?\{code\}|\{\{[^{}|\n]+\}\}|${'`'}[^${'`'}\n]+${'`'})`,
  String.raw`(?<break><br\s*/?>|<<BR>>|\[\[BR\]\]|\\\\(?=\s|$))`,
  String.raw`(?<link>\[\[[^[\]\n]+\]\]|\[[^[\]\n|]+\|[^[\]\n]+\]|\[(?:https?|ftp|mailto):[^[\]\n]+\])`,
  String.raw`(?<template>\{\{[^{}\n]+\|[^{}\n]+\}\})`,
  String.raw`(?<sup><sup>[^<>\n]*</sup>|\^[^\s^|]{1,9}\^)`,
  String.raw`(?<entity>&(?:#\d{1,7}|#x[\da-f]{1,6}|nbsp|amp|lt|gt|quot|ndash|mdash);)`,
  String.raw`(?<drop><<[^<>\n]*>>|</?[a-z][^<>\n]{0,400}>)`,
]
const strong: Record<Dialect, string> = {
  mediawiki: String.raw`'''(?:(?!''')[^\n]){1,1000}'''`,
  moin: String.raw`'''(?:(?!''')[^\n]){1,1000}'''`,
  jira: String.raw`(?<![\w*])\*(?![\s*])[^*\n]*[^*\s]\*(?![\w*])|(?<![\w*])\*\w\*(?![\w*])`,
  dokuwiki: String.raw`\*\*[^*\n]+\*\*`,
}
const emphasis: Record<Dialect, string> = {
  mediawiki: String.raw`''(?!')[^'\n]+''`,
  moin: String.raw`''(?!')[^'\n]+''|,,[^,\n]+,,`,
  jira: String.raw`(?<![\w_])_(?![\s_])[^_\n]*[^_\s]_(?![\w_])|(?<![\w+])\+\w[^+\n]*\w\+(?![\w+])|"[^"\n]+":(?:https?:|/|#)[^\s|]+`,
  dokuwiki: String.raw`(?<!:)//(?!\s)[^\n]{1,1000}?(?<![:\s])//|__[^_\n]+__`,
}
const entities: Record<string, string> = {
  nbsp: '\u00a0',
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  ndash: '–',
  mdash: '—',
}
const fence =
  /^(?:\{\{\{(?:#!\w+)?|\{code[^{}]*\}|<\w+>|\{\{|`|\[\[|\[|'''?|\*\*?|\/\/|__?|,,|\+|\^|@|")|(?:\}\}\}|\{code\}|<\/\w+>|\}\}|`|\]\]|\]|'''?|\*\*?|\/\/|__?|,,|\+|\^|@|":\S+)$/g

const expressions = Object.fromEntries(
  (Object.keys(strong) as Dialect[]).map(dialect => {
    const own = dialect === 'jira' ? [String.raw`(?<mono>(?<![\w@.])@[^@\s][^@\n]*@(?![\w@]))`] : []
    const parts = [...common, ...own, `(?<strong>${strong[dialect]})`, `(?<em>${emphasis[dialect]})`]
    return [dialect, new RegExp(parts.join('|'), 'gi')]
  }),
) as Record<Dialect, RegExp>

/** Reads the words of a stretch, each at its place. */
export function inline(stretch: Stretch, page: Page): ElementContent[] {
  const { text, dialect } = page
  const nodes: ElementContent[] = []
  let at = stretch.start
  for (const found of text.slice(stretch.start, stretch.end).matchAll(expressions[dialect])) {
    const whole = { start: stretch.start + found.index, end: stretch.start + found.index + found[0].length }
    words(at, whole.start)
    nodes.push(...marked(found[0], found.groups!, whole, page))
    at = whole.end
  }
  words(at, stretch.end)
  return nodes

  function words(start: number, end: number): void {
    for (const line of text.slice(start, end).split(/(\n)/)) {
      if (line === '\n') nodes.push(...lineEnd(dialect))
      else if (line !== '') nodes.push(textAt({ start, end: start + line.length }, page))
      start += line.length
    }
  }
}

/** Jira and Confluence show the lines of a paragraph as they are written. */
function lineEnd(dialect: Dialect): ElementContent[] {
  if (dialect !== 'jira') return [{ type: 'text', value: ' ' }]
  return [{ type: 'element', tagName: 'br', properties: {}, children: [] }]
}

function textAt(stretch: Stretch, { text, places }: Page): ElementContent {
  return { type: 'text', value: text.slice(stretch.start, stretch.end), position: places.position(stretch) }
}

function marked(
  mark: string,
  groups: Record<string, string | undefined>,
  whole: Stretch,
  page: Page,
): ElementContent[] {
  const { places } = page
  if (groups.drop) return []
  if (groups.break) return [element('br', [], whole, places)]
  if (groups.entity) return [{ type: 'text', value: decoded(mark), position: places.position(whole) }]
  const inner = insideOf(mark, whole)
  if (groups.code ?? groups.mono) return [element('code', [textAt(inner, page)], whole, places)]
  if (groups.link) return [element('a', inline(shown(mark, inner, page), page), whole, places)]
  if (groups.template) return inline(behindLast(mark, inner), page)
  return [element(groups.strong ? 'strong' : groups.sup ? 'sup' : 'em', inline(inner, page), whole, places)]
}

/** A stretch without the marks at either end. */
function insideOf(mark: string, { start, end }: Stretch): Stretch {
  const [open = '', close = ''] = mark.match(fence) ?? []
  return { start: start + open.length, end: Math.max(start + open.length, end - close.length) }
}

/** What a reader sees of a link: `[[target|words]]`, `[words|target]`, `[https://example.org words]`. */
function shown(mark: string, { start, end }: Stretch, { text }: Page): Stretch {
  const bars = text.slice(start, end).split('|')
  if (bars.length < 2) {
    const blank = mark.startsWith('[[') ? -1 : text.slice(start, end).indexOf(' ')
    return { start: blank < 0 ? start : start + blank + 1, end }
  }
  const from = mark.startsWith('[[') ? start + bars[0]!.length + 1 : start
  return trimmed(text, { start: from, end: from + (mark.startsWith('[[') ? bars[1]! : bars[0]!).length })
}

function behindLast(mark: string, { start, end }: Stretch): Stretch {
  return { start: start + mark.lastIndexOf('|') - 1, end }
}

function decoded(mark: string): string {
  const name = mark.slice(1, -1)
  if (!name.startsWith('#')) return entities[name.toLowerCase()] ?? mark
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1))
  return code > 0 && code <= 0xffff ? String.fromCharCode(code) : ' '
}
