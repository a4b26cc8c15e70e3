import fc from 'fast-check'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import {
  addressSet,
  intervals,
  networks,
  parseAddress,
  type Range,
  subtract,
  union,
} from '../../rules/addresses.ts'

const read: [text: string, family: 4 | 6, networks: string[]][] = [
  ['10.0.1.10', 4, ['10.0.1.10']],
  ['10.0.1.0/24', 4, ['10.0.1.0/24']],
  ['0.0.0.0/0', 4, ['0.0.0.0/0']],
  ['10.0.1.10-10.0.1.20', 4, ['10.0.1.10/31', '10.0.1.12/30', '10.0.1.16/30', '10.0.1.20']],
  ['FD00:1:0::/64', 6, ['fd00:1::/64']],
  ['fd00::9 - fd00::b', 6, ['fd00::9', 'fd00::a/127']],
  ['::/0', 6, ['::/0']],
]
for (const [text, family, expected] of read) {
  test(`${text} is ${expected.join(', ')}`, () => {
    const found = parseAddress(text)
    assert.is(found.family, family)
    assert.equal(networks(family, [found.range]), expected)
  })
}

const wrong: [text: string, message: string][] = [
  ['10.0.1', '"10.0.1" is no address'],
  ['010.0.1.10', '"010.0.1.10" is no address'],
  ['servers.example.org', 'is no address; write one such as 10.0.1.10, 10.0.1.0/24 or fd00:1::/64'],
  ['fe80::1%eth0', 'is no address'],
  ['10.0.1.0/33', 'has no prefix length from 0 to 32'],
  ['10.0.1.5/24', 'is an address inside its network; write 10.0.1.0/24'],
  ['10.0.1.9-10.0.1.3', 'ends before it begins; exchange the ends'],
  ['10.0.1.9-fd00::1', 'mixes IPv4 and IPv6'],
]
for (const [text, message] of wrong) {
  test(`${text}: ${message}`, () =>
    assert.throws(
      () => parseAddress(text),
      (error: Error) => error instanceof RangeError && error.message.includes(message),
    ))
}

test('overlapping addresses are joined, neighbours stay as they were written', () => {
  const set = addressSet(['10.0.0.0/24', '10.0.0.9', '10.0.1.0/24', 'fd00::1', '10.0.0.250-10.0.0.255'])
  assert.equal(intervals(4, set[4]), ['10.0.0.0/24', '10.0.1.0/24'])
  assert.equal(intervals(6, set[6]), ['fd00::1'])
})

const ranges = fc.array(
  fc
    .tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 9 }))
    .map(([first, size]): Range => ({ first: BigInt(first), last: BigInt(first + size) })),
  { maxLength: 6 },
)
const members = (list: readonly Range[]) =>
  new Set(
    Array.from({ length: 80 }, (_, i) => i).filter(i =>
      list.some(({ first, last }) => first <= i && i <= last),
    ),
  )

test('sets of intervals agree with sets of numbers', () => {
  fc.assert(
    fc.property(ranges, ranges, (a, b) => {
      assert.equal(members(union(a)), members(a))
      assert.equal(members(subtract(a, b)), new Set([...members(a)].filter(i => !members(b).has(i))))
      assert.equal(addressSet(networks(4, union(a)))[4].length >= 0, true)
      assert.equal(members(addressSet(networks(4, union(a)))[4]), members(a))
    }),
  )
})

test.run()
