import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { contents, folderWith, portolan, put } from './helpers.ts'
import { TestRepository } from './repository.ts'

const head = '| Protocol | Port | Source | Purpose |\n| --- | --- | --- | --- |\n'
const page = (...ranges: string[]) =>
  head + ranges.map(range => `| TCP | ${range} | Lamps | Signals |\n`).join('')

test('--changed-since reports only what a revision does not have', async () => {
  const repository = new TestRepository()
  repository.commit('pages', { 'a.md': page('7001-7000') })
  put(repository.folder, { 'a.md': `# Pier\n\n${page('7001-7000', '9001-9000')}`, 'b.md': page('8001-8000') })
  const run = (...args: string[]) =>
    portolan(['check', '-f', 'ndjson', ...args, '.'], { cwd: repository.folder })
  const places = ({ stdout }: { stdout: string }) =>
    stdout
      .split('\n')
      .filter(Boolean)
      .map(line => JSON.parse(line).location)
      .map(({ document, line }) => `${document}:${line}`)
  assert.equal(places(await run()), ['a.md:5', 'a.md:6', 'b.md:3'])
  assert.equal(places(await run('--changed-since', 'HEAD')), ['a.md:6', 'b.md:3'])
  const wrong = await run('--changed-since', 'nowhere')
  assert.is(wrong.status, 2)
  assert.match(wrong.stderr, /^error: --changed-since: /)
})

test('a run that read no document fails, unless that is allowed', async () => {
  const cwd = folderWith({ 'docs/idle.md': '# Nothing\n' })
  const [none, allowed] = [
    await portolan(['check', 'docs'], { cwd }),
    await portolan(['check', '--allow-empty', 'docs'], { cwd }),
  ]
  assert.equal([none.status, allowed.status], [3, 0])
  assert.match(none.stderr, /no document was checked/)
})

test('a document of a folder that cannot be read is a warning, with --strict a failure', async () => {
  const cwd = folderWith({ 'docs/a.md': page('7000'), 'docs/b.md': Uint8Array.of(0, 1, 2, 116, 99, 112) })
  const runs = [
    await portolan(['check', 'docs'], { cwd }),
    await portolan(['check', '--strict', 'docs'], { cwd }),
    await portolan(['check', 'docs/a.md', 'docs/b.md'], { cwd }),
  ]
  assert.equal(
    runs.map(({ status }) => status),
    [0, 3, 3],
  )
  assert.match(runs[0]!.stderr, /^portolan: warning: docs\/b\.md: /)
})

test('init writes a configuration that is read, and never over another one', async () => {
  const cwd = folderWith({ 'a.md': page('7000') })
  const [first, again, check] = [
    await portolan(['init'], { cwd }),
    await portolan(['init'], { cwd }),
    await portolan(['check', 'a.md'], { cwd }),
  ]
  assert.equal([first.status, again.status, check.status], [0, 2, 0])
  assert.match(contents(cwd)['.portolanrc.yaml']!, /^profile: ports$/m)
})

test('services lists the registry', async () => {
  const cwd = folderWith()
  const [found, none] = [
    await portolan(['services', 'ldaps', '--format', 'json'], { cwd }),
    await portolan(['services', 'no-such-service'], { cwd }),
  ]
  assert.equal(
    JSON.parse(found.stdout).map(({ ports }: { ports: string[] }) => ports),
    [['tcp/636']],
  )
  assert.equal([found.status, none.status], [0, 1])
})

test.run()
