import type { Problem, Rule } from '../../rule.ts'
import type { Statement, Survey } from '../../survey/index.ts'
import { shown, statementPlace } from '../evidence.ts'
import { table } from '../examples.ts'
import { keyOf, type Twins, twinsOf } from './twins.ts'

/** More rows than these are told together. */
const mostApart = 5

const page = (...rows: string[]) => table('Protocol | Port | Source', ...rows)
const rows = ['TCP | 22 | 0.0.0.0/0', 'TCP | 6443 | nodes', 'UDP | 8472 | nodes', 'TCP | 9345 | nodes']
const chinese = `这张表列出了集群节点之间需要打开的所有端口，安全组必须允许这些端口，否则节点之间无法通信。\n\n`

export const missingInTwin: Rule = {
  id: 'missing-in-twin',
  family: 'documents',
  severity: 'warning',
  gap: true,
  description:
    'A table stands in a translation, or in another version of the page, without some of its rows.',
  why: 'Readers of the page that lags behind open too little, and nothing tells them so.',
  examples: [
    {
      wrong: {
        'en/ports.md': page(...rows, 'TCP | 10250 | nodes'),
        'zh/ports.md': chinese + page(...rows),
      },
      right: { 'en/ports.md': page(...rows), 'zh/ports.md': chinese + page(...rows) },
      says: 'The translation of this table in zh/ports.md lacks TCP 10250',
    },
  ],
  check: survey => twinsOf(survey).flatMap(twins => problemsOf(twins, survey)),
}

function problemsOf({ own, other, kind }: Twins, survey: Survey): Problem[] {
  const key = (statement: Statement) => keyOf(statement, survey)
  const there = new Set(other.map(key))
  const missing = own.filter(statement => !there.has(key(statement)) && !isCovered(statement, other))
  const groups = missing.length > mostApart ? [missing] : missing.map(statement => [statement])
  return groups.map(group => problemOf(group, [...new Set(group.map(key))], other, kind))
}

/** A range may hold what the other table states one by one. */
function isCovered({ value, protocols }: Statement, table: Statement[]): boolean {
  const [first = 0, last = first] = value.split('-').map(Number)
  return table.some(other => {
    const [from = 0, to = from] = other.value.split('-').map(Number)
    return from <= first && last <= to && [...protocols].every(one => other.protocols.has(one))
  })
}

function problemOf(group: Statement[], keys: string[], table: Statement[], kind: Twins['kind']): Problem {
  const [first, ...others] = group
  const { location, table: head } = table[0]!.facts[0]!.claim
  const ports = keys.join(', ').toUpperCase()
  const what = kind === 'translation' ? 'translation of this table' : 'table of the same name'
  return {
    ...statementPlace(first!),
    message: `The ${what} in ${location.document} lacks ${ports}`,
    evidence: [
      { document: location.document, line: head!.line, column: 1, note: 'the table without it' },
      ...others.map(statement => shown(statementPlace(statement).at, `${statement.value} too`)),
    ],
    claims: group.flatMap(({ facts }) => facts.map(({ claim }) => claim.id)),
    severity: kind === 'translation' ? 'warning' : 'info',
  }
}
