import type { Element } from 'hast'

/** The part of a table that a row stands in; rows directly under `<table>` count as body. */
export type Section = 'head' | 'body' | 'foot'

/** Rows that stand together: no row span reaches out of its group. */
export interface RowGroup {
  section: Section
  rows: Element[]
}

type SpanName = 'colSpan' | 'rowSpan' | 'span'

const mostColumnsSpanned = 1000
const mostRowsSpanned = 65_534

// A Map, since a tag may be called "constructor".
const sections = new Map<string, Section>([
  ['thead', 'head'],
  ['tbody', 'body'],
  ['tfoot', 'foot'],
])

/** Children only, never deeper: so a table nested in a cell stays in its cell. */
export function childrenNamed(parent: Element, ...names: string[]): Element[] {
  return parent.children.filter(
    (child): child is Element => child.type === 'element' && names.includes(child.tagName),
  )
}

/** The row groups as they are drawn: the head on top, the others in source order; rows without a section are groups, too. */
export function rowGroups(table: Element): RowGroup[] {
  const groups: RowGroup[] = []
  let loose: RowGroup | undefined
  for (const part of childrenNamed(table, 'tr', ...sections.keys())) {
    const section = sections.get(part.tagName)
    if (section) {
      groups.push({ section, rows: childrenNamed(part, 'tr') })
      loose = undefined
    } else {
      if (loose === undefined) {
        loose = { section: 'body', rows: [] }
        groups.push(loose)
      }
      loose.rows.push(part)
    }
  }
  const head = groups.findIndex(({ section }) => section === 'head')
  return head > 0 ? [groups[head]!, ...groups.toSpliced(head, 1)] : groups
}

/** How many columns the `<colgroup>`s declare; only those above the first row count. */
export function declaredColumns(table: Element): number {
  const parts = childrenNamed(table, 'colgroup', 'tr', ...sections.keys())
  let columns = 0
  for (const part of parts) {
    if (part.tagName !== 'colgroup') break
    const cols = childrenNamed(part, 'col')
    for (const column of cols.length > 0 ? cols : [part]) columns += columnSpan(column, 'span')
  }
  return columns
}

/** The columns that an element asks for: 1 to 1000. */
export function columnSpan(element: Element, name: 'colSpan' | 'span' = 'colSpan'): number {
  return Math.min(declaredSpan(element, name) || 1, mostColumnsSpanned)
}

/** The rows that a cell asks for: 1 to 65534, or infinity for "to the end of the group" (0). */
export function rowSpan(cell: Element): number {
  return Math.min(declaredSpan(cell, 'rowSpan'), mostRowsSpanned) || Number.POSITIVE_INFINITY
}

/**
 * A span as HTML reads a number: leading digits count, what follows is ignored, and what is no number or
 * is negative means 1. An infinite number is one with too many digits, hence left to the caller's limit.
 */
function declaredSpan(element: Element, name: SpanName): number {
  const value = element.properties[name]
  const number = typeof value === 'string' ? leadingNumber(value) : value
  return typeof number === 'number' && number >= 0 ? Math.trunc(number) : 1
}

function leadingNumber(text: string): number {
  return Number(/^[\t\n\f\r ]*([+-]?\d+)/.exec(text)?.[1] ?? Number.NaN)
}
