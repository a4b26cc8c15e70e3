import type { Problem, Rule } from '../../rule.ts'
import type { Page } from '../../survey/index.ts'
import { locateIn, mendIn } from '../say.ts'
import { type Misnamed, misnamedIn } from './misnamed.ts'

/** Columns that are named for the wrong end of the traffic. */
export const misnamedColumn: Rule = {
  id: 'misnamed-column',
  family: 'structure',
  severity: 'error',
  description: 'A column is called “Source” where its table lists destinations, or the other way round.',
  why: 'A firewall rule built from the table lets the wrong side in.',
  examples: [
    {
      title: 'against the direction that heading or caption give',
      wrong:
        '### Agent nodes - Inbound rules\n\n| Port | Source |\n| --- | --- |\n| 22 | operators |\n\n### Agent nodes - Outbound rules\n\n| Port | Source |\n| --- | --- |\n| 6443 | servers |\n\n### Servers - Outbound rules\n\n| Port | Destination |\n| --- | --- |\n| 443 | registry |',
      right:
        '### Agent nodes - Inbound rules\n\n| Port | Source |\n| --- | --- |\n| 22 | operators |\n\n### Agent nodes - Outbound rules\n\n| Port | Source | Destination |\n| --- | --- | --- |\n| 6443 | agent nodes | servers |\n\n### Servers - Outbound rules\n\n| Port | Source |\n| --- | --- |\n| 443 | servers |',
      says: 'Under “Agent nodes - Outbound rules” the column “Source” should be “Destination”',
      fix: 'Destination',
    },
    {
      title: 'both columns named for one end',
      wrong: '| Port | Destination | Destination |\n| --- | --- | --- |\n| 6443 | agents | servers |',
      right: '| Port | Source | Destination |\n| --- | --- | --- |\n| 6443 | agents | servers |',
      says: 'Of the two columns “Destination” the first should be “Source”',
      fix: 'Source',
    },
    {
      title: 'unlike all its siblings',
      wrong:
        '## Agents\n\n| Port | From |\n| --- | --- |\n| 22 | operators |\n\n## Servers\n\n| Port | From |\n| --- | --- |\n| 22 | operators |\n\n## Workers\n\n| Port | To |\n| --- | --- |\n| 22 | operators |',
      right:
        '## Agents\n\n| Port | From |\n| --- | --- |\n| 22 | operators |\n\n## Servers\n\n| Port | From |\n| --- | --- |\n| 22 | operators |\n\n## The Internet\n\n| Port | To |\n| --- | --- |\n| 443 | registry |',
      says: 'The column “To” is called “From” in the other tables',
      fix: 'From',
    },
  ],
  check: ({ pages }) => pages.flatMap(page => misnamedIn(page).flatMap(one => problemOf(one, page))),
}

function problemOf(misnamed: Misnamed, page: Page): Problem[] {
  const { table, column, word, message, evidence, severity } = misnamed
  const { rich } = column
  const at = locateIn(table.part, rich, 0, rich.text.length)
  const top = table.grid.rows[table.header!.row]!.element.position?.start.line
  if (!at) return []
  const rows = page.claims.filter(
    ({ table: own, location }) => own?.line === top && location.document === table.location.document,
  )
  return [
    {
      at,
      severity,
      message,
      evidence,
      suggestion: mendIn({ part: table.part, rich }, { start: 0, end: rich.text.length }, word),
      claims: rows.map(({ id }) => id),
    },
  ]
}
