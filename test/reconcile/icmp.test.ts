import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { icmpOf } from '../../reconcile/icmp.ts'
import { ipProtocolOf } from '../../schema/protocols.ts'

const numbers: [string | null, number | null][] = [
  ['gre', 47],
  ['ipip', 4],
  ['ip-99', 99],
  ['tcp', null],
  ['icmp', null],
  ['all', null],
  ['constructor', null],
  [null, null],
]
for (const [name, number] of numbers)
  test(`ipProtocolOf: ${name} is ${number}`, () => assert.is(ipProtocolOf(name), number))

const messages: [string | null, [number, number | null][]][] = [
  ['8/0', [[8, 0]]],
  ['8', [[8, null]]],
  [
    '0, 8',
    [
      [0, null],
      [8, null],
    ],
  ],
  ['type 8', [[8, null]]],
  [
    '3/4 and 11/*',
    [
      [3, 4],
      [11, null],
    ],
  ],
  ['300', []],
  ['All', []],
  ['N/A', []],
  ['8-0', []],
  [null, []],
]
for (const [text, expected] of messages)
  test(`icmpOf: ${text}`, () =>
    assert.equal(
      icmpOf(text),
      expected.map(([type, code]) => ({ type, code })),
    ))

test.run()
