import { drawTable } from '../../cli/format/table.ts'
import type { Verdict } from './judge.ts'
import type { Slip } from './slip.ts'

/** A slip that was tried. */
export interface Trial {
  kind: string
  slip: Slip
  verdict: Verdict
}

/** What a slip must come to. */
type Bound = 'suggested' | 'flagged'

/** The part of the slips that must come to it, in per cent. */
const required: Record<Bound, number> = { suggested: 95, flagged: 90 }

/** What became of all slips of one kind, or of several kinds of which the same is required. */
export interface Score {
  kind: string
  sites: number
  drawn: number
  flagged: number
  suggested: number
  noisy: number
  /** Those that came to what was asked, with no more new findings than allowed. */
  met: number
  bound: Bound
}

/** Whether a slip came to what is asked of it. */
export function isMet({ slip, verdict }: Trial): boolean {
  return !verdict.noisy && verdict.flagged && (slip.right.length === 0 || verdict.suggested)
}

/** Whether enough slips came to what is asked. */
export function isEnough({ met, drawn, bound }: Score): boolean {
  return met * 100 >= required[bound] * drawn
}

/** Adds up the trials of one kind. */
export function scoreOf(kind: string, sites: number, trials: Trial[]): Score {
  const count = (test: (trial: Trial) => boolean) => trials.filter(test).length
  return {
    kind,
    sites,
    drawn: trials.length,
    flagged: count(({ verdict }) => verdict.flagged),
    suggested: count(({ verdict }) => verdict.suggested),
    noisy: count(({ verdict }) => verdict.noisy),
    met: count(isMet),
    bound: trials.some(({ slip }) => slip.right.length > 0) ? 'suggested' : 'flagged',
  }
}

/** Adds up the kinds of which the same is required. */
export function totalOf(kind: string, bound: Bound, scores: Score[]): Score {
  const total: Score = { kind, sites: 0, drawn: 0, flagged: 0, suggested: 0, noisy: 0, met: 0, bound }
  for (const score of scores.filter(one => one.bound === bound))
    for (const name of ['sites', 'drawn', 'flagged', 'suggested', 'noisy', 'met'] as const)
      total[name] += score[name]
  return total
}

/** The table that the benchmark prints. */
export function tableOf(scores: Score[]): string {
  const head = ['slip', 'sites', 'drawn', 'flagged', 'suggested', 'noisy', 'met', 'required', '']
  const rows = scores.map(score => {
    const { kind, sites, drawn, flagged, suggested, noisy, met, bound } = score
    const part = (n: number) => (drawn === 0 ? '-' : `${((100 * n) / drawn).toFixed(1)} %`)
    return [
      ...[kind, `${sites}`, `${drawn}`, part(flagged), bound === 'suggested' ? part(suggested) : '-'],
      ...[`${noisy}`, part(met), `${required[bound]} % ${bound}`, isEnough(score) ? 'ok' : 'BROKEN'],
    ]
  })
  return drawTable(head, rows, Number.POSITIVE_INFINITY)
}
