import type { ElementContent, Root } from 'hast'
import rehypeParse from 'rehype-parse'
import { unified } from 'unified'
import { visit } from 'unist-util-visit'
import { element } from '../element.ts'
import type { Stretch } from '../quiet.ts'
import { code } from './code.ts'
import { inline } from './inline.ts'
import { endOfIndented, isBlank, type Line, stretchOf, trimLines } from './lines.ts'
import { bodyOf } from './lists.ts'
import { type Block, type Directive, type Form, type Page, paragraphOf, splitBody } from './page.ts'
import { captioned, csvTable, listTable } from './tables.ts'

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

/** What a directive of a kind becomes. */
type Read = (directive: Directive, page: Page) => ElementContent[]

/** Directives by what they hold; what is not named here shows a reader no words of the page. */
const kinds: { names: string; form: Form; read: Read }[] = [
  { names: 'table', form: 'argument', read: readTable },
  { names: 'list-table flat-table', form: 'argument', read: listTable },
  { names: 'csv-table', form: 'argument', read: csvTable },
  { names: 'code-block code sourcecode prompt parsed-literal', form: 'line', read: readCode },
  { names: 'code-tab', form: 'line', read: readCodeTab },
  { names: 'include', form: 'line', read: readInclude },
  { names: 'raw', form: 'line', read: readRaw },
  {
    names: 'only ifconfig tabs tab-set container compound grid grid-item hlist panels',
    form: 'line',
    read: readContent,
  },
  {
    names: 'card dropdown collapse details grid-item-card sidebar topic',
    form: 'argument',
    read: readTitled,
  },
  { names: 'admonition rubric versionadded versionchanged', form: 'argument', read: readNote },
  {
    names: 'attention caution danger error hint important note seealso tip warning',
    form: 'content',
    read: readContent,
  },
  { names: 'epigraph glossary highlights pull-quote todo', form: 'content', read: readContent },
]
const byName = new Map(kinds.flatMap(kind => kind.names.split(' ').map(name => [name, kind] as const)))

/**
 * Reads a directive.
 *
 * @param body what stands behind its name and below it
 * @param stretch where the whole directive stands
 */
export function directive(name: string, body: Line[], stretch: Stretch, page: Page): ElementContent[] {
  const known = name.toLowerCase()
  const isTab = page.vocabulary.marks.tabs.has(known)
  const kind = isTab ? { form: 'line' as const, read: readTitled } : byName.get(known)
  if (!kind) return []
  const nodes = kind.read(splitBody(body, kind.form, stretch), page)
  return nodes.length > 0 ? [element('div', nodes, stretch, page.places)] : []
}

function readContent({ content }: Directive, page: Page): ElementContent[] {
  return page.blocks(content)
}

function readNote({ argument, content }: Directive, page: Page): ElementContent[] {
  const title = argument.length > 0 ? [paragraphOf(argument, page)] : []
  return [...title, ...page.blocks(content)]
}

function readTable({ argument, content }: Directive, page: Page): ElementContent[] {
  return captioned(page.blocks(content), argument, page)
}

/** A tab, a card: what it holds stands under a mark that governs its stretch. */
function readTitled({ argument, options, content, stretch }: Directive, page: Page): ElementContent[] {
  const title = argument.length > 0 ? argument : (options.get('title') ?? [])
  page.marks.push({ kind: 'tab', name: 'tab', label: shown(inline(title, page)), ...stretch, closed: true })
  return page.blocks(content)
}

/** `.. code-tab:: language Label` */
function readCodeTab(directive: Directive, page: Page): ElementContent[] {
  const [language = '', ...words] = wordsOf(directive.argument).split(' ')
  const label = words.join(' ') || language
  page.marks.push({ kind: 'tab', name: 'tab', label, ...directive.stretch, closed: true })
  return readCode(directive, page)
}

function readCode({ argument, content }: Directive, page: Page): ElementContent[] {
  const lines = trimLines(content)
  return lines.length > 0 ? [code(lines, page, wordsOf(argument).split(' ')[0])] : []
}

function readInclude({ argument, options, stretch }: Directive, page: Page): ElementContent[] {
  const label = wordsOf(argument)
  const isCode = options.has('literal') || options.has('code')
  if (label && !isCode) page.marks.push({ kind: 'include', name: 'include', label, ...stretch, closed: true })
  return []
}

function readRaw({ argument, content }: Directive, page: Page): ElementContent[] {
  return /\bhtml\b/.test(wordsOf(argument)) ? rawHtml(content, page) : []
}

function wordsOf(lines: Line[]): string {
  return lines
    .map(line => line.text)
    .join(' ')
    .trim()
}

function shown(nodes: ElementContent[]): string {
  return nodes
    .map(node => (node.type === 'text' ? node.value : 'children' in node ? shown(node.children) : ''))
    .join('')
}

const fragments = unified().use(rehypeParse, { fragment: true }).freeze()

/** Reads the HTML that a page holds for its web edition, its places kept. */
export function rawHtml(lines: Line[], page: Page): ElementContent[] {
  const { start, end } = stretchOf(lines)
  const tree: Root = fragments.parse(page.places.text.slice(start, end))
  visit(tree, part => {
    const { start: from, end: to } = part.position ?? {}
    if (from?.offset === undefined || to?.offset === undefined) return
    part.position = page.places.position({
      start: start + from.offset,
      end: Math.min(start + to.offset, end),
    })
  })
  return tree.children.filter(node => node.type !== 'doctype')
}
