import { loadOptional } from '../../optional.ts'
import { isMarkup } from './inline.ts'
import type {
  Block,
  Cell,
  DescriptionList,
  DocumentNode,
  ListItem,
  Logged,
  NodeFootnote,
  Table,
} from './model.ts'
import { isUsedAttribute, keepReferences, keepWords } from './words.ts'

/** HTML of the inline markup in a text, and the footnotes that stand in it. */
export interface InlineText {
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
