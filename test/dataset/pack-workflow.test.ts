import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
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

test('publishing: after everything has been checked, and with provenance', () => {
  const order = ['.ci/run', 'pack:check', 'npm pkg set', 'npm publish --provenance --access public']
  const places = order.map(words => scripts.findIndex(script => script.includes(words)))
  assert.equal(
    places,
    places.toSorted((a, b) => a - b),
  )
  assert.ok(places.every(place => place >= 0))
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
/** A checkout whose tool is 2.0.0 and whose data are 0.3.1, and an npm that knows some packages. */
const checkout = mkdtempSync(path.join(tmpdir(), 'portolan-test-'))
process.on('exit', () => rmSync(checkout, { recursive: true, force: true }))
mkdirSync(path.join(checkout, 'dataset'))
writeFileSync(path.join(checkout, 'package.json'), '{ "version": "2.0.0" }')
writeFileSync(path.join(checkout, 'dataset/package.json'), '{ "version": "0.3.1" }')
const npm = `npm() {
  if [[ $1 == view ]]; then [[ " $PUBLISHED " == *" $2 "* ]] && echo "\${2##*@}"; else echo "npm $*"; fi
}\n`

function step(name: string, env: Record<string, string>) {
  const script = job.steps.find(step => step.name === name)!.run!
  const output = path.join(checkout, 'output')
  writeFileSync(output, '')
  const ran = spawnSync('bash', ['-e', '-c', npm + script], {
    cwd: checkout,
    env: { PATH: process.env.PATH, GITHUB_OUTPUT: output, ...env },
    encoding: 'utf8',
  })
  return { status: ran.status, said: ran.stdout.trim(), output: readFileSync(output, 'utf8').trim() }
}

const tags: { title: string; tag: string; status: number; output: string }[] = [
  { title: 'the tool', tag: 'v2.0.0', status: 0, output: 'package=portolan' },
  { title: 'the data', tag: 'data-v0.3.1', status: 0, output: 'package=portolan-data' },
  { title: 'another version of the tool', tag: 'v0.3.1', status: 1, output: '' },
  { title: 'another version of the data', tag: 'data-v2.0.0', status: 1, output: '' },
  { title: 'no tag of ours', tag: '2.0.0', status: 1, output: '' },
]
for (const { title, tag, status, output } of tags)
  test(`publishing by the tag ${tag}: ${title}`, () => {
    const ran = step('The package that the tag names', { TAG: tag })
    assert.equal([ran.status, ran.output], [status, output])
    assert.is(ran.said.startsWith('::error'), status === 1)
  })

const publish = 'npm publish --provenance --access public'
const runs: { title: string; package: string; published: string; status: number; said: RegExp }[] = [
  {
    title: 'the data',
    package: 'portolan-data',
    published: 'portolan-data@0.3.0',
    status: 0,
    said: new RegExp(`^${publish} --workspace portolan-data$`),
  },
  {
    title: 'the data, which are there already',
    package: 'portolan-data',
    published: 'portolan-data@0.3.1',
    status: 0,
    said: /^$/,
  },
  {
    title: 'the tool, whose data are there',
    package: 'portolan',
    published: 'portolan-data@0.3.1 portolan@1.0.0',
    status: 0,
    said: new RegExp(`^${publish}$`),
  },
  {
    title: 'the tool, which is there already',
    package: 'portolan',
    published: 'portolan-data@0.3.1 portolan@2.0.0',
    status: 0,
    said: /^$/,
  },
  {
    title: 'the tool before its data',
    package: 'portolan',
    published: 'portolan-data@0.3.0',
    status: 1,
    said: /^::error::.*publish it first, with the tag data-v0\.3\.1$/,
  },
]
for (const { title, package: name, published, status, said } of runs)
  test(`publishing ${title}`, () => {
    const ran = step('Publish what is not published yet', { PACKAGE: name, PUBLISHED: published })
    assert.is(ran.status, status)
    assert.match(ran.said, said)
  })

test.run()
