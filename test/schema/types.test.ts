import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'

const root = fileURLToPath(new URL('../../', import.meta.url))
const types = readFileSync(join(root, 'schema/types.ts'), 'utf8')

const generate = (...args: string[]) =>
  spawnSync(process.execPath, ['--import', 'tsx', 'scripts/generate-types.ts', ...args], {
    cwd: root,
    encoding: 'utf8',
  })

const test = suite<{ folder: string }>('generated types')

test.before(context => {
  context.folder = mkdtempSync(join(tmpdir(), 'portolan-'))
})
test.after(({ folder }) => rmSync(folder, { recursive: true }))

test('are those of the schemas', () => {
  const { status, stderr } = generate('--check')
  assert.is(stderr, '')
  assert.is(status, 0)
})

test('are the same, byte for byte, each time', ({ folder }) => {
  const file = join(folder, 'types.ts')
  assert.is(generate(file).status, 0)
  assert.is(readFileSync(file, 'utf8'), types)
})

test('are refused by --check when stale, and left alone', ({ folder }) => {
  const file = join(folder, 'stale.ts')
  writeFileSync(file, `${types}// by hand\n`)
  const { status, stderr } = generate('--check', file)
  assert.is(status, 1)
  assert.match(stderr, /stale\.ts: .*npm run generate/)
  assert.ok(readFileSync(file, 'utf8').endsWith('by hand\n'))
})

test('are refused by --check when missing', ({ folder }) => {
  assert.is(generate('--check', join(folder, 'none.ts')).status, 1)
})

test('say on the first line that they are generated', () => {
  assert.match(types.split('\n')[0]!, /^\/\/ Generated from/)
})

test('have each name once, no numbered copies and no open ends', () => {
  const names = [...types.matchAll(/^export (?:interface|type) (\w+)/gm)].map(match => match[1]!)
  assert.equal(names, [...new Set(names)])
  assert.equal(
    names.filter(name => /\d$/.test(name)),
    [],
  )
  const code = types.replaceAll(/\/\*.*?\*\//gs, '').replaceAll(/'[^']*'/g, '')
  assert.not.match(code, /\[\w|\bunknown\b|\bany\b/)
  for (const name of ['Claim', 'Flow', 'Source', 'Correction', 'Finding', 'Node'])
    assert.ok(names.includes(name))
})

test.run()
