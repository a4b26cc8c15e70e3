/** Something that must hold of every document does not hold of one. */
export class Broken extends Error {
  override name = 'Broken'
  /** What must hold, in kebab-case. */
  readonly kind: string
  /** Tells this fault from others of its kind: a rule, a field, a place in the code. */
  readonly detail: string

  constructor(kind: string, detail: string, message: string) {
    super(message)
    this.kind = kind
    this.detail = detail
  }
}

/**
 * Asserts what must hold.
 *
 * @throws {Broken} when it does not
 */
export function must(holds: boolean, kind: string, detail: string, message: string): asserts holds {
  if (!holds) throw new Broken(kind, detail, message)
}

/** Asserts that two values are written alike. */
export function mustEqual(found: unknown, expected: unknown, kind: string, detail: string): void {
  const [a, b] = [JSON.stringify(found) ?? '', JSON.stringify(expected) ?? '']
  if (a === b) return
  let same = 0
  while (a[same] === b[same]) same++
  const at = Math.max(0, same - 60)
  throw new Broken(kind, detail, `${detail}: …${a.slice(at, at + 160)} is not …${b.slice(at, at + 160)}`)
}

/** Freezes a value with all that it holds, so that whoever changes it throws. */
export function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
  Object.freeze(value)
  for (const part of Object.values(value)) frozen(part)
  return value
}
