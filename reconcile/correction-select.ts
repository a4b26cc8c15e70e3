import { isDeepStrictEqual } from 'node:util'
import type { Claim, CorrectionSet, CorrectionWhere, Endpoint } from '../schema/types.ts'

/** Whether a claim has all the values given: those that a correction looks for, or those that it would set. */
export function has(values: CorrectionWhere & CorrectionSet, claim: Claim): boolean {
  const { context = [], source, destination, ...rest } = values
  return (
    context.every(text => claim.context.includes(text)) &&
    (source === undefined || isDeepStrictEqual(source, labels(claim.source))) &&
    (destination === undefined || isDeepStrictEqual(destination, labels(claim.destination))) &&
    Object.entries(rest).every(([field, value]) => isDeepStrictEqual(value, claim[field as keyof Claim]))
  )
}

/** The values that a correction sets, as a claim has them. */
export function fieldsOf({ source, destination, ...rest }: CorrectionSet): Partial<Claim> {
  return {
    ...rest,
    ...(source && { source: endpoints(source) }),
    ...(destination && { destination: endpoints(destination) }),
  }
}

function labels(endpoints: Endpoint[]): string[] {
  return endpoints.map(({ label }) => label)
}

function endpoints(words: string[]): Endpoint[] {
  return words.map(label => ({ label, implied: false }))
}
