import { fold } from '../reconcile/index.ts'
import type { Statement } from '../schema/types.ts'
import type { Party } from './ends.ts'
import type { Field } from './statement.ts'

/** Brings what a statement says into the form in which it is compared. */
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

/** Words as they are compared: case, punctuation and plurals evened. */
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
