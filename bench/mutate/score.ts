import type { Trial } from './draw.ts'
import { type Bound, required } from './slip.ts'

/** What became of all slips of one kind. */
export interface Score {
  kind: string
  sites: number
  drawn: number
  flagged: number
  /** Null where no value is asked for. */
  suggested: number | null
  restored: number
  /** Those that are not flagged where they should be, but shown as evidence there. */
  shown: number
  noisy: number
  /** Those that came to what was asked, with no more new findings than allowed. */
  met: number
  bound: Bound
  /** Per cent of the drawn; null where nothing is required. */
  required: number | null
  ok: boolean
}

/** Whether a slip came to what is asked of it. */
export function isMet({ slip, verdict }: Trial): boolean {
  return !verdict.noisy && verdict.flagged && (slip.right.length === 0 || verdict.suggested)
}

/** Adds up the trials of one kind; nothing is required where `bound` is null. */
export function scoreOf(kind: string, sites: number, trials: Trial[]): Score {
  const count = (test: (trial: Trial) => boolean) => trials.filter(test).length
  const bound: Bound = trials.some(({ slip }) => slip.right.length > 0) ? 'suggested' : 'flagged'
  return finished({
    kind,
    sites,
    drawn: trials.length,
    flagged: count(({ verdict }) => verdict.flagged),
    suggested: bound === 'suggested' ? count(({ verdict }) => verdict.suggested) : null,
    restored: count(({ verdict }) => verdict.restored),
    shown: count(({ verdict }) => verdict.shown && !verdict.flagged),
    noisy: count(({ verdict }) => verdict.noisy),
    met: count(isMet),
    bound,
    required: trials.some(({ slip }) => slip.free) ? null : required[bound],
  })
}

/** Adds up the kinds of which the same is required. */
export function totalOf(kind: string, bound: Bound, scores: Score[]): Score {
  const parts = scores.filter(score => score.bound === bound && score.required !== null)
  const sum = (of: (score: Score) => number) => parts.reduce((total, score) => total + of(score), 0)
  return finished({
    kind,
    sites: sum(({ sites }) => sites),
    drawn: sum(({ drawn }) => drawn),
    flagged: sum(({ flagged }) => flagged),
    suggested: bound === 'suggested' ? sum(({ suggested }) => suggested ?? 0) : null,
    restored: sum(({ restored }) => restored),
    shown: sum(({ shown }) => shown),
    noisy: sum(({ noisy }) => noisy),
    met: sum(({ met }) => met),
    bound,
    required: required[bound],
  })
}

function finished(score: Omit<Score, 'ok'>): Score {
  return { ...score, ok: score.required === null || score.met * 100 >= score.required * score.drawn }
}
