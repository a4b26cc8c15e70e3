import type { Claim, Evidence } from '../../../schema/types.ts'
import type { Page } from '../../survey/index.ts'

/** Lines above a table among which its heading or caption is looked for. */
const mostAbove = 8

/** The heading or caption of the table that a claim stands in as evidence; where none is found, the table's own head. */
export function headingOf(
  page: Page,
  { context, table, location: { document, line } }: Claim,
  note: string,
): Evidence {
  const head = table?.line ?? line
  const title = context.at(-1)
  const above = Array.from({ length: Math.min(mostAbove, head) }, (_, i) => head - i)
  const found = title && above.find(line => page.lineAt({ document, line }).includes(title))
  return { document, line: found || head, column: 1, note }
}
