/** A doubling that doubles the time plus a fifth. */
const mostGrowth = 2.4
/** Seconds below which the machine's noise says more than the code. */
const noise = 0.25

/**
 * What a row of measurements says. Growth is taken over two doublings, as its root: a collection of garbage
 * that falls into one of them is no growth of the work.
 */
export function judge({ measured, wanted, stopped, error }) {
  const last = measured.at(-1)
  const growths = measured.map((one, i) =>
    i > 1 && one.seconds > noise && !one.refused === !measured[i - 2].refused
      ? Math.sqrt(one.seconds / measured[i - 2].seconds)
      : 0,
  )
  const growth = Math.max(0, ...growths)
  const whole = measured.length === wanted
  const passes = whole && growth <= mostGrowth
  const ended = last?.refused ? `refused: ${last.refused}` : 'ok'
  const why = whole ? (growth > mostGrowth ? 'grows' : ended) : stopped ? 'stopped' : `died: ${error}`
  return { passes, verdict: why, growth, size: last?.size ?? 0, last, measured }
}

export function row(name, result) {
  if (!name) return `${'input'.padEnd(48)}     size  seconds  growth  slowest stage      claims   MB  verdict`
  const { last, growth, verdict } = result
  if (!last) return `${name.padEnd(48)} ${verdict}`
  const [stage, seconds] = Object.entries(last.stages).sort((a, b) => b[1] - a[1])[0]
  return [
    name.padEnd(48),
    String(last.size).padStart(8),
    last.seconds.toFixed(2).padStart(8),
    growth ? growth.toFixed(2).padStart(7) : '      -',
    `${stage} ${seconds.toFixed(2)}`.padEnd(17),
    String(last.claims).padStart(7),
    (last.memory / 1e6).toFixed(0).padStart(5),
    verdict,
  ].join(' ')
}
