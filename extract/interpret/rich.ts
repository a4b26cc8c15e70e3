import type { Element, ElementContent, Root, Text } from 'hast'
import { filler } from '../read/mask.ts'
import { countWhile } from '../read/sorted.ts'
import { alignText } from './align.ts'

/** Inline markup that interpreters care about. */
export type Emphasis = 'code' | 'link' | 'strong' | 'sup'

/** A stretch of a rich text (indices into `text`, end exclusive) that carries markup. */
export interface Run {
  kind: Emphasis
  start: number
  end: number
}

/**
 * The words of a node as a reader sees them, each character with its place in the document.
 *
 * White space is collapsed as HTML does. `\n` stands for a `<br>`, `\f` for the edge of a block (a list
 * item, a paragraph): the fields decide what such a break means.
 */
export interface Rich {
  text: string
  /** Per UTF-16 unit of `text`: its 0-based offset in the document, or -1 when it has none. */
  at: number[]
  runs: Run[]
}

const blocks = new Set([
  'li',
  'p',
  'div',
  'ul',
  'ol',
  'dl',
  'dt',
  'dd',
  'section',
  'details',
  'summary',
  'blockquote',
  'tr',
  'td',
  'th',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'pre',
])
const emphasis: Record<string, Emphasis> = {
  code: 'code',
  tt: 'code',
  kbd: 'code',
  samp: 'code',
  a: 'link',
  strong: 'strong',
  b: 'strong',
  sup: 'sup',
}
const silent = new Set(['del', 's', 'strike', 'script', 'style', 'template', 'title', 'svg', 'noscript'])

/**
 * Flattens a node to its words.
 *
 * @param source the text that was parsed, to find each character's place
 * @param skip elements to leave out, for example a nested list
 */
export function richText(
  node: Root | Element | ElementContent,
  source: string,
  skip?: (node: Element) => boolean,
): Rich {
  /** Character by character: what is cut off a growing string would be copied each time. */
  const chars: string[] = []
  const out: Rich = { text: '', at: [], runs: [] }
  let last = ''
  add(node)
  return trim({ ...out, text: chars.join('') })

  function add(node: Root | ElementContent): void {
    if (node.type === 'text') addText(node)
    else if (node.type === 'root') for (const child of node.children) child.type !== 'doctype' && add(child)
    else if (node.type === 'element') addElement(node)
  }

  function addElement(node: Element): void {
    if (silent.has(node.tagName) || isBackReference(node) || skip?.(node)) return
    if (node.tagName === 'br') {
      breakLine('\n')
      return
    }
    if (blocks.has(node.tagName)) breakLine('\f')
    const start = chars.length
    node.children.forEach(add)
    const kind = emphasis[node.tagName]
    if (kind && chars.length > start) out.runs.push({ kind, start, end: chars.length })
    if (blocks.has(node.tagName)) breakLine('\f')
  }

  function addText(node: Text): void {
    const places = alignText(node, source)
    for (let i = 0; i < node.value.length; i++) push(node.value[i]!, places[i]!)
  }

  /** Appends a break; of neighbouring ones the strongest stays. */
  function breakLine(char: '\n' | '\f'): void {
    if (last === ' ') drop()
    if (last === '' || last === '\f') return
    if (last === '\n' && char === '\f') drop()
    append(char, -1)
  }

  /** Appends a character, white space collapsed; a blanked mark leaves no trace. */
  function push(char: string, place: number): void {
    if (char === filler) return
    if (!/\s/.test(char)) append(char, place)
    else if (last !== '' && !/\s/.test(last)) append(' ', place)
  }

  function append(char: string, place: number): void {
    chars.push(char)
    out.at.push(place)
    last = char
  }

  function drop(): void {
    chars.pop()
    out.at.pop()
    last = chars.at(-1) ?? ''
    for (let i = out.runs.length - 1; i >= 0 && out.runs[i]!.end > chars.length; i--)
      out.runs[i]!.end = chars.length
  }
}

