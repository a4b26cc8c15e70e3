import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Span } from '../../schema/types.ts'

/**
 * Reads CSV by the letter of RFC 4180, line ends of one character allowed: a table of cells.
 *
 * @throws when a quote stands where none may, or rows differ in length
 */
export function parseCsv(text: string): string[][] {
  const rows: string[][] = []
  const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n)/y
  let row: string[] = []
  while (field.lastIndex < text.length) {
    const at = field.lastIndex
    const found = field.exec(text)
    if (!found) throw new Error(`no field at ${at}: ${JSON.stringify(text.slice(at, at + 40))}`)
    row.push(found[1]?.replaceAll('""', '"') ?? found[2] ?? '')
    if (found[3] === ',') continue
    rows.push(row)
    row = []
  }
  if (rows.some(({ length }) => length !== rows[0]!.length)) throw new Error('rows of different length')
  return rows
}

/** The rows of a CSV text as objects by the names in its first line. */
export function records(text: string): Record<string, string>[] {
  const [head = [], ...rows] = parseCsv(text)
  return rows.map(row => Object.fromEntries(head.map((name, i) => [name, row[i]!])))
}

/** The text that a span marks, without the markup inside it. */
export function wordsAt(lines: string[], { line, column, endLine, endColumn }: Span): string {
  const marked = lines.slice(line - 1, endLine)
  marked[marked.length - 1] = marked.at(-1)!.slice(0, endColumn - 1)
  marked[0] = marked[0]!.slice(column - 1)
  return marked.join('\n').replace(/<sup>.*?<\/sup>|<[^>]*>/g, ' ')
}

/** Runs with an empty folder that is removed afterwards. */
export function inFolder(use: (folder: string) => void): () => void {
  return () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'portolan-test-'))
    try {
      use(folder)
    } finally {
      rmSync(folder, { recursive: true })
    }
  }
}
