import type { Fact, Page, Survey } from '../../check/survey/index.ts'
import type { Claim } from '../../schema/types.ts'
import { type Edit, type Site, siteOf, stretchOf } from './slip.ts'

/** A row of a table that makes claims, or one cell of a matrix that does. */
export interface Row {
  page: Page
  facts: Fact[]
  /** What has to go for the row to be gone. */
  start: number
  end: number
}

/** The rows of tables, and the cells of matrices, each with its facts. */
export function rowsOf(survey: Survey): Row[] {
  return grouped(
    survey.facts.filter(({ claim }) => claim.kind === 'row' || claim.kind === 'cell'),
    ({ page, claim }) =>
      claim.kind === 'row' ? rowStretch(page.text, claim) : cellStretch(page.text, claim),
  )
}

/** Where two rows can run together: neighbours that both make claims. */
export function joinSites(survey: Survey): Site[] {
  const rows = grouped(
    survey.facts.filter(({ claim }) => claim.table),
    ({ page, claim }) => rowStretch(page.text, claim),
  )
  return rows.slice(1).flatMap((row, i) => joinSite(rows[i]!, row))
}

function joinSite(row: Row, next: Row): Site[] {
  const { page } = row
  if (next.page !== page || next.facts[0]!.unit !== row.facts[0]!.unit) return []
  const edit = joinEdit(page.text, row, next)
  return edit ? [siteOf('rows joined', page, edit)] : []
}

/** The line break is lost, and with it one of the two marks at the edge; or the tags between two rows are. */
function joinEdit(text: string, row: Row, next: Row): Edit | null {
  const words = text.slice(row.start, next.end)
  const edge = /^<tr\b/.test(words) ? /<\/tr>\s*<tr\b[^>]*>/ : /[ \t]*\|?[ \t]*\n/
  const found = edge.exec(words)
  if (!found || row.start + found.index > row.end || row.start + found.index + found[0].length < next.start)
    return null
  const start = row.start + found.index
  return { start, end: start + found[0].length, text: words.startsWith('<tr') ? '' : ' ' }
}

/** A Markdown row with its line break; an HTML row from tag to tag. */
function rowStretch(text: string, { location }: Claim): { start: number; end: number } {
  const { start, end } = stretchOf(text, location)
  const tag = text.lastIndexOf('<tr', start + 2)
  const close = text.indexOf('</tr>', Math.max(tag, start))
  if (tag >= 0 && close >= end - '</tr>'.length && text.lastIndexOf('</tr>', start) < tag)
    return { start: tag, end: close + '</tr>'.length }
  const lineEnd = text.indexOf('\n', start)
  return { start: text.lastIndexOf('\n', start) + 1, end: lineEnd < 0 ? text.length : lineEnd + 1 }
}

/** What stands between the tags of an HTML cell, or between the marks of another one. */
function cellStretch(text: string, { location }: Claim): { start: number; end: number } {
  const { start, end } = stretchOf(text, location)
  const [, open, words] = /^(<t[dh]\b[^>]*>|[\s|]*)(.*?)(?:<\/t[dh]>|[\s|]*)$/s.exec(text.slice(start, end))!
  return { start: start + open!.length, end: start + open!.length + words!.length }
}

function grouped(facts: Fact[], stretch: (fact: Fact) => { start: number; end: number }): Row[] {
  const rows = new Map<string, Row>()
  for (const fact of facts) {
    const { start, end } = stretch(fact)
    const key = `${fact.page.path}:${start}-${end}`
    const known = rows.get(key)
    if (known) known.facts.push(fact)
    else rows.set(key, { page: fact.page, facts: [fact], start, end })
  }
  return [...rows.values()]
}
