import { groupBy } from '../../group.ts'
import type { Problem, Rule } from '../../rule.ts'
import type { Page } from '../../survey/index.ts'
import { cite, idsOf, listed, portWords, quoted, wholeLine } from '../evidence.ts'
import { lines, table } from '../examples.ts'
import { type Row, rolesOf, rowsOf } from './directions.ts'
import { headingOf, keyOf, onEachPage } from './page-facts.ts'

const https = 'TCP | 443 | API clients'
const part = (name: string, ...rows: string[]) =>
  `### ${name}\n#### Inbound rules for Rancher nodes\n\n${table('Protocol | Port | Source', ...rows)}\n`
const page = (...rows: string[]) =>
  lines(
    '## Rancher nodes',
    part('On K3s', 'TCP | 6443 | K3s server nodes', ...rows),
    part('On RKE', https),
    part('In Docker', https),
  )

export const siblingLacksPort: Rule = {
  id: 'sibling-lacks-port',
  family: 'document',
  severity: 'info',
  description: 'Of several ways to install the same, one lacks a port that all others open to the same ends.',
  why: 'What serves the same purpose mostly needs the same port in each of them; the row may have been forgotten.',
  examples: [
    {
      wrong: page(),
      right: page(https),
      says: 'The table of “On K3s” lacks TCP 443, which those of “On RKE” and “In Docker” have',
    },
  ],
  check: onEachPage((said, page) =>
    [...familiesOf(rowsOf(said)).values()].flatMap(rows => lackingAmong(rows, page)),
  ),
}

/** Tables of one direction about the same nodes, in parts of the page that stand side by side. */
function familiesOf(rows: Row[]): Map<string, Row[]> {
  const nested = rows.filter(({ scope }) => scope !== '')
  return groupBy(nested, ({ scope, direction, home }) =>
    [scope.split('\n').slice(0, -1).join('\n'), direction, rolesOf(home)].join('\n\n'),
  )
}

/** Parts that are compared. */
const leastParts = 3

function lackingAmong(rows: Row[], page: Page): Problem[] {
  const parts = [...groupBy(rows, ({ scope }) => scope).values()]
  if (parts.length < leastParts) return []
  const ports = parts.map(part => groupBy(part, portKey))
  const counts = new Map<string, number>()
  for (const of of ports) for (const key of of.keys()) counts.set(key, (counts.get(key) ?? 0) + 1)
  const all = [...groupBy(rows, portKey)].filter(
    ([key, having]) => counts.get(key) === parts.length - 1 && areAlike(having),
  )
  return parts.flatMap((part, i) => {
    const lacks = all.filter(([key]) => !ports[i]!.has(key)).map(([, having]) => having)
    return lacks.length > 0 ? [problem(part[0]!, lacks, page)] : []
  })
}

function portKey({ protocol, ports }: Row): string {
  return `${protocol} ${keyOf(ports)}`
}

/** Whether the rows have an end in common with the first. */
function areAlike([first, ...others]: Row[]): boolean {
  const roles = new Set(rolesOf(first!.other))
  return others.every(({ other }) => rolesOf(other).some(role => roles.has(role)))
}

/** The part of the page that a row stands in, by its heading. */
function partOf({ scope }: Row): string {
  return quoted(scope.split('\n').at(-1)!)
}

function problem(own: Row, lacks: Row[][], page: Page): Problem {
  const { document, line } = headingOf(page, own.fact.claim, '')
  const names = listed(lacks.map(([one]) => portWords(one!)))
  const others = listed(lacks.flat().map(row => partOf(row)))
  const having = lacks.flat()
  return {
    at: wholeLine({ document, line }, page.lineAt({ document, line })),
    message: `The table of ${partOf(own)} lacks ${names}, which those of ${others} have`,
    evidence: having.map(row => cite(row.fact, portWords(row))),
    claims: idsOf(having.map(({ fact }) => fact)),
  }
}
