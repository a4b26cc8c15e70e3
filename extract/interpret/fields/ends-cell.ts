import type { Vocabulary } from '../../vocabulary/index.ts'
import { type Rich, slice, trim } from '../rich.ts'

/** Two ends written in one cell: `worker ⟶ controller`. */
export interface EndsCell {
  source: Rich
  destination: Rich
  /** Traffic goes both ways. */
  mutual: boolean
}

const arrows = /(?:(?<!\s)\s+)?(<-+>|<=+>|[↔⟷⇔⇄⇆↕]|(?<!-)-+>|(?<!=)=+>|[→⟶⇒➔➜]|<-+|<=+|[←⟵⇐])\s*/

/** Reads a cell that holds both ends with an arrow between them; null when it holds none. */
export function parseEndsCell(cell: Rich): EndsCell | null {
  const found = arrows.exec(cell.text)
  if (!found) return null
  const left = trim(slice(cell, 0, found.index))
  const right = trim(slice(cell, found.index + found[0].length))
  if (left.text === '' || right.text === '') return null
  const arrow = found[1]!
  const mutual = /^<.*>$|[↔⟷⇔⇄⇆↕]/.test(arrow)
  const backward = !mutual && /^<|[←⟵⇐]/.test(arrow)
  return backward
    ? { source: right, destination: left, mutual }
    : { source: left, destination: right, mutual }
}

/** Tests whether a direction cell says that traffic goes both ways. */
export function isMutual(text: string, { directions }: Vocabulary): boolean {
  return directions.both.test(text) || /^\s*[↔⟷⇔⇄⇆]\s*$/.test(text)
}
