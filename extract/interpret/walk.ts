import type { Element, ElementContent, RootContent } from 'hast'
import type { NamedOverride } from '../overrides.ts'
import type { Mark, Reading, RepairId } from '../read/reading.ts'
import { takeNoteMarks } from './fields/notes.ts'
import { line, richText } from './rich.ts'

/** A heading, tab label or caption that encloses a statement. */
export interface Frame {
  kind: 'heading' | 'tab' | 'caption' | 'item'
  text: string
  /** Heading level 1..6; 0 for tabs and captions. */
  level: number
  /** Offset at which a tab ends. */
  end: number
  /** A tab whose end was not found: it gives way to a heading that its page is parted by. */
  unclosed?: boolean
  repairs: RepairId[]
}

/** A block of the page that an interpreter may read, with what encloses it. */
export interface Block {
  kind: 'heading' | 'table' | 'list' | 'prose' | 'code' | 'include'
  node: Element
  /** Headings, tabs and the caption around it, outermost first. */
  frames: Frame[]
  /** The heading right above it, when nothing stands between. */
  under: Element | null
  /** The last prose above it under the same heading. */
  lead: Element | null
  /** The last paragraph in bold above it under the same heading: its siblings may have headings in its place. */
  title: Element | null
  /** The outermost list, or the table, that it is part of. */
  list: Element | null
  /** Whether it is the first prose of a list item, or a term of a definition list. */
  opens: boolean
  /** The last prose above it outside its own item: of the item around it, else the lead; for code the last above it at all. */
  intro: Element | null
  /** What is included here. */
  mark: Mark | null
  /** How a person decided that it is read. */
  override?: NamedOverride
}

const headingTag = /^h([1-6])$/
const lists = new Set(['ul', 'ol', 'dl'])
const items = new Set(['li', 'dt', 'dd'])

/** A list item that the walk is in. */
interface Item {
  /** The last prose in it so far. */
  prose: Element | null
  around: Item | null
}

const blockTags = new Set(
  'address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html li main menu nav ol p pre section summary table ul'.split(
    ' ',
  ),
)
const unseen = new Set(['script', 'style', 'template', 'head', 'title', 'svg'])

/**
 * Walks a tree once, in the order of the page, and hands out its blocks with their context.
 *
 * A list is handed out whole and then item by item, as an interpreter may read it either way.
 */
