import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { extract } from '../../../extract/index.ts'
import { showPorts } from '../helpers.ts'

const cases = [
  {
    title: 'port and protocol in each other’s column, in some rows',
    rows: [
      'Tide | pilots | 4010 | TCP | quay',
      'Crew | pilots | UDP | 4020 | quay',
      'Log | mates | 4030-4033 | UDP | pier',
    ],
    expected: ['tcp 4010', 'udp 4020', 'udp 4030-4033'],
  },
  {
    title: 'in all rows',
    rows: ['Tide | pilots | 4010 | TCP | quay', 'Crew | pilots | 4020, 4021 | UDP | quay'],
    expected: ['tcp 4010', 'udp 4020', 'udp 4021'],
  },
]

for (const { title, rows, expected } of cases)
  test(title, async () => {
    const lines = ['Rule | From | Protocol | Port | To', '--- | --- | --- | --- | ---', ...rows]
    const { claims } = await extract('page.md', `# Rules\n\n${lines.map(line => `| ${line} |\n`).join('')}`)
    assert.equal(
      claims.map(({ protocol, ports }) => `${protocol} ${ports && showPorts(ports)}`),
      expected,
    )
    const [{ line, column, endColumn } = {} as never] = claims.map(({ spans }) => spans.ports!)
    assert.is(`| ${rows[line - 5]} |`.slice(column - 1, endColumn - 1), '4010')
  })

test.run()
