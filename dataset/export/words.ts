import type { Claim, Flow, When } from '../../schema/types.ts'

/** Conditions on known axes as people say them: `calico/canal and linux`; empty when there are none. */
export function whenWords(when: When): string {
  return Object.keys(when)
    .sort()
    .map(axis => [when[axis as keyof When] ?? []].flat().join('/'))
    .join(' and ')
}

/** Everything that limits a flow, the document's own words last: `canal; only in fog`. */
export function conditionWords({ when, conditions }: Pick<Flow, 'when' | 'conditions'>): string {
  return [whenWords(when), ...conditions].filter(Boolean).join('; ')
}

/** Where a claim stands: `document:line`. */
export function placeOf({ location }: Pick<Claim, 'location'>): string {
  return `${location.document}:${location.line}`
}
