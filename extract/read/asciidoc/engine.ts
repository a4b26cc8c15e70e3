import { loadOptional } from '../../optional.ts'

/** HTML of the inline markup in a text, and the footnotes that stand in it. */
interface InlineText {
  html: string
  footnotes: NodeFootnote[]
}

/** A document as Asciidoctor parses it; titles and texts of it stay as written. */
export interface Parsed {
  document: DocumentNode
  log: Logged[]
  /** The texts of list items and cells as written. */
  written: ReadonlyMap<Block, string>
  /** By node and text: what its inline markup says, for texts that have some. */
  inlines: ReadonlyMap<Block, ReadonlyMap<string, InlineText>>
}

/** Inline markup but the typographic replacements: words stay as they are written. */
const substitutions = ['specialcharacters', 'quotes', 'attributes', 'macros', 'post_replacements']
/** Text without any of these is no markup: most cells are such. */
const markup = /[*_`#^~+:<>&{[\]"@\\]|\(\(/

/** Longer text is no prose; Asciidoctor may take time by the cube of its length. */
const mostCharacters = 5000
/** Blocks whose lines are no prose. */
const verbatim = new Set(['listing', 'literal', 'pass', 'stem'])

/**
 * Parses a text by Asciidoctor. In its mode `secure` that reads no files and runs nothing.
 *
 * @throws {MissingPackageError} when Asciidoctor is not installed
 */
export async function parse(text: string): Promise<Parsed> {
  const { Extensions, load, MemoryLogger } = await loadOptional(
    'AsciiDoc',
    ['@asciidoctor/core'],
    () => import('@asciidoctor/core'),
  )
  const written = new Map<Block, string>()
  const extensions = Extensions.create()
  extensions.treeProcessor(function (this: { process(each: (document: unknown) => void): void }) {
    this.process(document => takeTexts(document as DocumentNode, written))
  })
  const logger = new MemoryLogger()
  const document = (await load(text, {
    safe: 'secure',
    sourcemap: true,
    logger,
    extension_registry: extensions,
    attributes: { backend: 'html5', 'sectids!': '' },
  })) as unknown as DocumentNode
  const inlines = new Map<Block, Map<string, InlineText>>()
  await convertAll(document, written, inlines)
  return { document, log: logger.messages as unknown as Logged[], written, inlines }
}

/** Takes the texts out of list items and cells, which Asciidoctor would make HTML of before we see them. */
function takeTexts(document: DocumentNode, written: Map<Block, string>): void {
  for (const node of nodesOf(document)) {
    if (node.context === 'list_item') {
      // Without substitutions an item gives its text as written.
      const item = node as ListItem
      item.subs = []
      written.set(node, item.text ?? '')
    } else if (node.context === 'table_cell') {
      const cell = node as Cell
      written.set(node, cell.source())
      if (!cell.innerDocument) cell.text = ''
    }
  }
}

/** Every block of a document in its order, those in cells too. */
function* nodesOf(node: Block): Generator<Block> {
  yield node
  if (node.context === 'document') {
    const { header } = node as DocumentNode
    if (header) yield header
  }
  if (node.context === 'dlist') {
    for (const [terms, said] of (node as unknown as DescriptionList).blocks)
      for (const item of [...terms, ...(said ? [said] : [])]) yield* nodesOf(item)
  } else if (node.context === 'table') {
    const { head, body, foot } = (node as Table).rows
    for (const cell of [...head, ...body, ...foot].flat()) yield* nodesOf(cell)
  } else if (node.context === 'table_cell') {
    const inner = (node as Cell).innerDocument
    if (inner) yield* nodesOf(inner)
  } else for (const child of node.blocks ?? []) yield* nodesOf(child)
}

/** Makes HTML of every text of a document; references to its attributes stay as written. */
async function convertAll(
  document: DocumentNode,
  written: Map<Block, string>,
  inlines: Map<Block, Map<string, InlineText>>,
): Promise<void> {
  for (const node of nodesOf(document)) {
    if (node.context === 'document')
      for (const name of Object.keys(node.attributes))
        if (!isUsedAttribute(name)) delete node.attributes[name]
    for (const text of [...textsOf(node, written), titleOf(node) ?? '']) {
      if (!isMarkup(node, text)) continue
      const known = inlines.get(node) ?? new Map<string, InlineText>()
      inlines.set(node, known.set(text, await convert(node, text)))
    }
  }
}

async function convert(node: Block, text: string): Promise<InlineText> {
  const { footnotes } = node.document.catalog
  const before = footnotes.length
  const html = keepWords(await node.applySubs(keepReferences(text), substitutions))
  return { html, footnotes: footnotes.slice(before) }
}

function textsOf(node: Block, written: Map<Block, string>): string[] {
  const text = written.get(node)
  if (text !== undefined)
    return node.context === 'table_cell' ? ((node as Cell).innerDocument ? [] : paragraphsOf(text)) : [text]
  return node.lines?.length > 0 && !verbatim.has(node.context) ? [node.lines.join('\n')] : []
}

/** The paragraphs of a cell's text. */
export function paragraphsOf(text: string): string[] {
  const parts = text.split(/\n\s*\n/).filter(part => part.trim())
  return parts.length < 2 ? [text.trim()] : parts.map(part => part.trim())
}

/** A title as written. */
export function titleOf(node: Block): string | null {
  return node.rawTitle ?? node.title
}

/** Tests whether a text of a node is to be converted. */
function isMarkup(node: Block, words: string): boolean {
  if (words === '') return false
  return (words.length <= mostCharacters && markup.test(words)) || 'hardbreaks-option' in node.attributes
}

/** The part of Asciidoctor's document model that is read. Its own types leave most of this open. */
export interface Block {
  context: string
  /** The style that its attribute line gives: `NOTE`, `source`, `tabs`. */
  style: string | null
  /** HTML. */
  title: string | null
  /** As written. */
  rawTitle?: string | null
  applySubs(text: string, subs: string[]): Promise<string>
  attributes: Record<string, string | undefined>
  blocks: Block[]
  document: DocumentNode
  /** 1-based; inside lists and cells often too small. */
  lineno: number | null
  /** The lines of a block without inner blocks. */
  lines: string[]
  /** `compound` for a block that holds blocks. */
  contentModel: string
}

export interface Section extends Block {
  /** 0 for the document's title. */
  level: number
}

export interface ListItem extends Block {
  text: string | null
  subs: string[]
}

/** Of a description list: terms with what is said of them. */
export interface DescriptionList extends Omit<Block, 'blocks'> {
  blocks: [ListItem[], ListItem | null][]
}

export interface Cell extends Block {
  text: string
  /** As written. */
  source(): string
  colspan: number | null
  rowspan: number | null
  /** The document in a cell of style `a`. */
  innerDocument: DocumentNode | null
}

export interface Table extends Block {
  columns: unknown[]
  rows: Record<'head' | 'body' | 'foot', Cell[][]>
}

export interface DocumentNode extends Block {
  header: Section | null
  catalog: { footnotes: NodeFootnote[] }
  nested(): boolean
}

export interface NodeFootnote {
  index: number
  /** HTML. */
  text: string
}

/** A message that Asciidoctor gave. */
interface Logged {
  text: string
  sourceLocation?: { lineno: number }
}

/** Attributes that stand for characters which AsciiDoc would take for markup, or for nothing. */
const characters = new Set(
  'amp apos asterisk backslash backtick blank brvbar caret cpp cxx deg empty endsb gt ldquo lsquo lt nbsp plus pp quot rdquo rsquo sp startsb tilde two-colons two-semicolons vbar wj zwsp'.split(
    ' ',
  ),
)

/**
 * Tests whether an attribute of a document is used as its text is converted. References to all others stay as
 * written, whether or not the document sets them, for what a page says must be found in its text.
 */
function isUsedAttribute(name: string): boolean {
  return characters.has(name) || name === 'experimental'
}

/** `{somewhere}[words]` and `{somewhere}#part[words]` can be nothing but links. */
const target = /(?<![^\s(])\{(\w[\w-]*)\}([^\s[\]{}<>]*\[)/g
/** References that would count, or set attributes. */
const directive = /(?<!\\)\{(?=(?:set|counter2?):)/g

/** Makes links of references that are the targets of links. */
function keepReferences(text: string): string {
  return text
    .replace(directive, '\\{')
    .replace(target, (all, name: string, rest: string) =>
      characters.has(name.toLowerCase()) ? all : `link:${name}${rest}`,
    )
}

const inert = /(<code\b[^>]*>[\s\S]*?<\/code>)/
const tag =
  /&lt;(\/?(?:a|abbr|b|big|br|center|code|del|div|em|font|i|ins|kbd|li|mark|nobr|ol|p|s|samp|small|span|strike|strong|sub|sup|tt|u|ul|var|wbr)\b(?:\s+[a-z-]+(?:=(?:"[^"<>]*"|'[^'<>]*'|[^\s"'<>]+))?)*\s*\/?)&gt;/gi
const entity = /&amp;(#\d{2,6};|#x[\da-f]{2,5};|[a-z][a-z\d]{1,30};)/gi

/**
 * Reads the entities and tags in converted text.
 *
 * Entities are understood, as they always are; and so are tags of HTML, which AsciiDoc shows as text but
 * writers who come from Markdown use, for example `<ul><li>` in cells.
 */
function keepWords(text: string): string {
  if (!text.includes('&')) return text
  return text
    .split(inert)
    .map((part, i) => (i % 2 ? part : part.replace(entity, '&$1').replace(tag, '<$1>')))
    .join('')
}
