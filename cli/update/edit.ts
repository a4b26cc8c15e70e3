import { isMap, isScalar, isSeq, type Node, parseDocument, stringify } from 'yaml'
import type { Fetched } from '../../schema/types.ts'

/**
 * Puts what became of the fetching into the text of a `source.yaml`; everything else stays as it is written.
 *
 * @param revision the revision that it names from now on, if it is to name another one
 */
export function withFetched(text: string, fetched: Fetched, revision?: string): string {
  const pinned = revision === undefined ? text : withRevision(text, revision)
  const [start, end] = placeOf(pinned, 'fetched') ?? [pinned.length, pinned.length]
  const before = pinned.slice(0, start)
  const gap = before === '' || before.endsWith('\n') ? '' : '\n'
  return `${before}${gap}${stringify({ fetched }, { lineWidth: 0 })}${pinned.slice(end)}`
}

/**
 * Takes corrections out of the text of a `corrections.yaml`, with the comments that stand right above them.
 * What stands above the first of all is about the file.
 */
export function withoutCorrections(text: string, ids: string[]): string {
  const list = parseDocument(text).contents
  if (!isSeq(list) || list.items.length === 0) return text
  const starts = list.items.map(item => lineStart(text, (item as Node).range![0]))
  const head = text.slice(0, starts[0])
  const entries = starts.map((start, i) => text.slice(start, starts[i + 1] ?? text.length))
  const parts = entries.map((entry, i) => ({ item: list.items[i], ...parted(entry) }))
  const kept = parts.map(({ item, own, next }, i) => {
    const isOut = (one: unknown) => isMap(one) && ids.includes(String(one.get('id')))
    const after = isOut(parts[i + 1]?.item) ? '' : next
    return isOut(item) ? after : own + after
  })
  const left = kept.join('')
  return `${head}${/^- /m.test(left) ? left : `[]\n${left}`}`
}

/** The lines of an entry, and the comments behind them, which are about the next one. */
function parted(entry: string): { own: string; next: string } {
  const lines = entry.split(/(?<=\n)/)
  const last = lines.findLastIndex(line => /^\s*[^\s#]/.test(line))
  return { own: lines.slice(0, last + 1).join(''), next: lines.slice(last + 1).join('') }
}

function withRevision(text: string, revision: string): string {
  const node = parseDocument(text).getIn(['upstream', 'revision'], true)
  if (!isScalar(node)) return text
  const [start, end] = node.range!
  return text.slice(0, start) + stringify(revision).trim() + text.slice(end)
}

/** Where a key at the top stands with its value, whole lines. */
function placeOf(text: string, key: string): [start: number, end: number] | null {
  const map = parseDocument(text).contents
  const pair = isMap(map)
    ? map.items.find(({ key: name }) => isScalar(name) && name.value === key)
    : undefined
  if (!pair) return null
  const [start, end] = [(pair.key as Node).range![0], (pair.value as Node).range![2]]
  return [lineStart(text, start), text[end - 1] === '\n' ? end : end + 1]
}

function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1
}
