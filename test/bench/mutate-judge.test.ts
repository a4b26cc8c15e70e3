import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { judge } from '../../bench/mutate/judge.ts'
import type { Slip } from '../../bench/mutate/slip.ts'
import { pageOf } from '../../check/survey/index.ts'
import type { Finding } from '../../schema/types.ts'

const page = pageOf({ path: 'page.md', text: 'one\ntwo 379\nthree\nfour' })
const slip: Slip = {
  page,
  edit: { start: 8, end: 11, text: '37' },
  targets: [{ document: 'page.md', line: 2, endLine: 2 }],
  right: ['379'],
}
const deleted: Slip = {
  page,
  edit: { start: 4, end: 12, text: '' },
  targets: [{ document: 'page.md', line: 4, endLine: 4 }],
  right: [],
}
const nothing = { flagged: false, suggested: false, restored: false, shown: false, noisy: false }

const cases: { title: string; slip: Slip; clean?: Finding[]; found: Finding[]; expected: object }[] = [
  { title: 'nothing found', slip, found: [], expected: nothing },
  { title: 'an error there', slip, found: [at(2)], expected: { ...nothing, flagged: true } },
  { title: 'information is not enough', slip, found: [at(2, { severity: 'info' })], expected: nothing },
  { title: 'an error elsewhere', slip, found: [at(3)], expected: nothing },
  { title: 'one that was there before', slip, clean: [at(2)], found: [at(2)], expected: nothing },
  {
    title: 'one more of the same words: that on another line is new',
    slip,
    clean: [at(3)],
    found: [at(2), at(3)],
    expected: { ...nothing, flagged: true },
  },
  {
    title: 'the value in the message',
    slip,
    found: [at(2, { message: 'Port 37 should be 379' })],
    expected: { ...nothing, flagged: true, suggested: true },
  },
  {
    title: 'another number that holds the value',
    slip,
    found: [at(2, { message: 'Port 37 should be 2379 or 379-400' })],
    expected: { ...nothing, flagged: true },
  },
  {
    title: 'a suggestion that undoes the slip',
    slip,
    found: [at(2, { suggestion: { text: 'Put it', replacement: '379', span: span(5, 7) } })],
    expected: { ...nothing, flagged: true, suggested: true, restored: true },
  },
  {
    title: 'a deleted row, flagged at the line that moved',
    slip: deleted,
    clean: [at(4, { message: 'known' })],
    found: [at(3, { message: 'known' }), at(3)],
    expected: { ...nothing, flagged: true },
  },
  {
    title: 'a deleted row, only shown',
    slip: deleted,
    found: [at(1, { evidence: [{ document: 'page.md', line: 3, column: 1, note: 'see' }] })],
    expected: { ...nothing, shown: true },
  },
  {
    title: 'four findings are noise',
    slip,
    found: ['a', 'b', 'c', 'd'].map(message => at(2, { message })),
    expected: { ...nothing, flagged: true, noisy: true },
  },
]

for (const { title, slip, clean = [], found, expected } of cases)
  test(title, () => {
    const { fresh: _fresh, reworded: _reworded, ...verdict } = judge(slip, clean, found)
    assert.equal(verdict, expected)
  })

test('a finding that changed its words is the same while its name stays, else new and marked', () => {
  const before = [at(3, { message: 'before' })]
  const same = judge(slip, before, [at(3, { message: 'after' }), at(1)])
  assert.equal([same.fresh.length, same.reworded.length], [1, 0])
  const other = judge(slip, before, [at(3, { message: 'after', fingerprint: 'fedcba9876543210' })])
  assert.equal([other.fresh.length, other.reworded.map(({ message }) => message)], [1, ['after']])
})

function span(column: number, endColumn: number) {
  return { line: 2, column, endLine: 2, endColumn }
}

function at(line: number, more: Partial<Finding> = {}): Finding {
  return {
    id: `rule:page.md:${line}:1`,
    rule: 'rule',
    severity: 'error',
    message: 'Something is wrong',
    location: { document: 'page.md', ...span(1, 2), line, endLine: line },
    evidence: [],
    suggestion: null,
    claims: [],
    corrected: false,
    fingerprint: '0123456789abcdef',
    ...more,
  }
}

test.run()
