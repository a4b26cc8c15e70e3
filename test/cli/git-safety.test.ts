import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, rmSync } from 'node:fs'
import path from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { environment, GitError, git, Repository } from '../../cli/git/repository.ts'
import { contents, folderWith, portolan, put } from './helpers.ts'
import { page, row, TestRepository } from './repository.ts'

const repository = new TestRepository()
const { folder } = repository
repository.commit('First', {
  'docs/ports.md': page(row(6000)),
  '.gitattributes': '*.md diff=trap filter=trap',
})
repository.commit('Second', { 'docs/ports.md': page(row(6001)) })

const marker = path.join(folderWith(), 'was-run')
const trap = path.join(folder, '.git/trap.sh')
put(folder, { '.git/trap.sh': `#!/bin/sh\ntouch ${marker}\ncat\n`, '.git/hooks/post-checkout': '' })
chmodSync(trap, 0o755)
const settings = {
  'core.fsmonitor': trap,
  'core.pager': trap,
  'core.sshCommand': trap,
  'core.editor': trap,
  'core.hooksPath': path.join(folder, '.git/hooks'),
  'pager.log': trap,
  'pager.diff': trap,
  'diff.external': trap,
  'diff.trap.textconv': trap,
  'diff.trap.command': trap,
  'filter.trap.smudge': trap,
  'filter.trap.clean': trap,
  'filter.trap.process': trap,
  'gpg.program': trap,
  'log.showSignature': 'true',
  'credential.helper': `!${trap}`,
  'alias.log': `!${trap}`,
  'alias.cat-file': `!${trap}`,
}
for (const [name, value] of Object.entries(settings)) repository.git('config', name, value)
repository.git('config', 'core.pager', trap)

const elsewhere = new TestRepository()
elsewhere.commit('Elsewhere', { 'docs/ports.md': page(row(9999)) })
const hostile = {
  GIT_DIR: path.join(elsewhere.folder, '.git'),
  GIT_WORK_TREE: elsewhere.folder,
  GIT_OBJECT_DIRECTORY: path.join(elsewhere.folder, '.git/objects'),
  GIT_EXTERNAL_DIFF: trap,
  GIT_PAGER: trap,
  GIT_SSH_COMMAND: trap,
  GIT_TRACE: path.join(folder, '.git/trace'),
  GIT_CONFIG_COUNT: '1',
  GIT_CONFIG_KEY_0: 'core.fsmonitor',
  GIT_CONFIG_VALUE_0: trap,
}
const before = contents(folder)
const diff = portolan(['diff', '--repo', '.', 'HEAD~1', 'HEAD', '-f', 'ndjson'], {
  cwd: folder,
  env: hostile,
})
const log = portolan(['log', '--repo', '.', '-f', 'ndjson', 'docs/ports.md'], { cwd: folder, env: hostile })

test('no program that a repository or a variable names is run, and neither leads elsewhere', async () => {
  const [compared, walked] = [await diff, await log]
  assert.is(compared.stderr + walked.stderr, '')
  assert.match(compared.stdout, 'port 6000 is now 6001')
  assert.is(walked.stdout.trim().split('\n').length, 2)
  assert.not.ok(existsSync(marker), 'a program was run')
  assert.equal(contents(folder), before)
})

test('variables: of those for git only certificates and the user’s settings are left', () => {
  const given = {
    PATH: '/bin',
    GIT_DIR: 'x',
    git_work_tree: 'x',
    GIT_CONFIG_GLOBAL: 'mine',
    GIT_ASKPASS: 'x',
  }
  const { PATH, GIT_CONFIG_GLOBAL, ...rest } = environment(given)
  assert.equal({ PATH, GIT_CONFIG_GLOBAL }, { PATH: '/bin', GIT_CONFIG_GLOBAL: 'mine' })
  assert.not.ok(Object.keys(rest).some(name => ['GIT_DIR', 'git_work_tree', 'GIT_ASKPASS'].includes(name)))
  assert.is(rest.GIT_TERMINAL_PROMPT, '0')
})

test('nothing is fetched, whatever a repository’s remotes are', async () => {
  for (const address of [`file://${elsewhere.folder}`, 'https://127.0.0.1:1/x', `ext::${trap}`]) {
    try {
      await git(folder, ['ls-remote', address])
      assert.unreachable(address)
    } catch (error) {
      assert.instance(error, GitError)
      assert.match((error as Error).message, /transport '\w+' not allowed/)
    }
  }
  assert.not.ok(existsSync(marker))
})

