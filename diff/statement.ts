import type { Claim, Statement } from '../schema/types.ts'
import type { Party } from './ends.ts'

/** What makes a statement this one and no other. */
export const fields = [
  'port',
  'protocol',
  'source',
  'destination',
  'direction',
  'scope',
  'condition',
] as const
export type Field = (typeof fields)[number]

/** A claim or a flow in the one form in which they are compared. */
export interface Item {
  /** Its number among the statements of its state. */
  order: number
  /** Document or deployment; both states call it the same. */
  area: string
  /** Headings as written, outermost first. */
  context: string[]
  /** The same as they are compared. */
  headings: string
  /** The innermost of them. */
  heading: string
  /** What it stands in: a table, or a section with its prose. */
  home: string
  /** The row, cell or sentence that says it; empty for flows. */
  spot: string
  kind: Claim['kind'] | 'flow'
  /** How its document was read; empty for flows. */
  format: string
  /** Its words are prose, which may be put otherwise as its author likes: they tell nothing. */
  isProse: boolean
  /** Ends that only the context names. */
  implied: { source: boolean; destination: boolean }
  from: Party
  to: Party
  /** Each field in normal form: equal texts, equal facts; empty where nothing is said. */
  facts: Record<Field, string>
  /** Its condition as far as its description does not tell it: what prose is held against. */
  ownCondition: string
  /** What it is for, as compared, conditions left out; tells statements apart, and is no fact. */
  purpose: string
  /** Ids of corrections and findings that make its status what it is. */
  causes: string[]
  /** Everything that is shown of it. */
  said: Statement
}

/** A statement before those of its whole state are counted. */
export type Unnumbered = Omit<Item, 'order'>

/** All fields of a statement in one text, those left out that do not count. */
export function factOf({ facts }: Pick<Item, 'facts'>, without: ReadonlySet<Field> = nothing): string {
  return fields.map(field => (without.has(field) ? '' : facts[field])).join('\n')
}

const nothing: ReadonlySet<Field> = new Set()
