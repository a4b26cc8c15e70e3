import type { Folded } from '../api/unfold.ts'

/** Folds records of JSON; their documents, labels and shapes recur so often that a third is left. */
export function fold(records: readonly unknown[]): Folded {
  const shapes = new Places<string[]>()
  const values = new Places<Folded['values'][number]>()
  const placeOf = (value: unknown): number => {
    if (Array.isArray(value)) return values.of([-1, ...value.map(placeOf)])
    if (value !== null && typeof value === 'object')
      return values.of([shapes.of(Object.keys(value)), ...Object.values(value).map(placeOf)])
    return values.of(value as null | boolean | number | string)
  }
  return { records: records.map(placeOf), shapes: shapes.all, values: values.all }
}

/** Different values in the order in which they come. */
class Places<T> {
  readonly all: T[] = []
  readonly #places = new Map<string, number>()

  /** The place of a value; a new one goes to the end. */
  of(value: T): number {
    const key = JSON.stringify(value)
    const known = this.#places.get(key)
    if (known !== undefined) return known
    this.#places.set(key, this.all.length)
    return this.all.push(value) - 1
  }
}
