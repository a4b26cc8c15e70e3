import fc from 'fast-check'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { extract } from '../../extract/index.ts'
import {
  commandLines,
  damaged,
  services,
  tablesWritten,
  type Valid,
  valid,
  ways,
} from '../generators/documents.ts'
import { said } from '../generators/said.ts'
import { runs } from '../runs.ts'
import type { Input } from './input.ts'
import { inspect } from './inspect.ts'

async function stateTheirs(documents: fc.Arbitrary<Valid>): Promise<void> {
  await fc.assert(
    fc.asyncProperty(documents, async ({ path, text, said: expected }) => {
      const { claims, messages } = await extract(path, text)
      assert.equal(claims.map(said), expected)
      assert.equal(messages.map(String), [])
    }),
    runs(300),
  )
}

for (const way of ways) {
  test(`tables as ${way}: the claims that they state, and no others`, () => stateTheirs(tablesWritten(way)))
}
test('commands: the claims that they state, and no others', () => stateTheirs(commandLines))
test('firewalld services: the claims that they state, and no others', () => stateTheirs(services))

const kinds: Record<string, fc.Arbitrary<Input>> = { valid, damaged }
for (const [name, documents] of Object.entries(kinds)) {
  test(`${name} documents: through all stages, everything holds that must`, async () => {
    await fc.assert(
      fc.asyncProperty(documents, async ({ path, text }) => assert.is(await inspect({ path, text }), null)),
      runs(100),
    )
  })
}

test.run()
