import type { Element, Root, Text } from 'hast'
import type { VFile } from 'vfile'
import { evenLines } from './mask.ts'
import type { Reading, ReadingContext } from './reading.ts'

const comments = /<!--[\s\S]*?(?:-->|$)/g
const rootElement = /^\s*(?:<\?xml[^>]*>\s*)?<(?:service|zone|policy)[\s>]/
/** As much of a document as may come before its root element. */
const head = 4000

/** Tells firewalld's XML (services, zones, policies) from other documents, by its root and what it holds. */
export function isFirewalld(text: string): boolean {
  const start = text
    .slice(0, head)
    .replace(/^\uFEFF/, '')
    .replace(comments, '')
  return rootElement.test(start) && /<(?:port|protocol|source|rule)\s/.test(text)
}

/** Reads firewalld's XML: the whole file is one block of code, which the interpreter of commands knows. */
export function readFirewalld(file: VFile, { vocabulary }: ReadingContext): Reading {
  const plain = evenLines(String(file))
  const lines = plain.split('\n')
  const position = {
    start: { line: 1, column: 1, offset: 0 },
    end: { line: lines.length, column: lines.at(-1)!.length + 1, offset: plain.length },
  }
  const text: Text = { type: 'text', value: plain, position }
  const pre: Element = { type: 'element', tagName: 'pre', properties: {}, children: [text], position }
  const tree: Root = { type: 'root', children: [pre], position }
  return { file, plain, tree, marks: [], repairs: [], vocabulary }
}
