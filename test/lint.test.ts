import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { folderWith, root } from './cli/helpers.ts'

const project = folderWith({
  'biome.json': readFileSync(path.join(root, 'biome.json'), 'utf8'),
  'extract/up.ts': "export * from '../reconcile/flows.ts'\n",
  'check/rules/up.ts': "export const later = () => import('../../dataset/files.ts')\n",
  'check/rules/down.ts': "export * from '../../reconcile/flows.ts'\n",
  'remark-lint.ts': "export * from './cli/one.ts'\n",
  'cli/down.ts': "export * from '../dataset/files.ts'\n",
  'cli/one.ts': "export * from './other.ts'\n",
  'cli/other.ts': "export * from './one.ts'\n",
})

test('lint: an import against the direction of the rooms, or in a circle, is an error', () => {
  const biome = path.join(root, 'node_modules/@biomejs/biome/bin/biome')
  const args = [biome, 'lint', '--vcs-enabled=false', '--reporter=github', '.']
  const { status, stdout } = spawnSync(process.execPath, args, { cwd: project, encoding: 'utf8' })
  const found = [...stdout.matchAll(/title=lint\/\w+\/(\w+),file=([^,]+)/g)].map(
    ([, rule, file]) => `${path.relative(project, file!)} ${rule}`,
  )
  assert.equal(found.sort(), [
    'check/rules/up.ts noRestrictedImports',
    'cli/one.ts noImportCycles',
    'cli/other.ts noImportCycles',
    'extract/up.ts noRestrictedImports',
    'remark-lint.ts noRestrictedImports',
  ])
  assert.is(status, 1)
})

test.run()
