import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { test } from 'uvu'
import * as assert from 'uvu/assert'

// uvu exits 0 on a file whose tests are never started, and on no file at all: this file holds the floor.
// Raise the floors when tests come; lower one only when you know which tests went, and why.
const floors = { files: 149, tests: 844, cases: 1800, fixtures: 72 }

const folder = path.dirname(fileURLToPath(import.meta.url))
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter(name => name.endsWith('.test.ts'))
  .sort()
const sources = new Map(files.map(name => [name, readFileSync(path.join(folder, name), 'utf8')]))

/** How often something stands in the test files together. */
function count(expression: RegExp): number {
  return [...sources.values()].reduce((sum, source) => sum + [...source.matchAll(expression)].length, 0)
}

for (const [name, source] of sources) {
  test(`${name}: its last line starts its tests`, () => {
    assert.match(source, /\n\w+\.run\(\)\n$/)
    const suites = [...source.matchAll(/^const (\w+) = suite\b/gm)].map(match => match[1]!)
    const started = [...source.matchAll(/^(\w+)\.run\(\)$/gm)].map(match => match[1]!)
    assert.equal(started.toSorted(), suites.length > 0 ? suites.toSorted() : ['test'])
  })

  test(`${name}: no test is switched off or run alone`, () => {
    assert.not.match(source, /^\s*\w+\.(?:only|skip)\(/m)
  })
}

test('test files: none has been lost', () => assert.ok(files.length >= floors.files, `${files.length}`))

test('tests and cases: none have been lost', () => {
  const tests = count(/^\s*test\(/gm)
  assert.ok(tests >= floors.tests, `${tests} tests`)
  const cases = count(/\{\s*(?:title|input|term|text|written)\b/g)
  assert.ok(cases >= floors.cases, `${cases} cases`)
})

test('fixtures: none has been lost', () => {
  const all = readdirSync(path.join(folder, 'fixtures'), { recursive: true, encoding: 'utf8' })
  const expected = all.filter(name => path.basename(name) === 'expected.json')
  assert.ok(expected.length >= floors.fixtures, `${expected.length} fixtures`)
})

test.run()
