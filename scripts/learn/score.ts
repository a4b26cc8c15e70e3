import type { Claim } from '../../schema/types.ts'
import type { GoldRow } from './pages.ts'

/** The forms of statements that are counted apart. */
export const groups = ['structural', 'sentences', 'commands'] as const
export type Group = (typeof groups)[number]

/** Matches, extracted and labelled claims. */
export type Count = [matched: number, extracted: number, labelled: number]

/** One figure of a page: `ports` compares protocol and port, `near` the ends too, if their words are alike. */
export type Figures = Record<Group, Record<'ports' | 'near' | 'conditions', Count>>

interface Stated {
  group: Group
  line: number
  protocol: string
  port: string
  source: string[]
  destination: string[]
  isConditional: boolean
}

/** The harmonic mean of precision and recall; 1 when there is nothing to find and nothing was found. */
export function f1([matched, extracted, labelled]: Count): number {
  return extracted + labelled === 0 ? 1 : (2 * matched) / (extracted + labelled)
}

/** Adds figures to a total. */
export function addFigures(total: Figures, figures: Figures): void {
  for (const group of groups)
    for (const name of ['ports', 'near', 'conditions'] as const)
      total[group][name] = total[group][name].map((value, i) => value + figures[group][name][i]!) as Count
}

/** Figures with nothing counted. */
export function noFigures(): Figures {
  const empty = () => ({
    ports: [0, 0, 0] as Count,
    near: [0, 0, 0] as Count,
    conditions: [0, 0, 0] as Count,
  })
  return { structural: empty(), sentences: empty(), commands: empty() }
}

/** Compares the claims of a page with its labels. */
export function scorePage(claims: Claim[], gold: GoldRow[]): Figures & { misses: string[] } {
  const [got, wanted] = [claims.map(ofClaim), gold.map(ofGold)]
  const figures = noFigures()
  const misses: string[] = []
  for (const group of groups) {
    const [mine, theirs] = [got, wanted].map(all => all.filter(one => one.group === group)) as [
      Stated[],
      Stated[],
    ]
    const count = (key: (one: Stated) => string): Count => [
      common(mine.map(key), theirs.map(key)),
      mine.length,
      theirs.length,
    ]
    figures[group].ports = count(({ protocol, port }) => `${protocol} ${port}`)
    figures[group].conditions = count(
      ({ line, protocol, port, isConditional }) => `${line} ${protocol} ${port} ${isConditional}`,
    )
    const near = nearMatches(theirs.flatMap(expand), mine.flatMap(expand))
    figures[group].near = near.count
    misses.push(
      ...near.missed.map(flow => `${group} missed ${show(flow)}`),
      ...near.extra.map(flow => `${group} extra  ${show(flow)}`),
    )
  }
  return { ...figures, misses }
}

interface FlowKey {
  line: number
  port: string
  source: string
  destination: string
}

function show({ line, port, source, destination }: FlowKey): string {
  return `${String(line).padStart(4)} ${port}  [${source}] > [${destination}]`
}

function expand({ line, protocol, port, source, destination }: Stated): FlowKey[] {
  const from = source.length > 0 ? source : ['']
  const to = destination.length > 0 ? destination : ['']
  return from.flatMap(one =>
    to.map(other => ({ line, port: `${protocol} ${port}`, source: one, destination: other })),
  )
}

function groupOf(kind: string): Group {
  return kind === 'sentence' ? 'sentences' : kind === 'command' ? 'commands' : 'structural'
}

function ofGold(row: GoldRow): Stated {
  return {
    group: groupOf(row.kind),
    line: Number(row.line),
    protocol: row.protocol,
    port: row.first === '' ? plain(row.port_text) : `${row.first}-${row.last}`,
    source: labels(row.source.split(' | ')),
    destination: labels(row.destination.split(' | ')),
    isConditional: row.condition !== '',
  }
}

function ofClaim(claim: Claim): Stated {
  return {
    group: groupOf(claim.kind),
    line: claim.location.line,
    protocol: claim.protocol ?? '',
    port: claim.ports ? `${claim.ports.first}-${claim.ports.last}` : plain(claim.portText ?? ''),
    source: labels(claim.source.map(({ label }) => label)),
    destination: labels(claim.destination.map(({ label }) => label)),
    isConditional: claim.conditions.length > 0,
  }
}

export function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[`*_]/g, '')
    .replace(/\s+/g, ' ')
    .replace(/^[\s(.,;:]+|[\s).,;:]+$/g, '')
}

/** Labels in parts, sorted: both sides are split alike. */
function labels(list: string[]): string[] {
  const parts = list.flatMap(label => label.split(/\s*(?:[|,;&/、，和或]|\band\b|\bor\b)\s*/))
  return [...new Set(parts.map(plain).filter(part => part !== ''))].sort()
}

function common(mine: string[], theirs: string[]): number {
  const rest = [...theirs]
  return mine.filter(one => take(rest, one)).length
}

function take(rest: string[], one: string): boolean {
  const i = rest.indexOf(one)
  if (i >= 0) rest.splice(i, 1)
  return i >= 0
}

/** Pairs equal flows, then those whose ends have at least half of their words in common. */
function nearMatches(
  wanted: FlowKey[],
  got: FlowKey[],
): { count: Count; missed: FlowKey[]; extra: FlowKey[] } {
  const known = [...new Set(wanted.flatMap(({ source, destination }) => [source, destination]))].filter(
    Boolean,
  )
  const isAlike = (label: string, other: string) => {
    if (label === other) return true
    if (label === '' || other === '') return false
    const likeness = dice(label, other)
    return likeness >= 0.5 && known.every(one => dice(label, one) <= likeness)
  }
  const extra = [...got]
  const find = (test: (flow: FlowKey) => boolean) => {
    const i = extra.findIndex(test)
    if (i >= 0) extra.splice(i, 1)
    return i >= 0
  }
  const left = wanted.filter(
    a => !find(b => a.port === b.port && a.source === b.source && a.destination === b.destination),
  )
  const missed = left.filter(
    a =>
      !find(b => a.port === b.port && isAlike(b.source, a.source) && isAlike(b.destination, a.destination)),
  )
  return { count: [wanted.length - missed.length, got.length, wanted.length], missed, extra }
}

export function dice(a: string, b: string): number {
  const [first, rest] = [unitsOf(a), unitsOf(b)]
  const total = first.length + rest.length
  const shared = common(first, rest)
  return total === 0 ? 0 : (2 * shared) / total
}

/** Words, or pairs of characters where a script has no blanks. */
function unitsOf(label: string): string[] {
  const words =
    label.match(
      /[\p{Script=Latin}\p{Script=Cyrillic}\p{N}][\p{Script=Latin}\p{Script=Cyrillic}\p{N}.:/-]*|\p{L}+/gu,
    ) ?? []
  return words.flatMap(word => {
    const chars = [...word]
    const isUnspaced =
      /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u.test(word) && word.length > 2
    return isUnspaced ? chars.slice(1).map((char, i) => chars[i]! + char) : [word.replace(/s$/, '')]
  })
}
