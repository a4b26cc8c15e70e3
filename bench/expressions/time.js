/** Characters of a run. */
const size = 3000
/** Milliseconds that a run of this size takes at most where time grows with it. */
const quick = 4
/** What a run of twice the size may take against the first. */
const mostGrowth = 2.8

/** The run on which an expression's time grows most; null when it grows nowhere. */
export function worstOf(expression, { pumps, before }) {
  let worst = null
  for (const pump of pumps)
    for (const start of before) {
      const run = times => `${start}${pump.repeat((times * size) / pump.length)}\0`
      if (timeOf(expression, run(1)) <= quick) continue
      const first = Math.min(timeOf(expression, run(1)), timeOf(expression, run(1)))
      const second = timeOf(expression, run(2))
      const grows = first > quick * 0.75 && second > mostGrowth * first
      if (grows && second > (worst?.milliseconds[1] ?? 0))
        worst = { pump, before: start, milliseconds: [first, second] }
    }
  return worst
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
