import type { Element } from 'hast'
import type { Part } from '../../extract/index.ts'
import { type Block, formGrid, type Rich, richText } from '../../extract/trees.ts'

/** A piece of a document that is read as one: a heading, a paragraph, an item, a cell. */
export interface Text {
  part: Part
  kind: 'heading' | 'prose' | 'cell'
  block: Block
  /** The element that holds the words. */
  node: Element
  rich: Rich
}

/** Everything that a reader of a part sees, piece by piece. */
export function textsOf(part: Part): Text[] {
  return part.blocks.flatMap(block => {
    if (block.kind === 'table') return cellsOf(part, block)
    if (block.kind !== 'heading' && block.kind !== 'prose') return []
    return textOf(part, block.kind, block, block.node)
  })
}

function cellsOf(part: Part, block: Block): Text[] {
  const cells = formGrid(block.node).rows.flatMap(row => row.cells)
  return cells.flatMap(({ element }) => textOf(part, 'cell', block, element))
}

function textOf(part: Part, kind: Text['kind'], block: Block, node: Element): Text[] {
  const rich = richText(node, part.reading.plain)
  return rich.text === '' ? [] : [{ part, kind, block, node, rich }]
}
