/** Characters of a run. */
const size = 3000
/** Milliseconds that a run of this size takes at most where time grows with it. */
const quick = 4
/** What a run of twice the size may take against the first. */
const mostGrowth = 2.8
/** Milliseconds that the longest text may take that is given to an expression whose texts are bounded. */
const mostBounded = 500

/**
 * The run on which an expression's time grows most; null when it grows nowhere.
 * @param {number | undefined} bound characters of the longest text that it is given, where the code bounds it
 */
export function worstOf(expression, { pumps, before }, bound) {
  let worst = null
  for (const pump of pumps)
    for (const start of before) {
      const run = length => `${start}${pump.repeat(length / pump.length)}\0`
      const milliseconds = bound
        ? slowOf(expression, run(bound))
        : growthOf(expression, run(size), run(2 * size))
      if (milliseconds && milliseconds[1] > (worst?.milliseconds[1] ?? 0))
        worst = { pump, before: start, milliseconds }
    }
  return worst
}

/** What both runs take where time grows too much from one to the other. */
function growthOf(expression, one, other) {
  if (timeOf(expression, one) <= quick) return null
  const first = Math.min(timeOf(expression, one), timeOf(expression, one))
  if (first <= quick * 0.75) return null
  const second = Math.min(timeOf(expression, other), timeOf(expression, other))
  return second > mostGrowth * first ? [first, second] : null
}

function slowOf(expression, text) {
  const taken = timeOf(expression, text)
  return taken > mostBounded ? [mostBounded, taken] : null
}

/** Milliseconds that all matches of a text take. */
function timeOf(expression, text) {
  const started = performance.now()
  if (expression.global) for (const _ of text.matchAll(expression));
  else {
    expression.lastIndex = 0
    expression.exec(text)
  }
  return performance.now() - started
}
