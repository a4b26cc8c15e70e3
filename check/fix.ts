import { evenLines, Lines, type Stretch } from '../extract/trees.ts'
import type { Finding, Suggestion } from '../schema/types.ts'
import { rules } from './rules/index.ts'

/** A document with the text that it has by now. */
interface Text {
  path: string
  text: string
}

/** What became of documents that were mended. */
export interface Mended<Document> {
  /** As they were given, with their new texts. */
  documents: Document[]
  /** The findings whose suggestions were applied, in the order in which that was done. */
  applied: Finding[]
  /** Paths of documents that were left alone, as their suggestions never come to an end. */
  restless: string[]
}

/** More rounds than suggestions can need of which one lies within the other. */
const mostRounds = 10

const fixable = new Set(rules.filter(rule => rule.fixable).map(({ id }) => id))

/** Whether `--fix` applies a finding's suggestion: it is an error of a rule whose edits are certain. */
export function isCertain({ rule, severity, suggestion, corrected }: Finding): boolean {
  return fixable.has(rule) && severity === 'error' && !corrected && suggestion !== null && isEdit(suggestion)
}

/**
 * Applies the suggestions that are certain until none is left: one that lay under another has its turn in
 * the next round. To do the same again changes nothing.
 *
 * @param mayTouch whether the document at a path may be changed
 * @param find what there is to be found in the documents as they are by now
 */
export async function mend<Document extends Text>(
  documents: Document[],
  mayTouch: (path: string) => boolean,
  find: (documents: Document[]) => Promise<Finding[]>,
): Promise<Mended<Document>> {
  const applied: Finding[] = []
  let now = documents
  for (let round = 0; ; round++) {
    const certain = byDocument((await find(now)).filter(isCertain), mayTouch)
    if (certain.size === 0) return { documents: now, applied, restless: [] }
    const fixed = now.map(({ path, text }) => fix(text, certain.get(path) ?? []))
    const idle = fixed.every(one => one.applied.length === 0)
    if (idle || round === mostRounds) return mendOthers([...certain.keys()])
    applied.push(...fixed.flatMap(one => one.applied))
    now = now.map((document, i) => ({ ...document, text: fixed[i]!.text }))
  }

  async function mendOthers(restless: string[]): Promise<Mended<Document>> {
    const rest = await mend(documents, path => mayTouch(path) && !restless.includes(path), find)
    return { ...rest, restless: [...restless, ...rest.restless] }
  }
}

/**
 * Applies the suggestions of findings to the text that they are about; of those that overlap only the first.
 *
 * @returns the text, the same to the byte but for the edits, and the findings whose suggestions it follows
 */
export function fix(text: string, findings: Finding[]): { text: string; applied: Finding[] } {
  const lines = new Lines(evenLines(text))
  const edits = findings.flatMap(finding => editsOf(finding, text, lines)).sort((a, b) => a.start - b.start)
  const applied: Finding[] = []
  let out = ''
  let at = 0
  for (const { finding, replacement, start, end } of edits) {
    // Nor are two texts put in at one place.
    const isFree = start > at || (start === at && (end > start || applied.length === 0))
    if (!isFree) continue
    out += text.slice(at, start) + replacement.replace(/\r?\n/g, lineEnd(text, start))
    applied.push(finding)
    at = end
  }
  return { text: out + text.slice(at), applied }
}

type Edit = Suggestion & { replacement: string; span: NonNullable<Suggestion['span']> }

function isEdit(suggestion: Suggestion): suggestion is Edit {
  return suggestion.replacement !== null && suggestion.span !== null
}

function byDocument(findings: Finding[], mayTouch: (path: string) => boolean): Map<string, Finding[]> {
  const found = new Map<string, Finding[]>()
  for (const finding of findings) {
    const { document } = finding.location
    if (found.has(document)) found.get(document)!.push(finding)
    else if (mayTouch(document)) found.set(document, [finding])
  }
  return found
}

function editsOf(
  finding: Finding,
  text: string,
  lines: Lines,
): ({ finding: Finding; replacement: string } & Stretch)[] {
  const { suggestion } = finding
  if (!suggestion || !isEdit(suggestion)) return []
  const { line, column, endLine, endColumn } = suggestion.span
  const start = lines.offset(line, column)
  const end = lines.offset(endLine, endColumn)
  if (!(start <= end && end <= text.length)) return []
  // A line end of two characters stays whole.
  const splits = end > start && text[end - 1] === '\r' && text[end] === '\n'
  return [{ finding, replacement: suggestion.replacement, start, end: splits ? end - 1 : end }]
}

/** How the line of an offset ends; of the last line, how the first does. */
function lineEnd(text: string, at: number): string {
  const end = /\r\n|\n|\r/
  return (end.exec(text.slice(at)) ?? end.exec(text))?.[0] ?? '\n'
}
