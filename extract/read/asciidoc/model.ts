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
export interface Logged {
  text: string
  sourceLocation?: { lineno: number }
}
