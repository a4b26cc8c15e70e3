import { isIdle } from '../anchors.ts'
import type { Vocabulary } from '../vocabulary/index.ts'

/** A run of lines between blank lines; offsets, end exclusive. */
interface Chunk {
  start: number
  end: number
  kind: 'prose' | 'items' | 'fence' | 'heading' | 'markup' | 'other'
  /** It says nothing about ports. */
  idle: boolean
}

const fence = /^ {0,3}(`{3,}|~{3,})/
const item = /^[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+\S/
/** Within an item: a table, markup, or a heading, which gives what follows its context. */
const notIdleItem = /[|<]|^[\s\d.)>*+-]*#/
const proseLine = /^ {0,3}[^\s|<>#=+-](?!.*[|<])/
const proseStart = /^ {0,3}(?:[\p{L}"'`]|\*\*\p{L})/u
const notProse = /^ {0,3}(?:[-*+][ \t]|\d{1,9}[.)][ \t]|\[[^\]]*\]:|[=_*-]{2,}[ \t]*$)/
/** HTML elements whose content may hold blank lines. */
const htmlBlock = /<(\/?)(?:table|ul|ol|dl|pre|details|div)\b/gi
/** A line no longer than this may be a heading that lost its marks. */
const shortLine = 60

/**
 * Takes out of a Markdown text what can bear on no claim, so that less is parsed: paragraphs, list items
 * and code that say nothing about ports become a dot, lengths kept. What may give a table its context
 * stays: headings, short lines, the paragraph above a table.
 */
export function focusMarkdown(text: string, vocabulary: Vocabulary): string {
  const chunks = chunksOf(text, vocabulary)
  const kept = new Set([...leadsOf(chunks), ...spokenItems(chunks)])
  let out = ''
  let at = 0
  for (const chunk of chunks) {
    if (!chunk.idle || kept.has(chunk)) continue
    out += text.slice(at, chunk.start) + quiet(text.slice(chunk.start, chunk.end), chunk.kind)
    at = chunk.end
  }
  return out + text.slice(at)
}

/** Paragraphs above a table, or above anything that speaks of ports: they may name its ends. */
function leadsOf(chunks: Chunk[]): Chunk[] {
  const leads: Chunk[] = []
  let wanted = false
  for (const chunk of [...chunks].reverse()) {
    if (chunk.kind === 'markup' || !chunk.idle) wanted = true
    else if (chunk.kind === 'heading') wanted = false
    else if (chunk.kind === 'prose' && wanted) {
      leads.push(chunk)
      wanted = false
    }
  }
  return leads
}

/** List items beside others that speak of ports, or behind words that do: together they may be entries. */
function spokenItems(chunks: Chunk[]): Chunk[] {
  const spoken: Chunk[] = []
  let run: Chunk[] = []
  let announced = false
  for (const chunk of [...chunks, null]) {
    if (chunk && (chunk.kind === 'items' || chunk.kind === 'other')) run.push(chunk)
    else {
      if (announced || run.some(({ idle }) => !idle)) spoken.push(...run)
      run = []
      announced ||= chunk?.idle === false
    }
  }
  return spoken
}

function quiet(words: string, kind: Chunk['kind']): string {
  if (kind === 'prose')
    return words.includes('\n') || words.length > shortLine ? `.${blanks(words.slice(1))}` : words
  if (kind === 'items')
    return words.replace(
      /^([ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+)(.*)$/gm,
      (_, mark: string, rest: string) => `${mark}.${blanks(rest.slice(1))}`,
    )
  if (kind === 'fence') return words.replace(/(?<=\n)[^\n]*(?=\n)/g, blanks)
  return words
}

function blanks(text: string): string {
  return text.replace(/[^\n]/g, ' ')
}

/** Parts a text at its blank lines; a fence is one chunk, and an open HTML block goes over blank lines. */
function chunksOf(text: string, vocabulary: Vocabulary): Chunk[] {
  const chunks: Chunk[] = []
  let fenced: { start: number; mark: string } | null = null
  let start = -1
  let html = 0
  let at = 0
  for (const line of text.split('\n')) {
    const end = at + line.length
    const mark = fence.exec(line)?.[1]
    if (fenced) {
      if (mark?.startsWith(fenced.mark) && line.trim() === mark) {
        add(fenced.start, end, 'fence')
        fenced = null
      }
    } else if (mark) {
      close(at - 1)
      fenced = { start: at, mark }
    } else if (line.trim() === '') close(at - 1)
    else if (start < 0) start = at
    at = end + 1
  }
  close(text.length)
  return chunks

  function close(end: number): void {
    if (start < 0 || end <= start) return
    const words = text.slice(start, end)
    const inside = html > 0
    for (const tag of words.matchAll(htmlBlock)) html = Math.max(0, html + (tag[1] ? -1 : 1))
    add(start, end, inside || html > 0 ? 'markup' : kindOf(words))
    start = -1
  }

  function add(from: number, to: number, kind: Chunk['kind']): void {
    chunks.push({ start: from, end: to, kind, idle: isIdle(text.slice(from, to), vocabulary) })
  }
}

function kindOf(words: string): Chunk['kind'] {
  const lines = words.split('\n')
  if (proseStart.test(words) && lines.every(line => proseLine.test(line) && !notProse.test(line)))
    return 'prose'
  if (lines.every(line => item.test(line) && !notIdleItem.test(line))) return 'items'
  if (/^ {0,3}#{1,6}/.test(words)) return 'heading'
  return /[|<]/.test(words) ? 'markup' : 'other'
}
