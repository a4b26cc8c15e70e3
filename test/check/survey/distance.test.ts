import fc from 'fast-check'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { neighbourKeys, slipBetween } from '../../../check/survey/slips/distance.ts'

const port = fc.integer({ min: 10, max: 65_535 }).map(String)

/** A slip of each kind, made by its own recipe. */
const slips = {
  dropped: (text: string, at: number) => text.slice(0, at) + text.slice(at + 1),
  added: (text: string, at: number, digit: string) => text.slice(0, at) + digit + text.slice(at),
  changed: (text: string, at: number, digit: string) => text.slice(0, at) + digit + text.slice(at + 1),
  swapped: (text: string, at: number) =>
    text.slice(0, at) + text.slice(at + 1, at + 2) + text.slice(at, at + 1) + text.slice(at + 2),
}

for (const [kind, make] of Object.entries(slips)) {
  test(`a ${kind} character is one slip`, () => {
    fc.assert(
      fc.property(port, fc.nat(), fc.constantFrom(...'0123456789'), (right, n, digit) => {
        const wrong = make(right, n % right.length, digit)
        const found = slipBetween(wrong, right)
        assert.is(found === null, wrong === right)
        assert.is(slipBetween(right, wrong) === null, wrong === right)
      }),
    )
  })
}

test('texts a slip apart share what is left when a character is dropped', () => {
  fc.assert(
    fc.property(port, port, (a, b) => {
      if (slipBetween(a, b) === null) return
      const keys = new Set(neighbourKeys(a))
      assert.ok(neighbourKeys(b).some(key => keys.has(key)))
    }),
  )
})

test('kinds are told apart', () => {
  assert.is(slipBetween('379', '2379'), 'dropped')
  assert.is(slipBetween('22379', '2379'), 'added')
  assert.is(slipBetween('2739', '2379'), 'swapped')
  assert.is(slipBetween('2376', '2379'), 'changed')
  assert.is(slipBetween('30000-3267', '30000-32767'), 'dropped')
})

test('what is equal or further apart is no slip', () => {
  assert.is(slipBetween('2379', '2379'), null)
  assert.is(slipBetween('79', '2379'), null)
  assert.is(slipBetween('2380', '2379'), null)
  assert.is(slipBetween('8472', '4789'), null)
})

test.run()
