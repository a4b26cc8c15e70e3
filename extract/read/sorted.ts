/** Counts the numbers of an ascending list that are no greater than a value. */
export function countUpTo(sorted: readonly number[], value: number): number {
  return countWhile(sorted, number => number <= value)
}

/** Counts the items at the head of a list for which a test holds; behind the first for which it fails it must hold for none. */
export function countWhile<T>(list: readonly T[], holds: (item: T) => boolean): number {
  let low = 0
  let high = list.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (holds(list[middle]!)) low = middle + 1
    else high = middle
  }
  return low
}
