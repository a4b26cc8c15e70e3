import type { Evidence, Finding } from '../../schema/types.ts'
import { edited, movedLine, stretchOf } from './edit.ts'
import type { Slip } from './slip.ts'

/** What became of one slip. */
export interface Verdict {
  /** Findings that the clean documents lack. */
  fresh: Finding[]
  /** Those of them that stand where the same rule said something else before. */
  reworded: Finding[]
  /** An error or warning stands where the slip shows. */
  flagged: boolean
  /** One such finding names the right value. */
  suggested: boolean
  /** One such finding's suggestion puts back what stood there. */
  restored: boolean
  /** An error or warning has such a place among its evidence. */
  shown: boolean
  /** More findings than one slip may cause. */
  noisy: boolean
}

/** New findings that one slip may cause. */
const mostFresh = 3

/** Holds the findings after a slip against those of the clean documents. */
export function judge(slip: Slip, clean: Finding[], found: Finding[]): Verdict {
  const { fresh, gone } = compare(slip, clean, found)
  const grave = fresh.filter(({ severity }) => severity !== 'info')
  const isTarget = targetIn(slip)
  const there = grave.filter(({ location }) => isTarget(location))
  return {
    fresh,
    reworded: fresh.filter(one => gone.some(other => isAlike(slip, other, one))),
    flagged: there.length > 0,
    suggested: there.some(finding => slip.right.some(value => suggests(finding, value))),
    restored: there.some(finding => restores(finding, slip)),
    shown: grave.some(({ evidence }) => evidence.some(isTarget)),
    noisy: fresh.length > mostFresh,
  }
}

/** Findings that the clean documents lack, and theirs that are gone: of equal ones, those on other lines. */
export function compare(
  slip: Slip,
  clean: Finding[],
  found: Finding[],
): { fresh: Finding[]; gone: Finding[] } {
  const named = (finding: Finding) => [finding.severity, finding.fingerprint].join('\n')
  const lineOf = lineAfter(slip)
  const [left, there] = without(
    clean.map(one => ({ one, key: `${named(one)}\n${lineOf(one)}` })),
    found.map(one => ({ one, key: `${named(one)}\n${one.location.line}` })),
  )
  const rename = (all: Finding[]) => all.map(one => ({ one, key: named(one) }))
  const [gone, fresh] = without(rename(left), rename(there))
  return { fresh, gone }
}

/** The line on which a finding of the clean documents stands after a slip. */
function lineAfter({ page, edit }: Slip): (finding: Finding) => number {
  const moved = movedLine(page.text, edit)
  return ({ location: { document, line } }) => (document === page.path ? moved(line) : line)
}

function isAlike(slip: Slip, before: Finding, after: Finding): boolean {
  const { rule, location } = before
  return (
    rule === after.rule &&
    location.document === after.location.document &&
    lineAfter(slip)(before) === after.location.line
  )
}

interface Keyed {
  one: Finding
  key: string
}

/** Takes equals off two lists against each other; gives what is left of either. */
function without(some: Keyed[], others: Keyed[]): [Finding[], Finding[]] {
  const stock = new Map<string, Finding[]>()
  for (const { one, key } of some) stock.set(key, [...(stock.get(key) ?? []), one])
  const left = others.filter(({ key }) => stock.get(key)?.pop() === undefined)
  return [[...stock.values()].flat(), left.map(({ one }) => one)]
}

function targetIn({ page, edit, targets }: Slip): (place: Pick<Evidence, 'document' | 'line'>) => boolean {
  const moved = movedLine(page.text, edit)
  const now = targets.map(({ document, line, endLine }) =>
    document === page.path
      ? { document, line: moved(line), endLine: moved(endLine) }
      : { document, line, endLine },
  )
  return place =>
    now.some(
      ({ document, line, endLine }) =>
        document === place.document && line <= place.line && place.line <= endLine,
    )
}

function suggests({ suggestion, message }: Finding, value: string): boolean {
  if (suggestion?.replacement && bare(suggestion.replacement) === value) return true
  const exactly = new RegExp(`(?<![\\d.:/]|\\d[-–])${value}(?![\\d/]|[-–]\\d)`)
  return [suggestion?.text ?? '', message].some(words => exactly.test(words))
}

/** A value without blanks and tags between its characters. */
function bare(text: string): string {
  return text.replace(/<[^>]*>|\s/g, '').replace('–', '-')
}

/** Whether the suggestion, carried out, undoes the slip, blanks aside. */
function restores({ suggestion, location }: Finding, { page, edit }: Slip): boolean {
  const { replacement, span } = suggestion ?? {}
  if (!span || typeof replacement !== 'string' || location.document !== page.path) return false
  const text = edited(page.text, edit)
  const mended = edited(text, { ...stretchOf(text, span), text: replacement })
  const even = (words: string) => words.replace(/\s+/g, '')
  return even(mended) === even(page.text)
}
