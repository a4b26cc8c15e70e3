import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { formatBaseline, parseBaseline, unknownOf, unusedEntries } from '../../check/baseline.ts'
import { check } from '../../check/index.ts'
import { finding } from './helpers.ts'

const findings = [
  finding({ document: 'b.md', line: 1 }),
  finding({ document: 'a.md', line: 7, rule: 'port-slip' }),
  finding({ document: 'a.md', line: 3, rule: 'joined-rows' }),
]

test('baseline: what is written is read, sorted, the same in any order', () => {
  const text = formatBaseline(findings)
  assert.is(formatBaseline(findings.toReversed()), text)
  assert.equal(
    parseBaseline(text, 'base.json').map(({ document, rule }) => [document, rule]),
    [
      ['a.md', 'joined-rows'],
      ['a.md', 'port-slip'],
      ['b.md', 'port-slip'],
    ],
  )
})

test('baseline: entries to keep are kept', () => {
  const [first, ...rest] = parseBaseline(formatBaseline(findings), 'base.json')
  const [last] = findings
  assert.equal(parseBaseline(formatBaseline([last!], [first!]), 'base.json'), [first, rest[1]])
})

test('baseline: known findings are taken away, entries that fit none are told', () => {
  const entries = parseBaseline(formatBaseline(findings.slice(0, 2)), 'base.json')
  const { left, unused } = unknownOf(findings.slice(1), entries)
  assert.equal(left, [findings[2]])
  assert.equal(
    unused.map(({ document }) => document),
    ['b.md'],
  )
})

test('baseline: an entry that fits nothing is reported on its line', () => {
  const text = formatBaseline(findings)
  const entries = parseBaseline(text, 'base.json')
  const [report] = unusedEntries([entries[1]!], 'base.json', text)
  const { line } = report!.problem.at
  assert.ok(text.split('\n')[line - 1]!.includes(entries[1]!.fingerprint))
  assert.is(
    report!.problem.message,
    'Nothing fits this entry any more: "Something is wrong" (port-slip) in a.md',
  )
})

const page =
  '| Protocol | Port | Source | Description |\n| --- | --- | --- | --- |\n| TCP | 66443 | Workers | Kubernetes API |\n'
test('baseline: findings are known when lines move', async () => {
  const before = (await check([{ path: 'a.md', text: page }])).findings
  const after = (await check([{ path: 'a.md', text: `# Ports\n\nMore words.\n\n${page}` }])).findings
  assert.ok(before.length > 0)
  assert.equal(unknownOf(after, parseBaseline(formatBaseline(before), 'x')), { left: [], unused: [] })
})

const faults = [
  { title: 'a field that is missing', text: '{"findings":[{"rule":"a","document":"b","message":"c"}]}' },
  { title: 'another file', text: '{"name":"portolan"}' },
  { title: 'a list', text: '[]' },
]
for (const { title, text } of faults) {
  test(`baseline: ${title} is named`, () =>
    assert.throws(() => parseBaseline(text, 'base.json'), /^base\.json: /))
}

test.run()
