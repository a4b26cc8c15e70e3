import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { parse } from 'yaml'

interface Step {
  uses?: string
  run?: string
  with?: Record<string, unknown>
}

interface Job {
  permissions?: Record<string, string>
  'timeout-minutes'?: number
  steps: Step[]
}

interface Workflow {
  name: string
  on: string | Record<string, { workflows?: string[] }>
  permissions?: Record<string, string>
  jobs: Record<string, Job>
}

const folder = fileURLToPath(new URL('../.github/workflows/', import.meta.url))
const files = ['test.yml', 'pull-request.yml', 'pull-request-comment.yml', 'update.yml', 'publish.yml']
const workflows = files.map((file): [string, Workflow] => [
  file,
  parse(readFileSync(path.join(folder, file), 'utf8')),
])

const jobs = workflows.flatMap(([file, workflow]) =>
  Object.entries(workflow.jobs).map(([name, job]) => ({
    title: `${file}, ${name}`,
    job,
    permissions: job.permissions ?? workflow.permissions ?? {},
    event: workflow.on,
  })),
)

for (const [file, workflow] of workflows)
  test(`${file}: says what it may do, and may do no more than read by default`, () => {
    assert.ok(workflow.permissions)
    assert.equal(
      Object.values(workflow.permissions).filter(right => right !== 'read'),
      [],
    )
    assert.not.match(JSON.stringify(workflow.on), 'pull_request_target')
  })

for (const { title, job, permissions, event } of jobs) {
  const uses = job.steps.flatMap(step => step.uses ?? [])
  const scripts = job.steps.flatMap(step => step.run ?? [])

  test(`${title}: actions are those of GitHub, each by its commit`, () => {
    for (const use of uses) assert.match(use, /^actions\/[a-z-]+@[0-9a-f]{40}$/)
  })

  test(`${title}: no expression stands in a script, and scripts are sound`, () => {
    for (const script of scripts) {
      assert.not.match(script, '${{')
      const { status, stderr } = spawnSync('bash', ['-n'], { input: script, encoding: 'utf8' })
      assert.is(status, 0, stderr)
    }
  })

  test(`${title}: what may write runs no code of the project`, () => {
    // Publishing says who it is, and writes nothing here.
    const mayWrite = Object.entries(permissions).some(
      ([name, right]) => name !== 'id-token' && right === 'write',
    )
    assert.ok(!mayWrite || !scripts.some(script => /\b(?:npm|npx|node)\b/.test(script)))
  })

  test(`${title}: what answers a run of others checks nothing out`, () => {
    const answers = typeof event === 'object' && 'workflow_run' in event
    assert.ok(!answers || !uses.some(use => use.startsWith('actions/checkout@')))
  })

  test(`${title}: what runs code keeps no credentials, and ends`, () => {
    const runsCode = scripts.some(script => /\b(?:npm|node)\b/.test(script))
    const checkout = job.steps.find(step => step.uses?.startsWith('actions/checkout@'))
    assert.ok(!runsCode || checkout?.with?.['persist-credentials'] === false)
    assert.type(job['timeout-minutes'], 'number')
  })
}

test('the workflow that comments answers the one that reports', () => {
  const named = new Map(workflows.map(([file, { name }]) => [file, name]))
  const comments = workflows.find(([file]) => file === 'pull-request-comment.yml')![1].on
  assert.equal(typeof comments === 'object' && comments.workflow_run?.workflows, [
    named.get('pull-request.yml'),
  ])
})

test.run()
