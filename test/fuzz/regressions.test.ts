import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { inputOf } from './input.ts'
import { inspect } from './inspect.ts'

// Documents that something was wrong with once, each with a note of what it was.
const folder = path.join(import.meta.dirname, '../fixtures/regressions')
for (const name of readdirSync(folder).filter(name => name.endsWith('.json'))) {
  const { file, kind, detail } = JSON.parse(readFileSync(path.join(folder, name), 'utf8'))
  test(`${file}: ${kind} ${detail}`, async () => {
    const input = inputOf(`page${path.extname(file)}`, readFileSync(path.join(folder, file)))
    assert.is(input && (await inspect(input)), null)
  })
}

test.run()
