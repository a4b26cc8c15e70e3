import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { parseEndpoints } from '../../../extract/interpret/fields/endpoints.ts'
import { isMutual, parseEndsCell } from '../../../extract/interpret/fields/ends-cell.ts'
import { defaultVocabulary } from '../../../extract/vocabulary/default.ts'
import { richOf } from '../helpers.ts'

const vocabulary = defaultVocabulary()

interface Case {
  title: string
  input: string
  expected: string[]
  local?: boolean
  conditions?: string[]
  marks?: string[]
}

const cases: Case[] = [
  { title: 'one', input: 'quay nodes', expected: ['quay nodes'] },
  { title: 'none', input: '', expected: [] },
  { title: 'a dash', input: ' — ', expected: [] },
  { title: 'n/a', input: 'N/A', expected: [] },
  { title: 'marks left off', input: '<b>quay</b> <a href="x">nodes</a>', expected: ['quay nodes'] },
  {
    title: 'a phrase stays whole',
    input: 'quays, cranes and ferries',
    expected: ['quays, cranes and ferries'],
  },
  { title: 'list items', input: '<ul><li>quays</li><li>cranes</li></ul>', expected: ['quays', 'cranes'] },
  { title: 'paragraphs', input: '<p>quays</p><p>cranes</p>', expected: ['quays', 'cranes'] },
  {
    title: 'a nested list',
    input: '<ul><li>quays<ul><li>cranes</li></ul></li></ul>',
    expected: ['quays', 'cranes'],
  },
  { title: 'lines', input: 'quay nodes<br>crane nodes', expected: ['quay nodes', 'crane nodes'] },
  { title: 'empty lines', input: '<br>quays<br><br>cranes<br>', expected: ['quays', 'cranes'] },
  { title: 'a wrapped phrase', input: 'Ferry<br>company', expected: ['Ferry company'] },
  { title: 'a wrapped qualifier', input: 'quays<br>(north)', expected: ['quays (north)'] },
  { title: 'source line ends are blanks', input: 'quay\n   nodes', expected: ['quay nodes'] },
  { title: 'code spans', input: '<code>a</code>, <code>b</code>,<code>c</code>', expected: ['a', 'b', 'c'] },
  { title: 'code spans in a phrase', input: '<code>a</code> or <code>b</code>', expected: ['a or b'] },
  { title: 'one code span', input: '<code>a, b</code>', expected: ['a, b'] },
  {
    title: 'local, in brackets',
    input: 'quay node itself (local traffic, not across nodes)',
    expected: ['quay node itself'],
    local: true,
  },
  {
    title: 'local, in Chinese',
    input: '码头节点本身（本地流量，不跨节点）',
    expected: ['码头节点本身'],
    local: true,
  },
  { title: 'other brackets stay', input: 'quays (north, south)', expected: ['quays (north, south)'] },
  {
    title: 'a restriction among items',
    input: '<ul><li>cranes</li><li><strong>Steam cranes only</strong></li></ul>',
    expected: ['cranes'],
    conditions: ['Steam cranes only'],
  },
  {
    title: 'a restriction in Chinese',
    input: '<ul><li>起重机</li><li>仅限蒸汽</li></ul>',
    expected: ['起重机'],
    conditions: ['仅限蒸汽'],
  },
  { title: 'alone it is a name', input: 'cranes only', expected: ['cranes only'] },
  { title: 'note marks', input: 'cranes <sup>(1)</sup>', expected: ['cranes'], marks: ['1'] },
  { title: 'stars', input: 'cranes*', expected: ['cranes'], marks: ['*'] },
]

for (const { title, input, expected, local = false, conditions = [], marks = [] } of cases) {
  test(`endpoints: ${title}`, () => {
    const found = parseEndpoints(richOf(input), vocabulary)
    assert.equal(found.labels, expected)
    assert.equal([found.local, found.conditions, found.marks], [local, conditions, marks])
    assert.is(found.place === null, expected.length === 0)
  })
}

test('the place holds the words, not what is around them', () => {
  const html = '<td> <b>quay</b> nodes<sup>1</sup> </td>'
  const { place } = parseEndpoints(richOf(html), vocabulary)
  assert.is(html.slice(place!.start, place!.end), 'quay</b> nodes')
})

const arrows: { input: string; expected: [from: string, to: string, mutual: boolean] | null }[] = [
  { input: 'crane → quay', expected: ['crane', 'quay', false] },
  { input: 'crane -> quay', expected: ['crane', 'quay', false] },
  { input: 'crane ⟶ quay', expected: ['crane', 'quay', false] },
  { input: 'crane ← quay', expected: ['quay', 'crane', false] },
  { input: 'crane <- quay', expected: ['quay', 'crane', false] },
  { input: 'crane ↔ quay', expected: ['crane', 'quay', true] },
  { input: 'crane <--> quay', expected: ['crane', 'quay', true] },
  { input: 'crane quay', expected: null },
  { input: 'inbound', expected: null },
  { input: '→ quay', expected: null },
  { input: '', expected: null },
]

for (const { input, expected } of arrows) {
  test(`both ends in one cell: ${JSON.stringify(input)}`, () => {
    const found = parseEndsCell({ text: input, at: [...input].map((_, i) => i), runs: [] })
    assert.equal(found && [found.source.text, found.destination.text, found.mutual], expected)
  })
}

test('both ways', () => {
  for (const text of ['Bidirectional', '双向', ' ⟷ ', 'inbound and outbound'])
    assert.ok(isMutual(text, vocabulary), text)
  for (const text of ['', 'inbound', 'crane ⟷ quay']) assert.not.ok(isMutual(text, vocabulary), text)
})

test.run()
