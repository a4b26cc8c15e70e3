import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { OverrunError, within } from '../../project/bounds.ts'

const endless: Record<string, () => unknown> = {
  'a loop': () => {
    for (;;);
  },
  'a loop that catches what it can': () => {
    for (;;) {
      try {
        for (;;);
      } catch {}
    }
  },
  'a regular expression': () => /^(?:a+)+$/.test(`${'a'.repeat(60)}b`),
}

for (const [title, step] of Object.entries(endless))
  test(`${title} without end is ended`, () => {
    assert.throws(
      () => within(0.05, step),
      (error: Error) => error instanceof OverrunError && error.message === 'took more than 0.05 seconds',
    )
  })

test('what a step gives and what it throws comes out', () => {
  const value = {}
  assert.is(
    within(60, () => value),
    value,
  )
  const own = new TypeError('mine')
  assert.throws(
    () =>
      within(60, () => {
        throw own
      }),
    (error: unknown) => error === own,
  )
  assert.is(
    within(1e9, () => within(60, () => 1) + within(60, () => 2)),
    3,
    'steps within steps, and times beyond what can be waited for',
  )
})

test.run()
