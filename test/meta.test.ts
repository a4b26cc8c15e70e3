import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'

// uvu exits 0 on a file whose tests are never started.
const folder = import.meta.dirname
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(name =>
  name.endsWith('.test.ts'),
)

test('every test file starts its tests, and none is switched off or run alone', () => {
  for (const name of files) {
    const source = readFileSync(path.join(folder, name), 'utf8')
    assert.match(source, /from 'uvu'\n/, name)
    assert.match(source, /\ntest\.run\(\)\n$/, name)
    assert.not.match(source, /^\s*\w+\.(?:only|skip)\(/m, name)
  }
})

test.run()
