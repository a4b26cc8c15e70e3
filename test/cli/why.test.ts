import { test } from 'uvu'
import * as assert from 'uvu/assert'
import type { BlockReason } from '../../extract/why.ts'
import { folderWith, portolan } from './helpers.ts'

const page = `# Fleet

## Lamps

| Port | Protocol | Source |
| --- | --- | --- |
| 7443 | TCP | Keepers |
| 7444 | TCP | Boats |

- TCP 4443: signals

| Thing | Number | For |
| --- | --- | --- |
| a | 4443 | lamps |
| b | 7443 | boats |
`
const cwd = folderWith({ 'page.md': page })
const run = (...args: string[]) => portolan(['extract', '--why', ...args], { cwd })

const cases: { title: string; at: string; shows: RegExp[] }[] = [
  {
    title: 'a table',
    at: ':7',
    shows: [
      /^page\.md:5: table, 2 claims \(row-table\), confidence 0\.\d\d or more$/m,
      /header in line 5$/m,
      /column 1 "Port": ports \(score \+\d/,
      /for: its header says so \+/,
      /against: the starting point -/,
      /second: .* behind$/m,
      /heading "Lamps"/,
    ],
  },
  { title: 'a list item', at: ':10', shows: [/^page\.md:10: list item, 1 claim/m, /line 10: TCP 4443/] },
  {
    title: 'a table that was not read',
    at: ':14',
    shows: [/^page\.md:12: table, not read$/m, /score .* -\d/],
  },
]

for (const { title, at, shows } of cases)
  test(`explains ${title}`, async () => {
    const { status, stdout } = await run(`page.md${at}`)
    assert.is(status, 0)
    for (const shown of shows) assert.match(stdout, shown)
  })

test('explains all blocks in the order of the page, as text and as data', async () => {
  const { stdout } = await run('page.md')
  assert.equal(
    [...stdout.matchAll(/^page\.md:(\d+)/gm)].map(([, line]) => line),
    ['5', '10', '12'],
  )
  const data = JSON.parse((await run('page.md', '--format', 'json')).stdout) as BlockReason[]
  assert.equal(
    data.map(({ line, claims }) => [line, claims.length]),
    [
      [5, 2],
      [10, 1],
      [12, 0],
    ],
  )
  for (const { table, lines } of data)
    for (const { score, for: pro, against } of table ? [table, ...table.columns] : (lines as never[]))
      assert.ok(typeof score === 'number' && Array.isArray(pro) && Array.isArray(against))
})

const wrong: { args: string[]; status: number; says: RegExp }[] = [
  { args: ['none.md'], status: 3, says: /none\.md: does not exist/ },
  { args: ['page.md:99'], status: 3, says: /page\.md: has no block in line 99/ },
  { args: ['page.md', '--format', 'ndjson'], status: 2, says: /--why takes files/ },
]

for (const { args, status, says } of wrong)
  test(`${args.join(' ')}: exit status ${status}`, async () => {
    const ended = await run(...args)
    assert.is(ended.status, status)
    assert.match(ended.stderr, says)
  })

test.run()
