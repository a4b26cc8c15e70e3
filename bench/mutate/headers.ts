import type { Page, Survey } from '../../check/survey/index.ts'
import { placeOf, type Rich } from '../../extract/trees.ts'
import { lineOf } from './edit.ts'
import type { Site } from './slip.ts'

const others: Record<string, string> = { source: 'destination', destination: 'source' }

/** Where a column of a table that makes claims can be named for the other end. */
export function headerSites(survey: Survey): Site[] {
  return survey.pages.flatMap(page => {
    const lines = new Set(page.claims.map(({ table }) => table?.line))
    const tables = page.tables.filter(({ location }) => lines.has(location.line))
    const heads = tables.flatMap(({ grid, cell }) => {
      const columns = Array.from({ length: grid.width }, (_, column) => cell(0, column))
      return [...new Set(columns)]
    })
    return heads.flatMap(rich => siteOf(page, rich))
  })
}

function siteOf(page: Page, rich: Rich): Site[] {
  const other = others[rich.text.toLowerCase()]
  const place = placeOf(rich)
  if (!other || !place) return []
  const text = rich.text === rich.text.toLowerCase() ? other : other[0]!.toUpperCase() + other.slice(1)
  const line = lineOf(page.text, place.start)
  const targets = [{ document: page.path, line, endLine: line }]
  return [{ kind: 'column renamed', make: () => ({ page, edit: { ...place, text }, targets, right: [] }) }]
}
