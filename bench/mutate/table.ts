import Table from 'cli-table3'
import type { Score } from './score.ts'

/** The columns of the table, and what stands in them. */
const columns: [string, (score: Score) => string | number][] = [
  ['slip', ({ kind }) => kind],
  ['sites', ({ sites }) => sites],
  ['drawn', ({ drawn }) => drawn],
  ['flagged', score => part(score, score.flagged)],
  ['suggested', score => part(score, score.suggested)],
  ['restored', score => part(score, score.restored)],
  ['evidence', score => part(score, score.shown)],
  ['noisy', ({ noisy }) => noisy],
  ['met', score => part(score, score.met)],
  ['required', ({ required, bound }) => (required === null ? '-' : `${required} % ${bound}`)],
  ['', ({ required, ok }) => (required === null ? '' : ok ? 'ok' : 'BROKEN')],
]

/** The table that the benchmark prints. */
export function tableOf(scores: Score[]): string {
  const table = new Table({
    head: columns.map(([name]) => name),
    style: { head: [], border: [], compact: true },
    colAligns: columns.map((_, i) => (i === 0 ? 'left' : 'right')),
  })
  table.push(...scores.map(score => columns.map(([, of]) => of(score))))
  return table.toString()
}

function part({ drawn }: Score, n: number | null): string {
  return drawn === 0 || n === null ? '-' : `${((100 * n) / drawn).toFixed(1)} %`
}
