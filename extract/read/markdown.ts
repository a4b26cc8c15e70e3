import type { Root } from 'mdast'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import remarkRehype from 'remark-rehype'
import { unified } from 'unified'
import { visit } from 'unist-util-visit'
import type { VFile } from 'vfile'
import type { Tally } from '../tally.ts'
import { confineRaw } from './confine.ts'
import { blankFrontMatter } from './front-matter.ts'
import { guard } from './guard.ts'
import { listItem } from './list-items.ts'
import { takeMarks } from './marks/index.ts'
import { evenLines } from './mask.ts'
import type { Reading, ReadingContext, Repair } from './reading.ts'
import { mendCodeInTables } from './repairs/code-in-table.ts'
import { mendHeadings } from './repairs/heading-space.ts'
import { splitJoinedRows } from './repairs/joined-rows.ts'

const parser = unified().use(remarkParse).use(remarkGfm).freeze()
const toHast = unified().use(remarkRehype, { allowDangerousHtml: true, handlers: { listItem } }).freeze()

/**
 * Reads Markdown (GFM, with embedded HTML, front matter, Hugo shortcodes and kramdown marks).
 *
 * Damage that would lose text on the way is mended in mdast, before remark-rehype drops it.
 *
 * @throws {LimitError} when it is nested too deeply, or has too many marks or cells
 */
export function readMarkdown(file: VFile, { tally, vocabulary }: ReadingContext): Reading {
  const { text: plain, marks } = takeMarks(blankFrontMatter(evenLines(String(file)), file), vocabulary)
  guard(file.path, plain, 'markdown', tally.limits)
  const repairs: Repair[] = []
  const mdast: Root = parser.parse(plain)
  mendHeadings(mdast, plain, repairs)
  splitJoinedRows(mdast, plain, repairs, file)
  mendCodeInTables(mdast, plain)
  checkTables(mdast, file.path, tally)
  const tree = confineRaw(toHast.runSync(mdast), repairs, file.path, tally.limits)
  return { file, plain, tree, marks, repairs, vocabulary }
}

/** What follows fills every row up to its header's width, so few characters may make many cells. */
function checkTables(tree: Root, file: string, tally: Tally): void {
  visit(tree, 'table', ({ children, position }) => {
    tally.table(children.length * (children[0]?.children.length ?? 0), file, position?.start.line)
  })
}
