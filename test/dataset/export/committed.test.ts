import { spawnSync } from 'node:child_process'
import { appendFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { test } from 'uvu'
import * as assert from 'uvu/assert'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const out = mkdtempSync(path.join(tmpdir(), 'portolan-'))
process.on('exit', () => rmSync(out, { recursive: true }))
const draw = (...args: string[]) =>
  spawnSync(process.execPath, ['--import', 'tsx', 'scripts/pictures.ts', ...args], {
    cwd: root,
    encoding: 'utf8',
  })

test('the pictures of the documentation are drawn, and --check knows one that is stale', () => {
  assert.is(draw('--check', '--out', out).status, 1)
  assert.equal([draw('--out', out).status, readdirSync(out).length], [0, 2])
  assert.is(draw('--check', '--out', out).status, 0)
  appendFileSync(path.join(out, 'rke2-cluster.svg'), ' ')
  const stale = draw('--check', '--out', out)
  assert.is(stale.status, 1)
  assert.match(stale.stderr, /rke2-cluster\.svg: .*npm run pictures/)
  assert.not.match(stale.stderr, 'rancher-custom-nodes.svg')
})

test('those that are committed are current', () => assert.is(draw('--check').stderr, ''))

test.run()
