import fc from 'fast-check'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { plainCell } from '../../check/report/plain.ts'
import { flowsToCsv } from '../../dataset/table.ts'
import type { Claim, Flow } from '../../schema/types.ts'
import { claim, flow } from '../reconcile/build.ts'
import { runs } from '../runs.ts'
import { parseCsv, records } from './helpers.ts'

const none = new Map<string, Claim>()
const row = (values: Partial<Flow>, claims = none) => records(flowsToCsv([flow(values)], claims))[0]!

test('a row for each flow, with its values in columns of their own', () => {
  const { stated_in, ...cells } = row({
    ports: { first: 30000, last: 32767 },
    stated: { ports: { first: 3000, last: 32767 }, from: { kind: 'unknown', id: 'unknown' } },
  })
  assert.equal(cells, {
    id: 'kubernetes/cluster/etcd>worker/tcp/6443',
    product: 'kubernetes',
    version: '',
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
  assert.is(stated_in, '')
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

test('each place is given once, with document and line', () => {
  const location = { document: 'ports.md', line: 7, column: 1, endLine: 7, endColumn: 9 }
  const ids = ['a:7:1', 'a:7:2', 'b:9:1']
  const claims = ids.map(id => [id, claim({ id, location: { ...location, line: Number(id.split(':')[1]) } })])
  const known = new Map(claims as [string, Claim][])
  assert.is(row({ claims: ids }, known).stated_in, 'ports.md:7 | ports.md:9')
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

test('no flows: nothing breaks', () => assert.equal(parseCsv(flowsToCsv([], none)).length <= 1, true))

test.run()
