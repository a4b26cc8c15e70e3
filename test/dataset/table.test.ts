import fc from 'fast-check'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { plainCell } from '../../check/report/plain.ts'
import { flowsToCsv } from '../../dataset/table.ts'
import type { Flow } from '../../schema/types.ts'
import { flow } from '../reconcile/build.ts'
import { runs } from '../runs.ts'
import { parseCsv, records } from './helpers.ts'

const row = (values: Partial<Flow>) => records(flowsToCsv([flow(values)]))[0]!

test('a row for each flow, with its values in columns of their own', () => {
  const { stated_in, ...cells } = row({
    ports: { first: 30000, last: 32767 },
    stated: { ports: { first: 3000, last: 32767 }, from: { kind: 'unknown', id: 'unknown' } },
  })
  assert.equal(cells, {
    id: 'kubernetes/cluster/etcd>worker/tcp/6443',
    product: 'kubernetes',
    versions: '',
    deployment: 'cluster',
    from_kind: 'role',
    from: 'etcd',
    to_kind: 'role',
    to: 'worker',
    protocol: 'tcp',
    first_port: '30000',
    last_port: '32767',
    port_text: '',
    service: '',
    local: 'no',
    required: 'yes',
    when: '',
    conditions: '',
    archived: 'no',
    status: 'stated',
    corrections: '',
    findings: '',
    stated_from: 'unknown',
    stated_to: '',
    stated_protocol: '',
    stated_first_port: '3000',
    stated_last_port: '32767',
    stated_port_text: '',
  })
  assert.is(stated_in, 'sources/pages/document.md:1')
})

test('lists are joined, conditions named by their axis', () => {
  const cells = row({
    when: { cni: ['calico', 'canal'], os: 'linux' },
    conditions: ['with fog', 'at ebb'],
    corrections: ['a', 'b'],
    findings: ['c', 'd'],
  })
  assert.is(cells.when, 'cni=calico+canal | os=linux')
  assert.is(cells.conditions, 'with fog | at ebb')
  assert.is(cells.corrections, 'a | b')
  assert.is(cells.findings, 'c | d')
})

test('places: the address where it leads to the line, else the document and line', () => {
  const places = [
    { document: 'ports.md', line: 7, url: null },
    { document: 'pier/ports.md', line: 9, url: 'https://example.org/ports.md#L9' },
  ]
  assert.is(row({ places }).stated_in, 'ports.md:7 | https://example.org/ports.md#L9')
})

const cells: { title: string; text: string; expected?: string }[] = [
  { title: 'a comma', text: 'fog, horn' },
  { title: 'quotes', text: 'the "fog" horn' },
  { title: 'a line end', text: 'fog\nhorn' },
  { title: 'a carriage return and a line end', text: 'fog\r\nhorn' },
  { title: 'Chinese', text: '雾号，港口' },
  {
    title: 'a formula',
    text: '=HYPERLINK("https://example.org")',
    expected: '\'=HYPERLINK("https://example.org")',
  },
  { title: 'a plus', text: '+1', expected: "'+1" },
  { title: 'a minus', text: '-1', expected: "'-1" },
  { title: 'an at sign', text: '@SUM(A1)', expected: "'@SUM(A1)" },
  { title: 'a command of a log', text: '::error ::', expected: ': :error ::' },
  { title: 'a tab', text: '\t=1', expected: "'\t=1" },
]

for (const { title, text, expected = text } of cells) {
  test(`cell: ${title}`, () => assert.is(row({ portText: text }).port_text, expected))
}

/** What a build's log would take for a command is parted: `::error ::` */
const command = /^\s*::[a-z]/im

test('any words come back as they went in, but for the mark before a formula', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), fc.string(), (portText, condition) => {
      // Control characters and line separators become blanks.
      fc.pre([portText, condition].every(text => !command.test(text) && plainCell(text) === text))
      const found = row({ portText, conditions: [condition] })
      assert.ok([portText, `'${portText}`].includes(found.port_text!), JSON.stringify(found.port_text))
      assert.ok([condition, `'${condition}`].includes(found.conditions!), JSON.stringify(found.conditions))
      assert.not.match(found.port_text!, /^[=+\-@\t\r]/)
    }),
    runs(100),
  )
})

test('no flows: nothing breaks', () => assert.equal(parseCsv(flowsToCsv([])).length <= 1, true))

test.run()
