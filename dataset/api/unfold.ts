/**
 * A list of records in which every value that recurs is written once.
 *
 * `values` holds texts, numbers, truths and nulls as they are; a list as `[-1, …places of its items]`; an
 * object as `[n, …places of its values]`, where `shapes[n]` are its keys. A value stands behind those that
 * it consists of. `records` are the places of the records.
 */
export interface Folded {
  shapes: string[][]
  values: (null | boolean | number | string | number[])[]
  records: number[]
}

/**
 * Makes records out of what they were folded into. Values that recur are one and the same object, so all
 * are frozen.
 *
 * @param text JSON of the folded records
 */
export function unfold<T>(text: string): readonly T[] {
  const { shapes, values, records }: Folded = JSON.parse(text)
  const made: unknown[] = []
  for (const value of values) made.push(Array.isArray(value) ? composed(value, shapes, made) : value)
  return Object.freeze(records.map(place => made[place] as T))
}

/** A list or an object of values that are there already. */
function composed([shape, ...places]: number[], shapes: string[][], made: unknown[]): object {
  const parts = places.map(place => made[place])
  const keys = shapes[shape!]
  return Object.freeze(keys ? Object.fromEntries(keys.map((key, i) => [key, parts[i]])) : parts)
}
