import { createHash } from 'node:crypto'
import { byText } from '../reconcile/index.ts'
import { placeText } from '../schema/place.ts'
import type { Evidence, Finding } from '../schema/types.ts'
import type { Problem, RuleNote } from './rule.ts'

/** Places of evidence that a reader can take in. */
export const mostEvidence = 10

/** A problem with the rule that reports it. */
export interface Report {
  rule: Pick<RuleNote, 'id' | 'severity'>
  problem: Problem
}

/**
 * Turns problems into findings: in the order of the documents and places, each once, with names.
 *
 * @param documents paths in the order in which they were given
 * @param idOf what a document is called in ids: the source's id, else its path
 * @returns none of them corrected yet
 */
export function findingsOf(
  reports: Report[],
  documents: string[],
  idOf: (document: string) => string,
): Finding[] {
  const sorted = sortBy(reports, documents, ({ problem, rule }) => ({ at: problem.at, rule: rule.id }))
  const ids = counter()
  const marks = counter()
  return distinct(sorted).map(({ rule, problem }) => {
    const {
      at,
      message,
      evidence = [],
      suggestion = null,
      set,
      claims = [],
      severity = rule.severity,
    } = problem
    const name = `${rule.id}:${idOf(at.document)}:${at.line}`
    // Lines move, words stay: of equal ones the order tells them apart.
    const mark = [rule.id, ...(problem.key ? [problem.key] : [at.document, message])].join('\n')
    return {
      id: `${name}:${ids(name)}`,
      rule: rule.id,
      severity,
      message,
      location: at,
      evidence: telling(evidence, at),
      suggestion,
      ...(set && { set }),
      claims: [...new Set(claims)],
      corrected: false,
      fingerprint: createHash('sha256')
        .update(`${mark}\n${marks(mark)}`)
        .digest('hex')
        .slice(0, 16),
    }
  })
}

/** Puts findings in the order of the documents and places. */
export function inOrder(findings: Finding[], documents: string[]): Finding[] {
  return sortBy(findings, documents, ({ location, rule }) => ({ at: location, rule }))
}

function sortBy<T>(
  items: T[],
  documents: string[],
  keyOf: (item: T) => { at: Finding['location']; rule: string },
): T[] {
  const rank = new Map(documents.map((document, i) => [document, i]))
  const keyed = items.map(item => {
    const { at, rule } = keyOf(item)
    return { item, rule, place: [rank.get(at.document) ?? documents.length, at.line, at.column] }
  })
  keyed.sort((a, b) => compare(a.place, b.place) || byText(a.rule, b.rule))
  return keyed.map(({ item }) => item)
}

/** Each place once, and no more than one can take in. */
function telling(evidence: Evidence[], at: Finding['location']): Evidence[] {
  const places = new Map<string, Evidence>()
  for (const one of evidence)
    if (placeText(one) !== placeText(at) && !places.has(placeText(one))) places.set(placeText(one), one)
  return [...places.values()].slice(0, mostEvidence)
}

function distinct(reports: Report[]): Report[] {
  const key = ({ rule, problem: { at, message } }: Report) =>
    [rule.id, at.document, at.line, at.column, message].join('\n')
  return [...new Map(reports.toReversed().map(report => [key(report), report])).values()].reverse()
}

function counter(): (key: string) => number {
  const counts = new Map<string, number>()
  return key => {
    const n = (counts.get(key) ?? 0) + 1
    counts.set(key, n)
    return n
  }
}

function compare(a: number[], b: number[]): number {
  const i = a.findIndex((value, at) => value !== b[at])
  return i < 0 ? 0 : a[i]! - b[i]!
}
