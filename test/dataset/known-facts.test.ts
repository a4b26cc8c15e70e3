import { readFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import type { Claim, Flow } from '../../schema/types.ts'
import { root } from '../cli/helpers.ts'

// The traps of the documents at hand: what stands there stays in the claims, what is right in the flows.
const read = (name: string) => readFileSync(path.join(root, 'dataset/data', name), 'utf8')
const flows = new Map<string, Flow>(JSON.parse(read('flows.json')).map((flow: Flow) => [flow.id, flow]))
const claims = new Map<string, Claim>(
  read('claims.ndjson')
    .trim()
    .split('\n')
    .map(line => JSON.parse(line))
    .map((claim: Claim) => [claim.id, claim]),
)

const rke = 'rancher-2.x/rke-nodes'
const docker = 'rancher-2.x/rancher-docker/rancher-server>'
const pools = 'rancher-2.x/node-pools'
const server = { kind: 'role', id: 'rancher-server' }
const catalogs = ['35.160.43.145', '35.167.242.46', '52.33.59.17']
const reversed = (kind: string, id: string) => ({ from: { kind, id }, to: server })
const misread = 'git.rancher.io: 35.160.43.145:32 35.167.242.46:32 52.33.59.17:32'

const corrected: { title: string; flow: string; claim: string; stated: unknown }[] = [
  {
    title: 'etcd clients, a digit missing',
    flow: `${rke}/etcd>etcd/tcp/2379`,
    claim: 'rke-nodes:19:1',
    stated: { ports: { first: 379, last: 379 } },
  },
  ...['etcd', 'controlplane', 'worker'].map(from => ({
    title: `the overlay network, a digit missing, from ${from}`,
    flow: `${rke}/${from}>controlplane/udp/8472/cni=canal,flannel`,
    claim: 'rke-nodes:35:1',
    stated: { ports: { first: 472, last: 472 } },
  })),
  {
    title: 'a column of destinations called Source: SSH',
    flow: `${docker}cluster-nodes/tcp/22/feature=node-driver`,
    claim: 'rancher-2.x:68:1',
    stated: reversed('group', 'cluster-nodes'),
  },
  {
    title: 'a column of destinations called Source: the Docker daemon',
    flow: `${docker}cluster-nodes/tcp/2376/feature=node-driver`,
    claim: 'rancher-2.x:70:1',
    stated: reversed('group', 'cluster-nodes'),
  },
  ...['hosted-cluster', 'imported-cluster'].map(id => ({
    title: `a column of destinations called Source: ${id}`,
    flow: `${docker}${id}/tcp/6443`,
    claim: 'rancher-2.x:71:1',
    stated: reversed('role', id),
  })),
  ...catalogs.map(id => ({
    title: `a column of destinations called Source: ${id}`,
    flow: `${docker}${id}/tcp/443`,
    claim: 'rancher-2.x:69:1',
    stated: reversed('host', id),
  })),
  ...catalogs.map(id => ({
    title: `a prefix length that looks like a port: ${id}`,
    flow: `${pools}/rancher-server>${id}/tcp/443`,
    claim: 'rancher-2.x-zh:27:4',
    stated: { protocol: null, ports: null, portText: misread, to: { kind: 'any', id: 'any' } },
  })),
  ...['tcp', 'udp'].map((protocol, i) => ({
    title: `a port range in place of a source, ${protocol}`,
    flow: `${pools}/any>cluster-nodes/${protocol}/30000-32767/provider=amazon-ec2`,
    claim: `rancher-2.x-zh:68:${11 + i}`,
    stated: { from: { kind: 'unknown', id: 'unknown' } },
  })),
  {
    title: 'a label with a letter missing',
    flow: 'kubernetes/cluster/worker>etcd/tcp/2379-2380',
    claim: 'coreos-kubernetes:33:1',
    stated: { to: { kind: 'unknown', id: 'unknown' } },
  },
]

for (const { title, flow, claim, stated } of corrected) {
  test(`corrected: ${title}`, () => {
    const found = flows.get(flow)
    assert.is(found?.status, 'corrected', flow)
    assert.equal(found?.stated, stated)
    assert.ok(found?.claims.includes(claim), found?.claims.join())
    assert.ok(found?.corrections.length)
  })
}

test('what the documents say stays in the claims', () => {
  assert.equal(claims.get('rke-nodes:19:1')?.ports, { first: 379, last: 379 })
  assert.equal(claims.get('rke-nodes:35:1')?.ports, { first: 472, last: 472 })
  assert.is(claims.get('rancher-2.x-zh:27:4')?.portText, misread)
  assert.equal(claims.get('rancher-2.x-zh:68:11')?.source, [{ label: '30000-32767', implied: false }])
  assert.is(claims.get('coreos-kubernetes:33:1')?.destination[0]?.label, 'etc Node')
  assert.equal(claims.get('rancher-2.x:70:1')?.destination, [{ label: 'Rancher Node', implied: true }])
})

test('nothing that was corrected is left as a flow of its own', () => {
  const wrong = [...flows.values()].filter(
    ({ id, ports }) => [32, 379, 472].includes(ports?.first ?? 0) || / etc /.test(id),
  )
  assert.equal(wrong, [])
})

test('both halves of two rows on one line are there', () => {
  const halves = ['rke-nodes:50:1', 'rke-nodes:50:2'].map(id => claims.get(id))
  assert.equal(
    halves.map(claim => claim?.ports?.first),
    [10250, 10254],
  )
  assert.ok(halves.some(claim => claim?.repairs.includes('joined-rows')))
  for (const to of ['etcd', 'controlplane', 'worker']) {
    assert.ok(flows.get(`${rke}/controlplane>${to}/tcp/10250`)?.claims.includes('rke-nodes:50:1'), to)
  }
  const local = flows.get(`${rke}/controlplane>self/tcp/10254`)
  assert.ok(local?.claims.includes('rke-nodes:50:2') && local.local)
})

test('a restriction among the sources is a condition, not an end', () => {
  const ssh = [...flows.values()].find(({ claims }) => claims.includes('rke-nodes:58:1'))
  assert.equal(ssh?.when, { os: 'linux' })
  assert.not.match(ssh?.from.id ?? '', /linux|unknown/i)
})

test.run()