export function blocksOf(reading: Reading, outer: Frame[] = []): Block[] {
  const blocks: Block[] = []
  const marks = reading.marks.filter(mark => mark.kind !== 'shortcode' && mark.label !== '')
  marks.sort((a, b) => a.start - b.start)
  let next = 0
  let frames = outer
  let caption: Frame | null = null
  let lead: Element | null = null
  let title: Element | null = null
  let under: Element | null = null
  let list: Element | null = null
  let item: Item | null = null
  visitAll(reading.tree.children)
  moveTo(Number.POSITIVE_INFINITY)
  return blocks

  function visitAll(children: (RootContent | ElementContent)[]): void {
    let inline: ElementContent[] = []
    const flush = () => {
      if (inline.some(node => node.type !== 'comment' && !isBlank(node))) emitProse(paragraph(inline))
      inline = []
    }
    for (const child of children) {
      if (child.type === 'element' && isBlock(child)) {
        flush()
        visit(child)
      } else if (child.type !== 'doctype') inline.push(child)
    }
    flush()
  }

  function visit(node: Element): void {
    const offset = node.position?.start?.offset
    if (offset !== undefined) moveTo(offset)
    const level = headingTag.exec(node.tagName)?.[1]
    if (level && node.properties.id !== 'footnote-label') openHeading(node, Number(level))
    else if (node.tagName === 'table') emitTable(node)
    else if (node.tagName === 'figcaption') caption = captionOf(node)
    else if (node.tagName === 'pre') emit('code', node)
    else if (lists.has(node.tagName) && list === null) {
      emit('list', node)
      list = node
      visitAll(node.children)
      list = null
    } else if (list && items.has(node.tagName)) {
      item = { prose: null, around: item }
      visitAll(node.children)
      item = item.around
    } else if (node.tagName === 'blockquote') {
      // A heading in a quote encloses nothing behind it.
      const around = frames
      visitAll(node.children)
      frames = around
    } else if (!isSkipped(node)) visitAll(node.children)
  }

  /** Enters the tabs that start before an offset and leaves those that end before it; includes stand in theirs. */
  function moveTo(offset: number): void {
    for (let mark = marks[next]; mark && mark.start <= offset; mark = marks[next]) {
      next++
      leaveTabs(mark.start)
      if (mark.kind === 'include') emit('include', paragraph([]), frames, mark)
      else if (mark.end > Math.min(offset, marks[next]?.start ?? offset)) openTab(mark)
    }
    leaveTabs(offset)
  }

  function leaveTabs(offset: number): void {
    const ended = frames.findIndex(
      (frame, i) => i >= outer.length && frame.kind === 'tab' && frame.end <= offset,
    )
    if (ended >= 0) frames = frames.slice(0, ended)
  }

  function openTab({ label, end, closed }: Mark): void {
    frames = [...frames, { kind: 'tab', text: label, level: 0, end, unclosed: !closed, repairs: [] }]
    caption = lead = title = under = null
  }

  function openHeading(node: Element, level: number): void {
    const text = headingText(line(takeNoteMarks(richText(node, reading.plain)).rich))
    frames = frames.slice(0, parted(frames, level))
    if (text) frames = [...frames, { kind: 'heading', text, level, end: 0, repairs: repairsAt(node) }]
    caption = lead = title = null
    emit('heading', node)
    under = node
  }

  function repairsAt(node: Element): RepairId[] {
    const start = node.position?.start?.offset
    return reading.repairs.filter(repair => repair.start === start).map(repair => repair.id)
  }

  function captionOf(node: Element): Frame {
    return {
      kind: 'caption',
      text: line(richText(node, reading.plain)),
      level: 0,
      end: 0,
      repairs: [],
    }
  }

  function emitTable(node: Element): void {
    const own = node.children.find(child => child.type === 'element' && child.tagName === 'caption')
    if (own) caption = captionOf(own as Element)
    emit('table', node, caption?.text ? [...frames, caption] : frames)
    caption = null
    for (const inner of innerTables(node)) visitInside(node, inner)
  }

  /** A table in the cell of another one, which then is only a layout. */
  function visitInside(outer: Element, inner: Element): void {
    const around = list
    list ??= outer
    visit(inner)
    list = around
  }

  function emitProse(node: Element): void {
    const offset = node.position?.start?.offset
    if (offset !== undefined) moveTo(offset)
    emit('prose', node)
    if (item) item.prose = node
    if (list === null) {
      if (isBold(node)) title = node
      lead = node
    }
  }

  function emit(kind: Block['kind'], node: Element, around = frames, mark: Mark | null = null): void {
    const opens = kind === 'prose' && item !== null && item.prose === null
    const intro = (kind === 'code' && item?.prose) || (item?.around?.prose ?? lead)
    blocks.push({ kind, node, frames: around, under, lead, title, list, opens, intro, mark })
    under = null
  }
}

/** How many frames a heading leaves standing: those above its level, and the tabs that it stands in. */
function parted(frames: Frame[], level: number): number {
  let kept = frames.length
  for (let i = frames.length - 1; i >= 0; i--) {
    const frame = frames[i]!
    if (frame.kind === 'tab' && !frame.unclosed) break
    if (frame.kind === 'heading' && frame.level < level) break
    if (frame.kind === 'heading') kept = i
  }
  return kept
}

/** A heading's words without the id that kramdown, Hugo and Docusaurus let stand behind them. */
function headingText(text: string): string {
  return text.replace(/(?:(?<!\s)\s+)?\{[#:.][^{}]*\}\s*$/, '').replace(/(?<!\s)\s+#+$/, '')
}

function isBold({ children }: Element): boolean {
  const own = children.filter(child => !isBlank(child))
  return own.length === 1 && own[0]!.type === 'element' && /^(?:strong|b)$/.test(own[0]!.tagName)
}

/** A summary only says what to click. */
function isSkipped(node: Element): boolean {
  return node.tagName === 'summary'
}

function isBlank(node: ElementContent): boolean {
  if (node.type === 'text') return !/\S/.test(node.value)
  // An anchor holds nothing that a reader sees.
  return (
    node.type === 'element' &&
    (unseen.has(node.tagName) || (node.tagName === 'a' && node.children.every(isBlank)))
  )
}

function isBlock(node: Element): boolean {
  return (
    blockTags.has(node.tagName) || node.children.some(child => child.type === 'element' && isBlock(child))
  )
}

/** Inline content as a paragraph of its own. */
function paragraph(children: ElementContent[]): Element {
  const placed = children.filter(child => child.position?.start?.offset !== undefined)
  const start = placed[0]?.position?.start
  const end = placed.at(-1)?.position?.end
  return {
    type: 'element',
    tagName: 'p',
    properties: {},
    children,
    position: start && end ? { start, end } : undefined,
  }
}

function innerTables(node: Element): Element[] {
  const elements = node.children.filter(child => child.type === 'element')
  return elements.flatMap(child => (child.tagName === 'table' ? [child] : innerTables(child)))
}
