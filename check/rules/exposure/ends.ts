import { fold, resolve, type Vocabulary } from '../../../reconcile/index.ts'
import type { Fact, Meant } from '../../survey/index.ts'
import { exposures } from './vocabulary.ts'

const noScope = { product: '', deployment: '' }

/**
 * Who is let in where anybody in the world is.
 *
 * @returns the words for them; null where only some are let in, or where all machines talk to each other
 */
export function worldIn({ claim, vocabulary }: Fact, { from, to }: Meant): string | null {
  if (!from.roles.includes('any') || claim.direction === 'outbound' || claim.local) return null
  if (to.roles.includes('any') && claim.kind !== 'command') return null
  const labels = [...claim.source, ...claim.destination].map(({ label }) => label)
  return labels.find(label => isAny(label, vocabulary) && !exposures().participants.test(fold(label))) ?? null
}

/** The words for those who may connect; a column that is named the wrong way round holds them too. */
export function labelsOf({ claim, from, to }: Fact, meant: Meant): string[] {
  const swapped = meant.from === to && meant.to === from
  const endpoints = swapped ? claim.destination : claim.source
  return endpoints.map(({ label }) => label)
}

/** Whether a label names a group of nodes of which nobody says what they do: workers are among them. */
export function isMixed(label: string): boolean {
  const { securityGroups, everyNode } = exposures()
  return securityGroups.test(label) || everyNode.test(fold(label))
}

/** Quotes labels for a message, each once; long ones are left to the evidence where there are others. */
export function quoted(labels: string[]): string {
  const key = (label: string) => fold(label).replaceAll(' ', '')
  const keys = labels.map(key)
  const distinct = labels.filter((label, i) => keys.indexOf(key(label)) === i)
  const short = distinct.filter(label => label.length <= longest)
  const shown = (short.length > 0 ? short : distinct).slice(0, most).map(label => `“${label}”`)
  return distinct.length > shown.length ? `${shown.join(', ')} and the like` : shown.join(' and ')
}

const most = 2
const longest = 40

function isAny(label: string, vocabulary: Vocabulary): boolean {
  return (resolve(label, noScope, vocabulary) ?? []).some(({ kind }) => kind === 'any')
}
