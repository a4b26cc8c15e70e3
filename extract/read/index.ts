import path from 'node:path'
import { VFile } from 'vfile'
import { Tally } from '../tally.ts'
import { defaultVocabulary } from '../vocabulary/default.ts'
import { readAsciidoc } from './asciidoc.ts'
import { readCsv } from './csv.ts'
import { isFirewalld, readFirewalld } from './firewalld.ts'
import { extensions, type Format } from './formats.ts'
import { readHtml } from './html.ts'
import { readMarkdown } from './markdown.ts'
import type { Reading, ReadingContext, Repair } from './reading.ts'
import { readRst } from './rst.ts'
import { tabulate } from './text-tables.ts'
import { isWiki } from './wiki/page.ts'
import { readWiki } from './wiki.ts'

export { extensions, type Format } from './formats.ts'

const readers: Record<Format, (file: VFile, context: ReadingContext) => Reading | Promise<Reading>> = {
  markdown: readMarkdown,
  html: readHtml,
  asciidoc: readAsciidoc,
  rst: readRst,
  csv: readCsv,
  wiki: readWiki,
  firewalld: readFirewalld,
}

/** What a reader is told about each mend. */
const mends: Record<Repair['id'], string> = {
  'closing-br': '`</br>` read as `<br>`',
  'heading-space': 'heading marks without a blank after them: read as a heading',
  'joined-rows': 'rows joined on one line: read as separate rows',
  'lost-heading': 'line stands where its siblings have headings: read as a heading',
  'unclosed-table': 'table is never closed: ended at its block',
}

/**
 * Finds the format of a document by its extension or, where that says nothing, by its text; a text file or Markdown that
 * is plainly written in a wiki's markup is read as that.
 *
 * @param from path of the document that includes it: a part without a telling name is written as the whole
 */
export function formatOf(document: string, text: string, from = ''): Format {
  const format = extensions[path.extname(document).toLowerCase()] ?? formatByText(text, from)
  return format === 'markdown' && isWiki(text) ? 'wiki' : format
}

function formatByText(text: string, from: string): Format {
  if (isFirewalld(text)) return 'firewalld'
  if (/^\s*(?:<!doctype html|<html\b|<\?xml\b)/i.test(text)) return 'html'
  return extensions[path.extname(from).toLowerCase()] ?? 'markdown'
}

/**
 * Reads a document into one hast tree. Never throws on damage: it is mended and reported.
 *
 * @param document path of the document, for messages and positions
 * @param context the words by which it is read, and what it may come to; default of each: the usual ones
 * @returns the reading; its `file.messages` hold every mend and notice, with its place
 * @throws {LimitError} when it goes beyond a limit
 */
export async function read(
  document: string,
  text: string,
  format: Format = formatOf(document, text),
  context: Partial<ReadingContext> = {},
): Promise<Reading> {
  const file = new VFile({ path: document, value: text })
  if (text.trim() === '') file.message('document is empty', { ruleId: 'empty', source: 'portolan' })
  const tally = context.tally ?? new Tally(document)
  const reading = await readers[format](file, {
    vocabulary: context.vocabulary ?? defaultVocabulary(),
    tally,
  })
  tabulate(reading, tally, format === 'markdown')
  return reading
}

/** Puts the mends of a reading among its file's messages. */
export function reportRepairs(
  reading: Reading,
  lines: { point(offset: number): { line: number; column: number } },
): void {
  for (const repair of reading.repairs) {
    const place = { start: lines.point(repair.start), end: lines.point(repair.end) }
    reading.file.message(mends[repair.id], { place, ruleId: repair.id, source: 'portolan' })
  }
}
