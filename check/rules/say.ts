import { placeOf, type Rich } from '../../extract/trees.ts'
import type { Evidence, Location, Span, Suggestion } from '../../schema/types.ts'
import { locate, type Text } from '../survey/index.ts'

/** Where a part of a text stands in its document; null when that is not sure. */
export function locateIn(part: Text['part'], rich: Rich, start: number, end: number): Location | null {
  const stretch = placeOf(rich, start, end)
  return stretch && locate(part, stretch)
}

/** The characters of a location, for a suggestion. */
export function spanOf({ line, column, endLine, endColumn }: Location): Span {
  return { line, column, endLine, endColumn }
}

/** Puts other words in the place of a part of a text; null where markup stands among its characters. */
export function mendIn(
  { part, rich }: Pick<Text, 'part' | 'rich'>,
  { start, end }: { start: number; end: number },
  replacement: string,
): Suggestion | null {
  const stretch = placeOf(rich, start, end)
  const even = (text: string) => text.replace(/\s+/g, ' ')
  const written = stretch && part.reading.plain.slice(stretch.start, stretch.end)
  if (!written || even(written) !== even(rich.text.slice(start, end))) return null
  return { text: `Write ${quoted(replacement)}`, replacement, span: spanOf(locate(part, stretch)) }
}

/** A place as evidence. */
export function shown({ document, line, column }: Location, note: string): Evidence {
  return { document, line, column, note }
}

/** Words as a message quotes them: on one line, a long text by its first words. */
export function quoted(text: string, most = 60): string {
  const line = text.replace(/\s+/g, ' ').trim()
  return `“${line.length > most ? `${line.slice(0, most).trimEnd()} …` : line}”`
}