/** The part of a rich text between two indices. */
export function slice(rich: Rich, start: number, end = rich.text.length): Rich {
  return {
    text: rich.text.slice(start, end),
    at: rich.at.slice(start, end),
    runs: runsWithin(rich.runs, start, end).map(run => ({
      ...run,
      start: Math.max(run.start, start) - start,
      end: Math.min(run.end, end) - start,
    })),
  }
}

/** More runs than these are searched by halves. */
const few = 16
const earliest = new WeakMap<Run[], number[]>()

/** The runs that reach into a stretch; they stand in the order of their ends. */
function runsWithin(runs: Run[], start: number, end: number): Run[] {
  if (runs.length <= few) return runs.filter(run => run.start < end && run.end > start)
  const starts = startsFrom(runs)
  const found: Run[] = []
  for (let i = firstBehind(runs, start); i < runs.length && starts[i]! < end; i++)
    if (runs[i]!.start < end && runs[i]!.end > start) found.push(runs[i]!)
  return found
}

/** The first run that ends behind a place. */
function firstBehind(runs: Run[], start: number): number {
  return countWhile(runs, run => run.end <= start)
}

/** For each run where it, or one behind it, starts first. */
function startsFrom(runs: Run[]): number[] {
  const known = earliest.get(runs)
  if (known?.length === runs.length) return known
  const starts = new Array<number>(runs.length)
  for (let i = runs.length - 1; i >= 0; i--)
    starts[i] = Math.min(runs[i]!.start, starts[i + 1] ?? Number.POSITIVE_INFINITY)
  earliest.set(runs, starts)
  return starts
}

/** Without white space (and breaks) at either end. */
export function trim(rich: Rich): Rich {
  const start = rich.text.length - rich.text.trimStart().length
  return slice(rich, start, Math.max(start, rich.text.trimEnd().length))
}

/** Parts between the matches of a global expression, trimmed, empty ones left out. */
export function split(rich: Rich, separator: RegExp): Rich[] {
  const parts: Rich[] = []
  let from = 0
  for (const match of rich.text.matchAll(separator)) {
    parts.push(slice(rich, from, match.index))
    from = match.index + match[0].length
  }
  parts.push(slice(rich, from))
  return parts.map(trim).filter(part => part.text !== '')
}

/** A rich text with the given stretches (in order, apart) taken out. */
export function without(rich: Rich, stretches: { start: number; end: number }[]): Rich {
  let from = 0
  const kept: Rich[] = []
  for (const { start, end } of stretches) {
    kept.push(slice(rich, from, start))
    from = end
  }
  kept.push(slice(rich, from))
  return trim(concat(kept))
}

/** Joins rich texts end to end. */
export function concat(parts: Rich[]): Rich {
  const out: Rich = { text: '', at: [], runs: [] }
  for (const part of parts) {
    const by = out.text.length
    for (const run of part.runs) out.runs.push({ ...run, start: run.start + by, end: run.end + by })
    out.text += part.text
    for (const place of part.at) out.at.push(place)
  }
  return out
}

/** The words on one line: breaks become blanks. */
export function line(rich: Rich): string {
  return rich.text.replace(/\s+/g, ' ').trim()
}

/** The document's stretch that a part of a rich text comes from, or null when it is not sure. */
export function placeOf(
  rich: Rich,
  start = 0,
  end = rich.text.length,
): { start: number; end: number } | null {
  const places = rich.at.slice(start, end).filter(place => place >= 0)
  const first = places[0]
  const last = places.at(-1)
  return first === undefined || last === undefined || last < first ? null : { start: first, end: last + 1 }
}

/** Words that stand nowhere in the document. */
export function plainText(text: string): Rich {
  return { text, at: new Array<number>(text.length).fill(-1), runs: [] }
}

/** The arrow back from a footnote. */
function isBackReference(node: Element): boolean {
  return node.properties.dataFootnoteBackref !== undefined
}
