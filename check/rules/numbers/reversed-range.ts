import type { Rule } from '../../rule.ts'
import { replacing, slipPlace } from '../places.ts'

const table = (range: string) =>
  `| Protocol | Port | Source | Description |\n| --- | --- | --- | --- |\n| TCP | ${range} | load balancer | NodePort services |`

export const reversedRange: Rule = {
  id: 'reversed-range',
  family: 'numbers',
  severity: 'error',
  description: 'A range of ports ends before it begins.',
  why: 'Firewalls refuse such a range or, worse, take it for an empty one.',
  examples: [
    {
      wrong: table('32767-30000'),
      right: table('30000-32767'),
      says: '30000-32767',
      fix: '30000-32767',
    },
  ],
  check({ statements, slips }) {
    const told = new Set(slips.ports.map(({ statement }) => statement))
    return statements.flatMap(statement => {
      const [first = 0, last = first] = statement.value.split('-').map(Number)
      if (first <= last || told.has(statement)) return []
      const right = `${last}-${first}`
      const message = `Range ${statement.value} ends before it begins; it should be ${right}`
      return [{ ...slipPlace(statement), message, suggestion: replacing(statement, right) }]
    })
  },
}
