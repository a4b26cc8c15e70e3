import path from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { builtProject, contents, differing, edit, portolan, project, spawned } from '../cli/helpers.ts'

// A project whose dataset is current, and the same after a document has changed.
const { dataset: ready, files: old } = await builtProject()

function changed(): string {
  const folder = project(ready)
  edit(folder, 'sources/pier/document.md', '4443', '4444')
  edit(folder, 'sources/harbour/document.md', '7070', '7071')
  return folder
}

const reference = changed()
const begun = performance.now()
await spawned(['build', '-q'], { cwd: reference })
const duration = performance.now() - begun
const fresh = contents(path.join(reference, 'dataset'))

const signals = ['SIGINT', 'SIGTERM', 'SIGINT', 'SIGKILL', 'SIGTERM', 'SIGKILL', 'SIGKILL'] as const
for (const [i, signal] of signals.entries()) {
  const percent = 50 + i * 8
  test(`${signal} after ${percent} % of the time of a build: files are whole, the next build completes`, async () => {
    const folder = changed()
    const kill = { signal, after: (duration * percent) / 100 }
    const { signal: got, status, stderr } = await spawned(['build', '-q'], { cwd: folder, kill })
    assert.ok(got === signal || [0, 130, 143].includes(status!), `${status} ${stderr}`)
    const found = contents(path.join(folder, 'dataset'))
    const wrong = differing(found, fresh).filter(name => !path.basename(name).startsWith('.portolan-'))
    assert.equal(
      wrong.filter(name => found[name] !== old[name]),
      [],
      'neither old nor new',
    )
    assert.is((await portolan(['build', '-q'], { cwd: folder })).status, 0)
    assert.equal(differing(contents(path.join(folder, 'dataset')), fresh), [])
  })
}

test('two builds at once: each file is whole, and the result is current', async () => {
  const folder = changed()
  const runs = await Promise.all([1, 2].map(() => spawned(['build', '-q'], { cwd: folder })))
  assert.equal(
    runs.map(({ status, stderr }) => ({ status, stderr })),
    [1, 2].map(() => ({ status: 0, stderr: '' })),
  )
  assert.equal(differing(contents(path.join(folder, 'dataset')), fresh), [])
})

test.run()
