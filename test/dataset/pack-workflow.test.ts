import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { parse } from 'yaml'

interface Step {
  name?: string
  uses?: string
  run?: string
  env?: Record<string, string>
  with?: Record<string, unknown>
}
const text = readFileSync(new URL('../../.github/workflows/publish.yml', import.meta.url), 'utf8')
const workflow = parse(text)
const job: { permissions: Record<string, string>; steps: Step[] } = workflow.jobs.publish
const scripts = job.steps.flatMap(({ run }) => (run ? [run] : []))

test('publishing: it may read, and say who it is; nothing else', () => {
  assert.equal(workflow.permissions, {})
  assert.equal(Object.keys(workflow.jobs), ['publish'])
  assert.equal(job.permissions, { contents: 'read', 'id-token': 'write' })
})

test('publishing: actions of GitHub alone, of a version that is told', () => {
  const used = job.steps.flatMap(({ uses }) => (uses ? [uses] : []))
  assert.ok(used.length > 0)
  for (const name of used) assert.match(name, /^actions\/[\w-]+@(?:v\d+|[0-9a-f]{40})$/)
  assert.is(job.steps[0]!.with?.['persist-credentials'], false)
})

test('publishing: nothing is written into a script, and the token reaches one step only', () => {
  for (const script of scripts) assert.not.match(script, '${{')
  assert.is(job.steps.filter(({ env }) => env && 'NODE_AUTH_TOKEN' in env).length, 1)
})

test('publishing: after everything has been checked, the data before the tool, with provenance', () => {
  const order = ['.ci/run', 'pack:check', 'npm pkg set', 'npm publish --provenance --access public']
  const places = order.map(words => scripts.findIndex(script => script.includes(words)))
  assert.equal(
    places,
    places.toSorted((a, b) => a - b),
  )
  assert.ok(places.every(place => place >= 0))
  const last = scripts.at(-1)!
  assert.ok(last.indexOf('publish portolan-data') < last.search(/publish portolan$/m))
})

test('publishing: pictures of the page are found from the folder that the registry is told', () => {
  const page = readFileSync(new URL('../../dataset/README.md', import.meta.url), 'utf8')
  const pictures = [...page.matchAll(/!\[[^\]]+\]\(([^)]+)\)/g)].map(([, address]) => address!)
  assert.ok(pictures.includes('../docs/pictures/rancher-custom-nodes.svg'))
  for (const address of pictures) {
    assert.not.match(address, /^\w+:/)
    assert.ok(existsSync(new URL(address, new URL('../../dataset/', import.meta.url))), address)
  }
  assert.ok(
    scripts.some(
      script =>
        script.includes('--workspace portolan-data') && script.includes('repository.directory=dataset'),
    ),
  )
})

test('publishing: the scripts are ones that a shell can read', () => {
  for (const script of scripts) {
    const { status, stderr } = spawnSync('bash', ['-n'], { input: script, encoding: 'utf8' })
    assert.equal({ status, stderr }, { status: 0, stderr: '' })
  }
})

test.run()
