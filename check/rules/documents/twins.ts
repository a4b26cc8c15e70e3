import path from 'node:path'
import { add, groupBy } from '../../group.ts'
import type { Page, Statement, Survey } from '../../survey/index.ts'
import { textOf } from '../../survey/statements.ts'
import { tableOf } from '../../survey/tables.ts'

/** Two tables of different documents that hold the same rows, but for a few. */
export interface Twins {
  own: Statement[]
  other: Statement[]
  /** A translation of the other, another version of it, or another page that repeats it. */
  kind: 'translation' | 'version' | 'copy'
}

/** Earlier documents that one is compared with: the nearest of its family. */
const mostCompared = 4
/** Earlier documents among which these are searched. */
const mostSearched = 40
/** Part of the larger table's rows that has to be in both. */
const leastShared = 0.6
const leastSharedOfSections = 0.7
const leastRows = 3
/** A page that repeats the table of another one repeats nearly all of a table that is not short. */
const [leastSharedOfCopies, leastRowsOfCopies] = [0.8, 5]

/** Finds tables that stand in two documents, once for each order of the two. */
export function twinsOf(survey: Survey): Twins[] {
  const tables = tablesByPage(survey)
  return pairsOf(survey).flatMap(([page, other, kind]) => {
    const [own, others] = [tables.get(page) ?? [], tables.get(other) ?? []]
    if (kind === 'copy') {
      const copies = matches(own, others, one => rowsOf(one, survey), leastSharedOfCopies, leastRowsOfCopies)
      return copies.flatMap(bothWays)
    }
    const found = matches(own, others, one => keysOf(one, survey))
    const matched = new Set(found.flat())
    const left = (all: Statement[][]) => sectionsOf(all.filter(one => !matched.has(one)))
    const sections = matches(
      left(own),
      left(others),
      one => keysOfSection(one, survey),
      leastSharedOfSections,
    )
    return [...found, ...sections].flatMap(bothWays)

    function bothWays([a, b]: [Statement[], Statement[]]): Twins[] {
      return [
        { own: a, other: b, kind },
        { own: b, other: a, kind },
      ]
    }
  })
}

/** One document may have two tables where the other has one: what stands under a heading, or in a tab, as a whole. */
function sectionsOf(tables: Statement[][]): Statement[][] {
  const sections = new Map<string, Statement[]>()
  for (const table of tables) {
    const { page, facts } = table[0]!
    const block = tableOf(page.tables, facts[0]!.claim)?.block
    const frames = block?.frames.filter(({ kind }) => kind !== 'caption') ?? []
    const key = frames.map(({ text }) => text).join('\n')
    for (const statement of table) add(sections, key, statement)
  }
  return [...sections.values()]
}

/** A row by what it opens, slips mended. */
export function keyOf({ value, facts }: Statement, { meant }: Survey): string {
  const values = facts.map(meant)
  const ports = values[0]!.ports
  const protocols = [...new Set(values.map(({ protocol }) => protocol ?? ''))].sort()
  return `${protocols.join('/')} ${ports ? textOf(ports) : value}`
}

/** Pages that may be one another's translation or version: of one family, or of one name. */
function pairsOf({ pages, family }: Survey): [Page, Page, Twins['kind']][] {
  const before = new Map<string, Page[]>()
  return pages.flatMap(page => {
    const met = new Set<Page>()
    for (const key of [`family ${family(page)}`, `name ${path.posix.basename(page.path)}`]) {
      const near = before.get(key)?.slice(-mostSearched) ?? []
      for (const other of near.filter(one => kindOf(page, one)).slice(-mostCompared)) met.add(other)
      add(before, key, page)
    }
    return [...met].map((other): [Page, Page, Twins['kind']] => [page, other, kindOf(page, other)!])
  })
}

/** A translation of another version lags for its own reasons. */
function kindOf(page: Page, other: Page): Twins['kind'] | null {
  const isSameVersion = versionOf(page) === versionOf(other)
  if (page.language !== other.language && isSameVersion) return 'translation'
  if (path.posix.basename(page.path) === path.posix.basename(other.path)) return 'version'
  return page.language === other.language && isSameVersion ? 'copy' : null
}

function versionOf({ path: name, source }: Page): string | null {
  return source ? source.version : (/(?:^|[/_-])v?(\d+\.\d+)/.exec(name)?.[1] ?? null)
}

function tablesByPage({ statements }: Survey): Map<Page, Statement[][]> {
  const tabled = statements.filter(({ facts }) => facts[0]!.claim.table)
  const units = groupBy(tabled, ({ unit }) => unit)
  const pages = new Map<Page, Statement[][]>()
  for (const unit of units.values()) {
    const page = unit[0]!.page
    add(pages, page, unit)
  }
  return pages
}

/** Tables of two pages that have most rows in common, each with the one that it shares most with. */
function matches(
  own: Statement[][],
  others: Statement[][],
  keysOf: (table: Statement[]) => Set<string>,
  least = leastShared,
  fewest = leastRows,
): [Statement[], Statement[]][] {
  const keys = new Map([...own, ...others].map(table => [table, keysOf(table)]))
  const holders = new Map<string, Set<Statement[]>>()
  for (const table of others) {
    for (const key of keys.get(table)!) holders.set(key, (holders.get(key) ?? new Set()).add(table))
  }
  const all = own.flatMap(table => {
    const counts = new Map<Statement[], number>()
    for (const key of keys.get(table)!) {
      for (const other of holders.get(key) ?? []) counts.set(other, (counts.get(other) ?? 0) + 1)
    }
    return [...counts].map(([other, n]) => ({
      table,
      other,
      share: n / Math.max(keys.get(table)!.size, keys.get(other)!.size),
    }))
  })
  const taken = new Set<Statement[]>()
  return all
    .filter(({ table, other, share }) => share >= least && Math.min(table.length, other.length) >= fewest)
    .sort((a, b) => b.share - a.share)
    .flatMap(({ table, other }): [Statement[], Statement[]][] => {
      if (taken.has(table) || taken.has(other)) return []
      taken.add(table).add(other)
      return [[table, other]]
    })
}

/** The rows of a table; those of one that is built another way, or for the other direction, are others. */
function keysOf(table: Statement[], survey: Survey): Set<string> {
  const { pattern, direction, table: head } = table[0]!.facts[0]!.claim
  const { source, destination } = head!.header
  const kind = `${pattern} ${direction} ${source !== null} ${destination !== null}`
  return new Set(table.map(statement => `${kind} ${keyOf(statement, survey)}`))
}

/** The rows of a table by what they open and for which purpose. */
function rowsOf(table: Statement[], survey: Survey): Set<string> {
  return new Set(table.map(statement => keyOf(statement, survey)))
}

/** Rows of tables that name an end, for either direction: others are another kind of list. */
function keysOfSection(tables: Statement[], survey: Survey): Set<string> {
  const rows = tables.filter(({ ends, facts }) => ends.size > 0 && facts[0]!.claim.pattern === 'row-table')
  return new Set(rows.map(row => keyOf(row, survey)))
}
