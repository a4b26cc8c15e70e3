/**
 * Adds a value to the list under a key. Lists grow in place: to copy one for each value would take time that
 * grows with the square of its length.
 */
export function add<Key, Value>(lists: Map<Key, Value[]>, key: Key, value: Value): void {
  const known = lists.get(key)
  if (known) known.push(value)
  else lists.set(key, [value])
}

/** Things by what they have in common, in their order. */
export function groupBy<Thing, Key>(things: Iterable<Thing>, key: (thing: Thing) => Key): Map<Key, Thing[]> {
  const groups = new Map<Key, Thing[]>()
  for (const thing of things) add(groups, key(thing), thing)
  return groups
}
