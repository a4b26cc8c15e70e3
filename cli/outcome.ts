import type { Claim } from '../schema/types.ts'
import type { Notice, Outcome } from './one.ts'

/** Whether something that was kept is an outcome, as far as anything looks at it. */
export function isOutcome(value: unknown): value is Outcome {
  const { claims, notices, error, includes = [] } = (value ?? {}) as Partial<Outcome>
  return (
    (error === null || typeof error === 'string') &&
    isListOf(claims, isClaim) &&
    isListOf(notices, isNotice) &&
    isListOf(includes, ({ path, hash }) => typeof path === 'string' && typeof hash === 'string')
  )
}

function isClaim(claim: Partial<Claim>): boolean {
  const { id, kind, ports, location, source, destination, conditions, context, repairs, spans } = claim
  return (
    [id, kind].every(text => typeof text === 'string') &&
    [source, destination, conditions, context, repairs].every(list => Array.isArray(list)) &&
    (ports === null || [ports?.first, ports?.last].every(port => typeof port === 'number')) &&
    typeof location?.document === 'string' &&
    typeof location.line === 'number' &&
    typeof spans === 'object'
  )
}

function isNotice({ file, reason }: Partial<Notice>): boolean {
  return typeof file === 'string' && typeof reason === 'string'
}

function isListOf<T>(value: T[] | undefined, is: (one: Partial<T>) => boolean): boolean {
  return Array.isArray(value) && value.every(one => one !== null && typeof one === 'object' && is(one))
}
