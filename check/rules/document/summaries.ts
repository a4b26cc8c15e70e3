import { placeOf as stretchIn } from '../../../extract/trees.ts'
import type { Location } from '../../../schema/types.ts'
import { groupBy } from '../../group.ts'
import { locate, type Page } from '../../survey/index.ts'
import { isNumbered, keyOf, type Numbered, type Said } from './said.ts'
import { words } from './words.ts'

/** A table that sums up what other tables of the page tell in detail. */
export interface Summary {
  rows: Numbered[]
  unit: string
  /** Its heading. */
  title: string
  /** Its head. */
  at: Location
  /** Texts that send readers to it. */
  references: Location[]
}

/** Rows, and details beside it, that make a table a summary of others. */
const leastRows = 5
const listing = new Set(['row', 'cell', 'entry'])

/** Tables that name no ends and say in their heading that they sum up. */
export function summariesOf(said: Said[], page: Page): Summary[] {
  const tabled = said.filter(isNumbered).filter(({ fact }) => fact.claim.table)
  const tables = [...groupBy(tabled, ({ fact }) => fact.unit).values()].filter(isSummary)
  const mentions = tables.length > 0 && detailsOf(said).length >= leastRows ? mentionsOn(page) : null
  return tables.flatMap(rows => {
    const { claim, unit } = rows[0]!.fact
    const title = claim.context.at(-1)!
    const at = headOf(page, { document: claim.location.document, line: claim.table!.line })
    const references = mentions?.filter(({ under }) => under !== title).map(mention => mention.at)
    return references ? [{ rows, unit, title, at, references }] : []
  })
}

function isSummary(rows: Numbered[]): boolean {
  const heading = rows[0]!.fact.claim.context.at(-1) ?? ''
  return rows.length >= leastRows && !rows.some(hasEnds) && words().summary.test(heading)
}

/** What tables, matrices and entries say of ports between known ends, each port once; texts may be about anything. */
export function detailsOf(said: Said[]): Numbered[] {
  const details = said.filter(isNumbered).filter(one => listing.has(one.fact.claim.kind) && hasEnds(one))
  const key = ({ protocol, ports, fact }: Numbered) => `${protocol} ${keyOf(ports)} ${fact.claim.local}`
  return [...groupBy(details, key).values()].map(([first]) => first!)
}

function hasEnds({ from, to }: Said): boolean {
  return from.roles.length + to.roles.length > 0
}

function headOf(page: Page, place: { document: string; line: number }): Location {
  const { line } = place
  return { ...place, column: 1, endLine: line, endColumn: page.lineAt(place).length + 1 }
}

/** Prose that calls a summary by name, and the heading that it stands under. */
function mentionsOn(page: Page): { at: Location; under: string | undefined }[] {
  return page.texts.flatMap(({ kind, part, rich, block }) => {
    const match = kind === 'prose' ? words().summary.exec(rich.text) : null
    // An entry of a table of contents says nothing about it.
    const isEntry = match && rich.text.length < match[0].length + 4
    const stretch = match && !isEntry ? stretchIn(rich, match.index, match.index + match[0].length) : null
    return stretch ? [{ at: locate(part, stretch), under: block.frames.at(-1)?.text }] : []
  })
}
