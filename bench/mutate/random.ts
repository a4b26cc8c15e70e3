/** Gives numbers from 0 up to 1, the same for the same seed. */
export type Random = () => number

/**
 * A small generator of numbers that are random enough to draw by (mulberry32).
 *
 * @param seed any whole number
 */
export function randomOf(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** A seed of its own for each name, so that one kind of slip is drawn alike whatever others there are. */
export function seedOf(seed: number, name: string): number {
  return [...name].reduce(
    (hash, char) => Math.imul(hash ^ char.codePointAt(0)!, 0x01000193),
    seed ^ 0x811c9dc5,
  )
}

/** One of several. */
export function pick<T>(all: T[], random: Random): T {
  return all[Math.floor(random() * all.length)]!
}

/** All of them, in random order. */
export function shuffled<T>(all: T[], random: Random): T[] {
  const order = [...all]
  for (let i = order.length - 1; i > 0; i--) {
    const other = Math.floor(random() * (i + 1))
    ;[order[i], order[other]] = [order[other]!, order[i]!]
  }
  return order
}
