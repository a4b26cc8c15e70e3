import { fold } from '../reconcile/index.ts'
import type { Claim, Statement } from '../schema/types.ts'
import type { Party } from './ends.ts'

/** What identifies a statement. */
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
  /** The table, or the section with its prose. */
  home: string
  /** The row, cell or sentence that says it; empty for flows. */
  spot: string
  kind: Claim['kind'] | 'flow'
  /** How its document was read; empty for flows. */
  format: string
  /** Its words are prose: rewording them changes nothing. */
  isProse: boolean
  /** Ends that only the context names. */
  implied: { source: boolean; destination: boolean }
  from: Party
  to: Party
  /** Each field in normal form: equal texts, equal facts; empty where nothing is said. */
  facts: Record<Field, string>
  /** Its condition without what its description adds: compared with that of prose. */
  ownCondition: string
  /** What it is for, without conditions, as compared; distinguishes statements and is no fact. */
  purpose: string
  /** Ids of corrections and findings that make its status what it is. */
  causes: string[]
  /** Everything that is shown of it. */
  said: Statement
}

/** A statement without its number. */
export type Unnumbered = Omit<Item, 'order'>

/** The fields of a statement in one text, without those that do not count. */
export function factOf({ facts }: Pick<Item, 'facts'>, without?: ReadonlySet<Field>): string {
  return fields.map(field => (without?.has(field) ? '' : facts[field])).join('\n')
}

/** The facts of a statement in the form in which they are compared. */
export function factsOf(said: Statement, from: Party, to: Party): Record<Field, string> {
  return {
    port: portKey(said),
    protocol: said.protocol ?? '',
    source: from.key,
    destination: to.key,
    direction: said.direction ?? '',
    scope: said.local ? 'local' : '',
    condition: conditionKey(said),
  }
}

/** Words as they are compared, whatever their case, punctuation and number. */
export function plain(text: string): string {
  return fold(text)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

function portKey({ ports, portText }: Statement): string {
  if (ports) return `${ports.first}-${ports.last}`
  return portText === null ? '' : `words ${plain(portText)}`
}

/** When something is needed, as compared; empty for always. */
export function conditionKey({ when, conditions }: Pick<Statement, 'when' | 'conditions'>): string {
  const axes = Object.entries(when).map(([axis, value]) => `${axis}=${[value].flat().join()}`)
  return [...axes.sort(), ...conditions.map(plain).sort()].join('; ')
}
