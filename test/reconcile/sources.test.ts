import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { parse } from 'yaml'
import { extract } from '../../extract/index.ts'
import { type Input, reconcile } from '../../reconcile/index.ts'
import { validate } from '../../schema/validate.ts'

const folder = new URL('../../sources/', import.meta.url)

function read(path: string): string {
  return readFileSync(new URL(path, folder), 'utf8')
}

function inputOf(id: string): Input {
  const file = `${id}/source.yaml`
  const source = validate('source', parse(read(file)), file)
  const path = `${id}/${source.document}`
  const { claims } = extract(`sources/${path}`, read(path), { id })
  return { source, claims, corrections: validate('correction', parse(read(`${id}/corrections.yaml`)), id) }
}

const ids = readdirSync(folder).filter(name => !name.includes('.md'))
const inputs = ids.map(inputOf)
const { flows, unresolved, unknownLabels, corrected } = reconcile(inputs)

for (const [at, { source, claims }] of inputs.entries()) {
  test(`${source.id}: bears the name of its folder and reaches its floor`, () => {
    assert.is(source.id, ids[at])
    assert.ok(claims.length >= source.floor.claims, `${claims.length} claims`)
  })

  test(`${source.id}: evidence names lines that there are`, () => {
    const places = read(`${source.id}/corrections.yaml`).matchAll(/^ +- "([\w.-]+):(\d+) /gm)
    for (const [, id = '', line] of places) {
      const lines = read(`${id}/document.md`).split('\n')
      assert.ok(lines[Number(line) - 1]?.trim(), `${id}:${line}`)
    }
  })

  test(`${source.id}: deployments are told apart`, () => {
    const matches = source.deployments.flatMap(deployment => deployment.match)
    assert.is(new Set(matches).size, matches.length)
    assert.is(source.deployments.filter(deployment => deployment.default).length, 1)
  })
}

test('every label has a role', () => assert.equal(unknownLabels, []))

test('every claim backs a flow, or names neither end', () => {
  const backing = new Set(flows.flatMap(flow => flow.claims))
  const listed = new Set(unresolved.map(({ claim }) => claim))
  for (const { claims } of inputs) {
    for (const { id } of claims) assert.ok(backing.has(id) !== listed.has(id), id)
  }
  assert.equal([...new Set(unresolved.map(({ reason }) => reason))], ['no-endpoints'])
})

test('every flow is valid and of a deployment that its source lists', () => {
  const deployments = new Set(inputs.flatMap(({ source }) => source.deployments.map(({ id }) => id)))
  for (const flow of flows) {
    validate('flow', flow, flow.id)
    assert.ok(deployments.has(flow.deployment), flow.id)
  }
})

test('every correction shows in a flow', () => {
  for (const { claims } of corrected) {
    for (const claim of claims) {
      const backed = flows.filter(flow => flow.claims.includes(claim))
      assert.ok(
        backed.some(flow => flow.status === 'corrected' && flow.stated !== null),
        claim,
      )
    }
  }
})

test('known facts', () => {
  const byId = new Map(flows.map(flow => [flow.id, flow]))
  const etcd = byId.get('rancher-2.x/rke-nodes/etcd>etcd/tcp/2379')
  assert.equal(etcd?.stated, { ports: { first: 379, last: 379 } })
  assert.equal(etcd?.claims, ['rke-nodes:8:1', 'rke-nodes:19:1'])
  assert.ok(byId.has('rancher-2.x/rke-nodes/etcd>controlplane/tcp/6443'))
  assert.ok(byId.has('rancher-2.x/rke-nodes/worker>self/tcp/10254'))
  assert.is(byId.get('rke2/cluster/rke2-nodes>rke2-nodes/udp/8472/cni=canal')?.required, false)
  assert.is(byId.get('kubernetes/cluster/worker>worker/udp/8472/cni=flannel')?.service, 'flannel-vxlan')
  assert.is(
    byId.get('rancher-2.x/rancher-docker/rancher-server>hosted-cluster/tcp/6443')?.status,
    'corrected',
  )
})

test.run()
