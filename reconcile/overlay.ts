/**
 * Puts one value over another: lists grow by what they lack, objects are merged key by key, anything else is
 * replaced.
 *
 * @param base it is not changed
 * @param over `undefined` changes nothing
 */
export function overlay(base: unknown, over: unknown): unknown {
  if (over === undefined) return base
  if (Array.isArray(base) && Array.isArray(over)) return [...new Set([...base, ...over])]
  if (!isRecord(base) || !isRecord(over)) return over
  const names = new Set([...Object.keys(base), ...Object.keys(over)])
  return Object.fromEntries([...names].map(name => [name, overlay(own(base, name), own(over, name))]))
}

function own(object: Record<string, unknown>, name: string): unknown {
  return Object.hasOwn(object, name) ? object[name] : undefined
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
