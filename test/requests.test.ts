// What people asked for in public, answered by one command each.
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { root, several } from './cli/helpers.ts'
import { records } from './dataset/helpers.ts'

const cnis = ['canal', 'cilium', 'calico', 'flannel']
const ask = (...args: string[]) => ({ args: ['query', ...args], cwd: root })
const [sheet, minimum, group, egress, ports, gap, ...perCni] = await several([
  ask(...'--product rke2 --to rke2-agent --when cni=canal --expand --format sheet'.split(' ')),
  ask(...'--product k3s --to k3s-server --when cni=flannel --when overlay=vxlan -f json'.split(' ')),
  ask(
    ...'--product rancher --deployment node-pools --version 2.15 --when provider=amazon-ec2 -f json'.split(
      ' ',
    ),
  ),
  ask(...'--product openshift --node cluster-nodes --direction outbound -f json'.split(' ')),
  ask(...'--product kubernetes -f json'.split(' ')),
  ask(...'--product rke2 --when cni=antrea'.split(' ')),
  ...cnis.map(cni =>
    ask(...`--product rke2 --from rke2-server --to rke2-server --when cni=${cni} -f json`.split(' ')),
  ),
])

type Found = {
  from: { id: string }
  to: { id: string }
  protocol: string
  ports: { first: number } | null
  local: boolean
}
const found = (run: typeof sheet): Found[] => JSON.parse(run!.stdout)
const portsIn = (flows: Found[]) => new Set(flows.map(({ protocol, ports }) => `${protocol} ${ports?.first}`))
const has = (ports: Set<string>, wanted: string[]) =>
  assert.equal(
    wanted.filter(one => !ports.has(one)),
    [],
  )

test('a sheet of what workers receive, each row with a link to the line that says so', () => {
  const rows = records(sheet!.stdout)
  assert.ok(rows.every(row => row.Destination === 'rke2-agent'))
  has(new Set(rows.map(row => `${row.Source} ${row.Protocol} ${row.Ports}`)), [
    'rke2-server udp 8472',
    'rke2-agent udp 8472',
    'rke2-server tcp 10250',
    'rke2-agent tcp 30000-32767',
  ])
  assert.ok(
    rows.every(row => /https:\/\/github\.com\/\S+\/blob\/[0-9a-f]{40}\/\S+#L\d+/.test(row['Says who']!)),
  )
})

const overlays: Record<string, string[]> = {
  canal: ['udp 8472', 'tcp 9099'],
  cilium: ['udp 8472', 'tcp 4240'],
  calico: ['udp 4789', 'tcp 179', 'tcp 5473'],
  flannel: ['udp 4789'],
}
for (const [i, cni] of cnis.entries())
  test(`server to server with ${cni}: the API, the supervisor, etcd and the overlay`, () => {
    const wanted = ['tcp 6443', 'tcp 9345', 'tcp 2379', 'tcp 2380', 'tcp 10250', ...overlays[cni]!]
    has(portsIn(found(perCni[i])), wanted)
  })

test('a network plug-in that no document speaks of gets no answer', () => {
  assert.is(gap!.status, 1)
  assert.match(gap!.stderr, 'speaks of cni=antrea, only of calico, canal, cilium, flannel')
})

test('the security group on EC2', () => {
  const own = found(group).filter(({ to }) => to.id === 'cluster-nodes')
  has(portsIn(own), [
    'tcp 22',
    'tcp 2376',
    'tcp 6443',
    'udp 8472',
    'udp 4789',
    'tcp 10250',
    'tcp 10256',
    'tcp 2379',
    'tcp 30000',
  ])
})

test('the minimum of K3s: the API, the kubelet, the overlay', () => {
  const flows = found(minimum).filter(({ local }) => !local)
  has(portsIn(flows), ['tcp 6443', 'tcp 10250', 'udp 8472'])
})

test('what an OpenShift cluster must reach, by name', () => {
  const names = new Set(found(egress).map(({ to, ports }) => `${to.id} ${ports?.first}`))
  has(names, ['quay.io 443', 'registry.redhat.io 443', 'mirror.openshift.com 80', 'api.openshift.com 443'])
})

test('the ports of Kubernetes: every row with both ends', () => {
  const rows = found(ports).filter(({ protocol }) => protocol !== null)
  assert.ok(rows.length >= 8)
  assert.equal(
    rows.filter(({ from, to }) => [from.id, to.id].includes('unknown')),
    [],
  )
})

test.run()
