import { type Examination, examine, type Format, type Part, type Resolve } from '../../extract/index.ts'
import { type Limits, orTooDeep } from '../../extract/limits.ts'
import type { Vocabulary } from '../../extract/trees.ts'
import { defaultVocabulary } from '../../extract/vocabulary/default.ts'
import type { Claim, Correction, Location, Source } from '../../schema/types.ts'
import { languageOf } from './language.ts'
import { type PageTable, tablesOf } from './tables.ts'
import { type Text, textsOf } from './texts.ts'

/** A document to be checked. */
export interface Document {
  /** Its path, as it shall stand in findings. */
  path: string
  text: string
  /** The encoding in which it is written, if that is not sound UTF-8. */
  encoding?: string
  /** What is known about it, when it is a source of the dataset. */
  source?: Source
  corrections?: Correction[]
  format?: Format
  resolve?: Resolve
  /** How much of it is dealt with; default of each: `defaultLimits`. */
  limits?: Partial<Limits>
  /** The words by which it is read; default: those that come with Portolan. */
  vocabulary?: Vocabulary
  /** What it claims, when its text is not at hand: only what rules see in claims can be found then. */
  claims?: Claim[]
}

/** A document that was read, with everything that rules look at. */
export interface Page extends Examination {
  path: string
  text: string
  source: Source | null
  corrections: Correction[]
  /** The words by which it was read. */
  vocabulary: Vocabulary
  /** Language code without region: `en`, `zh`. */
  language: string
  /** Every table, those that make no claim too, in reading order. */
  tables: PageTable[]
  /** Everything that a reader sees, piece by piece in reading order; no code blocks. */
  texts: Text[]
  /** A line of the page, or of what it includes, as it is written. */
  lineAt(place: { document: string; line: number }): string
}

/** Old line ends count, too. */
const lineEnd = /\r\n|\n|\r/

/**
 * Reads a document whole.
 *
 * @param read how its text is read
 * @throws {LimitError} when it goes beyond a limit
 */
export async function pageOf(
  document: Document,
  read: typeof examineDocument = examineDocument,
): Promise<Page> {
  const claims = document.claims ?? (isCode(document) ? [] : null)
  const found = claims ? { claims, messages: [], parts: [], used: [] } : await read(document)
  return orTooDeep(document.path, () => pageFrom(document, found))
}

function examineDocument(document: Document): Promise<Examination> {
  const { path, text, encoding, source, format, resolve, limits, vocabulary } = document
  return examine(path, text, {
    id: source?.id,
    encoding,
    format: format ?? formatOf(source),
    resolve,
    limits,
    vocabulary,
  })
}

function pageFrom(document: Document, read: Examination): Page {
  const { path, text, source, corrections, vocabulary = defaultVocabulary() } = document
  const lines = new Map(
    read.parts.map(({ reading: { file } }) => [file.path, String(file.value).split(lineEnd)]),
  )
  return {
    ...read,
    path,
    text,
    source: source ?? null,
    corrections: corrections ?? [],
    vocabulary,
    language: source?.language.split('-')[0] ?? languageOf(text),
    tables: read.parts.flatMap(tablesOf),
    texts: read.parts.flatMap(textsOf),
    lineAt: ({ document, line }) => lines.get(document)?.[line - 1] ?? '',
  }
}

/** Files of programs and settings: they claim nothing, and rules search their text. */
export function isCode({ path: name }: Pick<Document, 'path'>): boolean {
  return /\.(?:go|py|java|kt|rs|c|h|cc|cpp|cs|rb|sh|json|toml|ini|env|properties)$/i.test(name)
}

/** Where a stretch of a part is. */
export function locate({ reading, lines }: Part, stretch: { start: number; end: number }): Location {
  return { document: reading.file.path, ...lines.span(stretch) }
}

/** The format that a source says its document has. */
export function formatOf(source?: Source): Format | undefined {
  return source?.format === 'mdx' ? 'markdown' : source?.format
}
