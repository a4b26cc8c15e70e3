/** Number of single-character edits that turn one word into the other (Levenshtein). */
export function distance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (const [i, letter] of [...a].entries()) {
    const current = [i + 1]
    for (let j = 0; j < b.length; j++) {
      const replaced = previous[j]! + (letter === b[j] ? 0 : 1)
      current.push(Math.min(replaced, previous[j + 1]! + 1, current[j]! + 1))
    }
    previous = current
  }
  return previous[b.length]!
}

/** The candidate that a mistyped word most likely means, if more than half of it is right. */
export function nearest(word: string, candidates: string[]): string | undefined {
  const scored = candidates.map(name => ({ name, edits: distance(word.toLowerCase(), name.toLowerCase()) }))
  const best = scored.sort((a, b) => a.edits - b.edits)[0]
  return best && best.edits < best.name.length / 2 ? best.name : undefined
}
