import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { sitesOf } from '../../bench/mutate/draw.ts'
import { edited } from '../../bench/mutate/edit.ts'
import { randomOf } from '../../bench/mutate/random.ts'
import { pageOf } from '../../check/survey/index.ts'

const markdown = `# Ports

## etcd nodes - Inbound rules

| Protocol | Port | Source | Description |
| --- | --- | --- | --- |
| TCP | 2379 | controlplane nodes | etcd client requests |
| TCP/UDP | 30000-<br>32767 | any | NodePort |

## controlplane nodes - Outbound rules

| Protocol | Port | Destination | Description |
| --- | --- | --- | --- |
| TCP | 2379 | etcd nodes | etcd client requests |
`

const matrix = `<table><tr><th>From / To</th><th>etcd nodes</th><th>worker nodes</th></tr>
<tr><td>etcd nodes</td><td>2379 TCP</td><td></td></tr> <tr><td>worker nodes</td><td></td><td>8472 UDP<br>179 TCP</td></tr></table>
`

const places = [
  { title: 'digit dropped', text: markdown, expected: ['2379', '30000', '32767', '2379'] },
  { title: 'protocol swapped', text: markdown, expected: ['TCP', 'TCP', 'UDP', 'TCP'] },
  { title: 'column renamed', text: markdown, expected: ['Source', 'Destination'] },
  { title: 'rows joined', text: markdown, expected: [' |\n'] },
  {
    title: 'row deleted, counterpart',
    text: markdown,
    expected: [
      '| TCP | 2379 | controlplane nodes | etcd client requests |\n',
      '| TCP | 2379 | etcd nodes | etcd client requests |\n',
    ],
  },
  { title: 'digit dropped', text: matrix, expected: ['2379', '8472', '179'] },
  { title: 'protocol swapped', text: matrix, expected: ['TCP', 'UDP', 'TCP'] },
  { title: 'rows joined', text: matrix, expected: ['</tr> <tr>'] },
  { title: 'row deleted, counterpart', text: matrix, expected: [] },
]

for (const { title, text, expected } of places)
  test(`where a slip can be made: ${title} in a ${text === matrix ? 'matrix' : 'page'}`, () => {
    const slips = slipsOf(title, text)
    assert.equal(
      slips.map(({ edit }) => text.slice(edit.start, edit.end)),
      expected,
    )
  })

test('a number is mistyped on its line, and its value is asked for', () => {
  const [, first, last] = slipsOf('digit dropped', markdown)
  assert.equal(first!.targets, [{ document: 'page.md', line: 8, endLine: 8 }])
  assert.equal(
    [first!.right, last!.right],
    [
      ['30000', '30000-32767'],
      ['32767', '30000-32767'],
    ],
  )
})

test('a deleted row is to be flagged at its counterpart', () => {
  const lines = slipsOf('row deleted, counterpart', markdown).map(({ targets }) =>
    targets.map(({ line }) => line),
  )
  assert.equal(lines, [[14], [7]])
})

for (const { title, expected } of [
  {
    title: 'rows joined',
    expected: '| TCP | 2379 | controlplane nodes | etcd client requests | TCP/UDP | 30000',
  },
  { title: 'protocol swapped', expected: '| UDP | 2379 | controlplane nodes' },
  {
    title: 'column renamed',
    expected: '| Protocol | Port | Destination | Description |\n| --- | --- | --- | --- |\n| TCP | 2379 | c',
  },
])
  test(`what a slip makes of a page: ${title}`, () => {
    const [slip] = slipsOf(title, markdown)
    assert.ok(edited(markdown, slip!.edit).includes(expected), edited(markdown, slip!.edit))
  })

function slipsOf(kind: string, text: string) {
  const page = pageOf({ path: 'page.md', text })
  return (sitesOf([page]).get(kind) ?? []).map(site => site.make(randomOf(1)))
}

test.run()
