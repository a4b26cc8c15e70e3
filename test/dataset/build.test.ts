import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { build, FloorError } from '../../dataset/build.ts'
import { type LoadedSource, loadSources } from '../../dataset/sources.ts'
import { CorrectionError } from '../../reconcile/index.ts'
import { schemaNames } from '../../schema/load.ts'
import type { Correction, WrittenCorrection } from '../../schema/types.ts'

const folder = fileURLToPath(new URL('../fixtures/cli/sources', import.meta.url))
const [harbour, pier] = loadSources(folder) as [LoadedSource, LoadedSource]
const built = await build([harbour, pier])
const json = (name: string) => JSON.parse(built.files.get(name)!)
const flows = new Map(built.flows.map(flow => [flow.id, flow]))

test('the same sources give the same, and are not changed by it', async () => {
  const before = structuredClone([harbour, pier])
  assert.equal([...(await build([harbour, pier])).files], [...built.files])
  assert.equal([harbour, pier], before)
})

test('the flows do not depend on the order of the sources', async () => {
  const { files } = await build([pier, harbour])
  assert.is(files.get('data/flows.json'), built.files.get('data/flows.json'))
})

test('claims of two documents and a correction meet in one flow', () => {
  const { claims, status, stated, corrections } = flows.get('ferry/cluster/etcd>controlplane/tcp/2379')!
  assert.equal(claims, ['harbour:5:1', 'pier:5:1'])
  assert.equal({ status, stated }, { status: 'corrected', stated: { ports: { first: 379, last: 379 } } })
  assert.equal(corrections, ['tide-table-port'])
  assert.not.ok(flows.has('ferry/cluster/etcd>controlplane/tcp/379'))
})

test('claims stay literal', () => {
  const lines = built.files.get('data/claims.ndjson')!.trim().split('\n')
  const claims = lines.map(line => JSON.parse(line))
  assert.equal(
    claims.map(({ id }) => id),
    ['harbour:5:1', 'harbour:6:1', 'harbour:7:1', 'harbour:11:1', 'pier:5:1', 'pier:6:1', 'pier:7:1'],
  )
  assert.equal(claims[4].ports, { first: 379, last: 379 })
})

test('the record of a source says what became of all of its claims', () => {
  const [first, second] = json('data/sources.json')
  const text = readFileSync(path.join(folder, 'harbour/document.md'))
  assert.is(first.sha256, createHash('sha256').update(text).digest('hex'))
  assert.equal(first.claims, { total: 4, row: 4 })
  assert.is(first.flows, 3)
  assert.equal(
    first.unresolved.map(({ claim, reason }: Record<string, string>) => [claim, reason]),
    [['harbour:11:1', 'no-endpoints']],
  )
  assert.ok(first.unresolved[0].message)
  assert.equal(second.unknownLabels, [{ label: 'sea gulls', claims: ['pier:7:1'] }])
  assert.equal(second.corrections, [
    {
      id: 'tide-table-port',
      claims: ['pier:5:1'],
      set: { ports: { first: 2379, last: 2379 } },
      reason: 'The first digit is missing.',
      evidence: [{ document: 'sources/harbour/document.md', line: 5, column: 9, note: '2379' }],
    },
  ])
})

const floor = (one: LoadedSource, claims: number): LoadedSource => ({
  ...one,
  source: { ...one.source, floor: { claims } },
})

test('floors: all that are missed are told, one that is just reached is not', async () => {
  try {
    await build([floor(harbour, 99), floor(pier, 4)])
    assert.unreachable()
  } catch (error) {
    assert.instance(error, FloorError)
    const lines = (error as Error).message.split('\n')
    assert.is(lines.length, 2)
    assert.match(lines[0]!, /^sources\/harbour\/document\.md: 4 claims, under the floor of 99 /)
    assert.match(lines[1]!, /^sources\/pier\/document\.md: 3 claims, under the floor of 4 /)
  }
  assert.ok(await build([floor(harbour, 4), floor(pier, 3)]))
})

test('a correction that hits nothing, too many or without effect fails the build', async () => {
  const correction = pier.corrections[0]! as WrittenCorrection
  const others = [
    { ...correction, where: { ports: { first: 380, last: 380 } } },
    { ...correction, where: { protocol: 'tcp' as const } },
    { ...correction, set: { ports: { first: 379, last: 379 } } },
  ]
  for (const other of others) {
    const error = await build([harbour, { ...pier, corrections: [other] }]).catch(error => error)
    assert.instance(error, CorrectionError)
    assert.match(error.message, 'tide-table-port')
  }
})

test('evidence that is no longer there, or an accepted finding that is gone, fails the build', async () => {
  const correction = pier.corrections[0]! as WrittenCorrection
  const moved = { ...correction, evidence: [{ place: 'harbour:6', text: '2379' }] }
  const gone = { id: 'gone', accept: '0123456789abcdef', matches: 1 }
  const messageOf = (one: Correction) =>
    build([harbour, { ...pier, corrections: [one] }]).catch(error => error.message)
  assert.match(await messageOf(moved), /^sources\/pier\/corrections\.yaml:1: tide-table-port gives 1 place/)
  assert.match(await messageOf(gone), /^sources\/pier\/corrections\.yaml: gone accepts 1 finding/)
})

test('a correction is looked for in the folder that was given', async () => {
  const elsewhere = loadSources(folder, 'docs/ports').map(one => ({ ...one, text: '' }))
  const free = elsewhere.map(one => floor(one, 0))
  assert.match((await build(free).catch(error => error)).message, /^docs\/ports\/pier\/corrections\.yaml:1: /)
})

test('the schemas can be used as they are published', () => {
  const ajv = new Ajv2020({ strict: true })
  for (const name of built.files.keys()) if (name.startsWith('schema/')) ajv.addSchema(json(name))
  for (const name of schemaNames) assert.type(ajv.getSchema(`${name}.schema.json`), 'function')
})

test.run()
