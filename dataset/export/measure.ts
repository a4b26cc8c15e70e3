import stringWidth from 'string-width'
import { wrap } from '../../check/report/wrap.ts'
import type { Arrow, Box } from './picture.ts'

/** Sizes in pixels; fonts are those of the reader, so that letters are taken to be as wide as they get. */
export const text = {
  /** Ports are set in a monospaced font. */
  label: { size: 12, line: 16, padding: 4 },
  name: { size: 13, line: 18, padding: 12 },
  member: { size: 11, line: 15 },
  title: { size: 16, line: 28 },
} as const

/** Letters of monospaced fonts are 0.6 em wide, or a little more. */
const monospaced = 0.605
/** Most columns of a line of members. */
const widest = 36

/** A line in a box. */
export interface BoxLine {
  text: string
  kind: 'name' | 'member'
}

/** The room that something takes, in pixels. */
export interface Size {
  width: number
  height: number
}

/** What is written in a box: names, and below them the members of a group. */
export function boxLines({ names, members }: Box): BoxLine[] {
  const inside = members.length > 0 ? wrap(`(${members.join(', ')})`, widest) : []
  return [
    ...names.map(line => ({ text: line, kind: 'name' as const })),
    ...inside.map(line => ({ text: line, kind: 'member' as const })),
  ]
}

/** The room that a box takes with what is written in it. */
export function boxSize(box: Box): Size {
  const lines = boxLines(box)
  const width = Math.max(...lines.map(({ text: line, kind }) => proportional(line) * text[kind].size))
  const height = lines.reduce((sum, { kind }) => sum + text[kind].line, 0)
  return { width: Math.ceil(width + 2 * text.name.padding), height: height + text.name.padding * 1.5 }
}

/** The room that the words at an arrow take. */
export function labelSize({ lines }: Arrow): Size {
  const { size, line, padding } = text.label
  const columns = Math.max(...lines.map(one => stringWidth(one)))
  return {
    width: Math.ceil(columns * size * monospaced + 2 * padding),
    height: lines.length * line + padding,
  }
}

/** Width in em of a bold text in the widest of the usual fonts. */
export function proportional(line: string): number {
  return [...line].reduce((sum, char) => sum + (/[\p{Lu}mw@%&]/u.test(char) ? 1 : stringWidth(char) * 0.7), 0)
}
