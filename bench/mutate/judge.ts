import type { Evidence, Finding } from '../../schema/types.ts'
import { movedLine, type Slip } from './slip.ts'

/** What became of one slip. */
export interface Verdict {
  /** Findings that the clean documents lack. */
  fresh: Finding[]
  /** An error or warning is where the slip shows. */
  flagged: boolean
  /** One such finding names the right value. */
  suggested: boolean
  /** More findings than one slip may cause. */
  noisy: boolean
}

/** New findings that one slip may cause. */
const mostFresh = 3

/** Compares the findings after a slip with those of the clean documents. */
export function judge(slip: Slip, clean: Finding[], found: Finding[]): Verdict {
  const fresh = freshOf(slip, clean, found)
  const isTarget = targetIn(slip)
  const there = fresh.filter(({ severity, location }) => severity !== 'info' && isTarget(location))
  return {
    fresh,
    flagged: there.length > 0,
    suggested: there.some(finding => slip.right.some(value => suggests(finding, value))),
    noisy: fresh.length > mostFresh,
  }
}

interface Keyed {
  one: Finding
  key: string
}

/** Findings that the clean documents lack: of equal ones, those on other lines. */
function freshOf({ page, edit }: Slip, clean: Finding[], found: Finding[]): Finding[] {
  const moved = movedLine(page.text, edit)
  const named = (one: Finding): Keyed => ({ one, key: `${one.severity}\n${one.fingerprint}` })
  const placed = (line: (one: Finding) => number) => (one: Finding) => ({
    one,
    key: `${named(one).key}\n${line(one)}`,
  })
  const before = clean.map(
    placed(({ location: { document, line } }) => (document === page.path ? moved(line) : line)),
  )
  const [left, there] = without(before, found.map(placed(({ location }) => location.line)))
  return without(left.map(named), there.map(named))[1]
}

/** Removes equal findings from two lists against each other; gives what is left of either. */
function without(some: Keyed[], others: Keyed[]): [Finding[], Finding[]] {
  const stock = new Map<string, Finding[]>()
  for (const { one, key } of some) stock.set(key, [...(stock.get(key) ?? []), one])
  const left = others.filter(({ key }) => stock.get(key)?.pop() === undefined)
  return [[...stock.values()].flat(), left.map(({ one }) => one)]
}

function targetIn({ page, edit, targets }: Slip): (place: Pick<Evidence, 'document' | 'line'>) => boolean {
  const moved = movedLine(page.text, edit)
  const now = targets.map(one =>
    one.document === page.path ? { ...one, line: moved(one.line), endLine: moved(one.endLine) } : one,
  )
  return place =>
    now.some(
      ({ document, line, endLine }) =>
        document === place.document && line <= place.line && place.line <= endLine,
    )
}

function suggests({ suggestion, message }: Finding, value: string): boolean {
  const bare = suggestion?.replacement?.replace(/<[^>]*>|\s/g, '').replace('–', '-')
  if (bare === value) return true
  const exactly = new RegExp(`(?<![\\d.:/]|\\d[-–])${value}(?![\\d/]|[-–]\\d)`)
  return [suggestion?.text ?? '', message].some(words => exactly.test(words))
}
