import { readFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { levels, taxonomy } from '../../diff/index.ts'
import { loadSchema } from '../../schema/load.ts'
import { mirrorOfLevel } from './mirrored.ts'

const properties = loadSchema('change').properties!
const entries = [...taxonomy.values()]

test('classes, axes and levels are those of the schema, in its order', () => {
  assert.equal([...taxonomy.keys()], properties.class!.enum)
  assert.equal([...new Set(entries.map(({ axis }) => axis))], properties.axis!.enum)
  assert.equal(levels, properties.level!.enum)
})

test('every class has its mirror on the same axis, and is the mirror of it', () => {
  for (const { id, axis, mirror } of entries) {
    assert.is(taxonomy.get(mirror)?.axis, axis, id)
    assert.is(taxonomy.get(mirror)?.mirror, id, id)
  }
})

test('what opens one way closes the other, unless the class is its own mirror', () => {
  for (const { id, level, mirror } of entries)
    if (mirror !== id) assert.is(taxonomy.get(mirror)!.level, mirrorOfLevel[level], id)
})

test('every class is told of on the page about changes, with its level', () => {
  const page = readFileSync(path.join(import.meta.dirname, '../../docs/diff.md'), 'utf8')
  for (const { id, level, mirror } of entries) {
    const rows = page.split('\n').filter(line => line.startsWith(`| \`${id}\` |`))
    assert.is(rows.length, 1, id)
    assert.ok(rows[0]!.includes(`| ${level} |`), `${id}: ${level}`)
    assert.ok(rows[0]!.includes(mirror === id ? '| itself |' : `| \`${mirror}\` |`), `${id}: ${mirror}`)
  }
})

test.run()
