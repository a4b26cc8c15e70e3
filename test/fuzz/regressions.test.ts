import { readdirSync } from 'node:fs'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { inputOf } from './input.ts'
import { inspect } from './inspect.ts'
import { folder, regressions } from './regressions.ts'
import { extensionOf } from './session.ts'

// What `npm run fuzz` found and kept: it must not come again.
for (const { name, bytes, failure } of regressions()) {
  test(`${name}: ${failure.kind} ${failure.detail}`, () => {
    const input = inputOf(`page${extensionOf(name)}`, bytes)
    assert.is(input && inspect(input).failure, null)
  })
}

test('every document has its note, and every note its document', () => {
  const kept = regressions().map(({ name }) => name)
  const files = readdirSync(folder)
  assert.equal(kept.toSorted(), files.filter(name => !name.endsWith('.json')).toSorted())
})

test.run()
