import type { ElementContent } from 'hast'
import { element } from '../element.ts'
import type { Stretch } from '../quiet.ts'
import { code } from './code.ts'
import { csvTable } from './csv-table.ts'
import { inline } from './inline.ts'
import { type Line, trimLines } from './lines.ts'
import { listTable } from './list-table.ts'
import { type Directive, type Form, splitBody } from './options.ts'
import { type Page, paragraphOf } from './page.ts'
import { rawHtml } from './raw.ts'
import { captioned } from './table.ts'

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
