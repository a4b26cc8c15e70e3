import type { Rich } from '../../../extract/trees.ts'

/** A bracket without its partner. */
export interface Lone {
  /** Index into the text. */
  at: number
  kind: 'opening' | 'closing'
}

const openers = '(（'
const closers = ')）'
/** `1)`, `a)`, `iv)` number an item; `:-)` smiles. */
const numbering = /(?:^|[^\p{L}\p{N}])(?:\d{1,3}|\p{L}|[ivx]{2,4})$/iu
const face = /(?:^|\s)[:;8=][-^o']?$/u
/** `[0, 1)` is a range of numbers; brackets of other kinds may meet there. */
const interval = /[([]\s*-?[\d.∞]+\s*[,;]\s*[+-]?[\d.∞]+\s*[)\]]/gu

/** A text that lacks more partners is a drawing or a formula. */
const most = 50

/** Finds the brackets in a text that lack their partner; half-width and full-width ones are the same. */
export function loneBrackets({ text, runs }: Rich): Lone[] {
  const skipped = new Set<number>()
  const skip = (start: number, end: number) => {
    for (let i = start; i < end; i++) skipped.add(i)
  }
  for (const { kind, start, end } of runs) if (kind === 'code') skip(start, end)
  for (const { 0: found, index } of text.matchAll(interval)) skip(index, index + found.length)
  const open: number[] = []
  const lone: Lone[] = []
  for (let at = 0; at < text.length; at++) {
    if (skipped.has(at)) continue
    if (openers.includes(text[at]!)) open.push(at)
    else if (closers.includes(text[at]!) && open.pop() === undefined) lone.push({ at, kind: 'closing' })
  }
  const all = [...lone, ...open.map((at): Lone => ({ at, kind: 'opening' }))]
  const own = all.filter(one => !isOther(one, text))
  return own.length > most ? [] : own.sort((a, b) => a.at - b.at)
}

function isOther({ at, kind }: Lone, text: string): boolean {
  const before = text.slice(Math.max(0, at - 8), at)
  return face.test(before) || (kind === 'closing' && numbering.test(before))
}
