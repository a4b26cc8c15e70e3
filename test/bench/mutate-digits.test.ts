import fc from 'fast-check'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { type DigitKind, digitKinds, mistype, outcomesOf } from '../../bench/mutate/digits.ts'
import { randomOf } from '../../bench/mutate/random.ts'

const cases: { title: DigitKind; number: string; expected: string[] }[] = [
  { title: 'digit dropped', number: '443', expected: ['43', '44'] },
  { title: 'digit dropped', number: '7', expected: [] },
  { title: 'digit doubled', number: '2380', expected: ['22380', '23380', '23880', '23800'] },
  { title: 'digits swapped', number: '2280', expected: ['2820', '2208'] },
  { title: 'digits swapped', number: '22', expected: [] },
  { title: 'digit changed', number: '5', expected: ['0', '1', '2', '3', '4', '6', '7', '8', '9'] },
]

for (const { title, number, expected } of cases)
  test(`${title}: ${number}`, () => assert.equal(outcomesOf(title, number), expected))

const ports = fc.integer({ min: 1, max: 65535 }).map(String)
const seeds = fc.integer({ min: 0, max: 1e9 })

test('every slip is one slip of its kind', () => {
  fc.assert(
    fc.property(ports, fc.constantFrom(...digitKinds), seeds, (port, kind, seed) => {
      const slip = mistype(kind, port, randomOf(seed))
      if (slip === null) return outcomesOf(kind, port).length === 0
      return slip !== port && /^\d+$/.test(slip) && isOne[kind](port, slip)
    }),
  )
})

test('the same seed gives the same slip', () => {
  fc.assert(
    fc.property(ports, fc.constantFrom(...digitKinds), seeds, (port, kind, seed) => {
      assert.is(mistype(kind, port, randomOf(seed)), mistype(kind, port, randomOf(seed)))
    }),
  )
})

/** Compares what stands between the common beginning and the common end. */
const isOne: Record<DigitKind, (port: string, slip: string) => boolean> = {
  'digit dropped': (port, slip) => lacksOne(port, slip),
  'digit doubled': (port, slip) => lacksOne(slip, port) && /(\d)\1/.test(slip),
  'digits swapped': (port, slip) => {
    const places = differing(port, slip)
    const [i, j] = places
    return places.length === 2 && j === i! + 1 && port[i!] === slip[j!] && port[j!] === slip[i!]
  },
  'digit changed': (port, slip) => port.length === slip.length && differing(port, slip).length === 1,
}

function differing(port: string, slip: string): number[] {
  return [...port].flatMap((digit, i) => (digit === slip[i] ? [] : [i]))
}

function lacksOne(long: string, short: string): boolean {
  return [...long].some((_, i) => long.slice(0, i) + long.slice(i + 1) === short)
}

test.run()