const partial = new TestRepository()
partial.commit('First', { 'docs/ports.md': page(row(6000)) })
partial.commit('Second', { 'docs/ports.md': page(row(6001)) })
const blob = partial.git('rev-parse', 'HEAD:docs/ports.md')
const remotes: Record<string, string>[] = [
  { 'remote.origin.url': `file://${elsewhere.folder}`, 'remote.origin.uploadpack': `${trap} </dev/null` },
  { 'remote.origin.url': `ext::${trap}` },
  { 'remote.origin.url': 'ssh://example.org/x', 'core.sshCommand': trap },
  { 'remote.origin.url': 'x::y', 'remote.origin.vcs': 'ext' },
]
const traps = { ...remotes[0], 'remote.origin.promisor': 'true', 'core.repositoryFormatVersion': '1' }
for (const [name, value] of Object.entries({ ...traps, 'extensions.partialClone': 'origin' }))
  partial.git('config', name, value)
for (const name of ['file', 'ext', 'ssh']) partial.git('config', `protocol.${name}.allow`, 'always')
rmSync(path.join(partial.folder, '.git/objects', blob.slice(0, 2), blob.slice(2)))

for (const [i, settings] of remotes.entries())
  test(`a repository that lacks a file asks nobody for it, by whatever way: ${i + 1}`, async () => {
    for (const [name, value] of Object.entries(settings)) partial.git('config', name, value)
    const compared = await portolan(['diff', '--repo', '.', 'HEAD~1', 'HEAD'], { cwd: partial.folder })
    assert.is(compared.status, 3)
    assert.match(compared.stderr, /docs\/ports\.md: is missing in the repository|not allowed|remote/)
    assert.not.ok(existsSync(marker), 'a program was run')
  })

test('a bare repository among the files of another is none', async () => {
  const host = new TestRepository()
  host.commit('First', {
    'docs/HEAD': 'ref: refs/heads/main\n',
    'docs/config': `[core]\n\tbare = true\n\tfsmonitor = ${trap}\n`,
    'docs/objects/info/alternates': `${elsewhere.folder}/.git/objects\n`,
    'docs/refs/heads/main': `${elsewhere.git('rev-parse', 'HEAD')}\n`,
  })
  for (const repo of ['docs', 'docs/refs']) {
    const { status, stdout, stderr } = await portolan(['log', '--repo', repo, '.'], { cwd: host.folder })
    assert.equal([status, stdout], [3, ''])
    assert.match(stderr, `${repo}: is a bare repository in the files of another one`)
  }
})

test('a bare repository elsewhere is one', async () => {
  const clone = path.join(folderWith(), 'ports.git')
  repository.git('clone', '--quiet', '--bare', '.', clone)
  const { status, stdout } = await portolan(['log', '--repo', clone, '-f', 'ndjson', 'docs'])
  assert.equal([status, stdout.trim().split('\n').length], [0, 2])
})

test('update: a repository that is fetched from runs nothing either', async () => {
  const upstream = { git: `file://${folder}`, path: 'docs/ports.md', revision: 'main' }
  const particulars = { id: 'quay', product: 'ferry', version: null, language: 'en', format: 'markdown' }
  const about = {
    title: 'Ports',
    document: 'ports.md',
    origin: { file: 'ports.md', url: null },
    license: 'CC0-1.0',
  }
  const deployments = [{ id: 'quay', title: 'Quay', match: [], default: true }]
  const source = { ...particulars, ...about, upstream, deployments, floor: { claims: 1 } }
  const cwd = folderWith({ 'sources/quay/source.yaml': JSON.stringify(source) })
  const ran = await portolan(['update', '--allow-local'], { cwd })
  assert.equal([ran.status, ran.stderr], [0, ''])
  assert.not.ok(existsSync(marker), 'a program was run')
})

test('the trap would have shut: git left to itself runs it', () => {
  repository.git('status')
  assert.ok(existsSync(marker))
  rmSync(marker)
  for (const [name, value] of Object.entries(remotes[0]!)) partial.git('config', name, value)
  partial.git('config', '--unset', 'remote.origin.vcs')
  spawnSync('git', ['-c', 'protocol.allow=never', 'cat-file', 'blob', blob], { cwd: partial.folder })
  assert.ok(existsSync(marker), 'what a repository says of one protocol goes before what is said of all')
})

test('contents: what is missing or too large is said, the others are given in order', () => {
  const [head, before] = ['HEAD', 'HEAD~1'].map(name => repository.git('rev-parse', `${name}:docs/ports.md`))
  const wanted = [head!, '0'.repeat(40), before!, head!].map((id, i) => ({ id, most: i === 3 ? 10 : 1e6 }))
  const found = [...new Repository(folder).contents(wanted)].map(String)
  assert.equal(found, [page(row(6001)), 'missing', page(row(6000)), 'large'])
})

test.run()
