import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { addressesIn, ask, type Data, diffRules, rulesFor } from '../../rules/index.ts'
import type { Inventory } from '../../schema/types.ts'
import { data, inventoryOf } from './stacks.ts'

const brief = (before: [Inventory, Data], after: [Inventory, Data]) =>
  diffRules(rulesFor(...before), rulesFor(...after)).map(
    ({ kind, role, family, protocol, ports, open, close }) =>
      `${kind} ${role} v${family} ${protocol} ${ports} +${open.join(' ')} -${close.join(' ')}`,
  )

const harbour = inventoryOf('harbour')
const flows = (change: (line: Data['flows'][number]) => Data['flows'][number] | null): Data => ({
  ...data.harbour,
  flows: data.harbour.flows.flatMap(flow => change(flow) ?? []),
})

test('a state compared with itself is no difference, and neither is another spelling', () => {
  assert.equal(brief([harbour, data.harbour], [harbour, data.harbour]), [])
  const other = structuredClone(harbour)
  other.roles.crane = { addresses: ['10.0.2.10/31', 'fd00:2::10-fd00:2::11'] }
  assert.equal(
    brief([harbour, data.harbour], [other, data.harbour]).filter(line => !line.includes('v6')),
    [],
  )
})

test('what opens, what closes, and what changes its addresses', () => {
  const other = structuredClone(harbour)
  other.roles.depot = { addresses: ['10.0.3.11', 'fd00:3::10'] }
  assert.equal(brief([harbour, data.harbour], [other, data.harbour]), [
    'change crane v4 all  +10.0.3.11 -10.0.3.10',
  ])
  const without = flows(flow => (flow.ports?.first === 7946 ? null : flow))
  assert.equal(brief([harbour, data.harbour], [harbour, without]), [
    'close crane v4 udp 7946 + -10.0.2.10 10.0.2.11',
    'close crane v6 udp 7946 + -fd00:2::10 fd00:2::11',
  ])
  assert.equal(
    brief([harbour, without], [harbour, data.harbour])[0],
    'open crane v4 udp 7946 +10.0.2.10 10.0.2.11 -',
  )
})

test('a wider range opens the ports beyond the old one only', () => {
  const wider = flows(flow =>
    flow.ports?.first === 8443 ? { ...flow, ports: { first: 8440, last: 8460 } } : flow,
  )
  assert.equal(
    brief([harbour, data.harbour], [harbour, wider]).filter(line => line.includes('v4')),
    ['open pier v4 tcp 8440-8442 +10.0.4.10 -', 'open pier v4 tcp 8451-8460 +10.0.4.10 -'],
  )
})

test('the skeleton of an inventory asks everything that is open', () => {
  const text = ask(data.k0s.flows, data.k0s)
  for (const line of [
    '  - product: k0s',
    '      cni: # one or more of calico, kube-router, or none',
    '      "only when load balancing of the control plane is on": # true or false',
    '  controller: { addresses: [] } # controller',
    '  worker: { addresses: [] } # worker',
    '  pods: [] # the network of the pods',
  ])
    assert.ok(text.split('\n').includes(line), line)
  assert.match(
    ask(data.rke2.flows, data.rke2),
    "      # cni: canal is the product's default; others: calico, canal, cilium, flannel, or none",
  )
  assert.match(ask(data.kubeadm.flows, data.kubeadm), '  any: { addresses: [] } # documents say anybody')
  assert.not.match(ask(data.harbour.flows, data.harbour), 'cluster:')
})

const ini = `
[rke2_servers]
one ansible_host=10.0.1.10
two ansible_host=10.0.1.11 # the second

[rke2_agents]
10.0.2.10
[databases]
db ansible_host=10.0.9.1
[all:vars]
ansible_user=root
`
const yaml = `
all:
  children:
    rke2_cluster:
      children:
        servers:
          hosts:
            one: { ansible_host: 10.0.1.10 }
            two: { ansible_host: 10.0.1.11 }
        agents:
          hosts:
            10.0.2.10:
`
const node = (label: string | null, address: string, cidr: string) => ({
  metadata: { labels: label ? { [`node-role.kubernetes.io/${label}`]: 'true' } : {} },
  spec: { podCIDRs: [cidr] },
  status: {
    addresses: [
      { type: 'InternalIP', address },
      { type: 'Hostname', address: 'one' },
    ],
  },
})
const kubectl = JSON.stringify({
  items: [
    node('control-plane', '10.0.1.10', '10.42.0.0/24'),
    node('control-plane', '10.0.1.11', '10.42.1.0/24'),
    node(null, '10.0.2.10', '10.42.2.0/24'),
  ],
})

for (const [title, text] of Object.entries({
  'an Ansible inventory, INI': ini,
  'an Ansible inventory, YAML': yaml,
  'kubectl get nodes -o json': kubectl,
})) {
  test(`${title} fills the roles`, () => {
    const lines = ask(data.rke2.flows, data.rke2, addressesIn(text)).split('\n')
    assert.ok(
      lines.includes('  rke2-server: { addresses: ["10.0.1.10","10.0.1.11"] } # rke2-server'),
      lines.join('\n'),
    )
    assert.ok(lines.includes('  rke2-agent: { addresses: ["10.0.2.10"] } # rke2-agent'), lines.join('\n'))
    if (text === ini) assert.ok(lines.includes('  # No role is called "databases": ["10.0.9.1"]'))
    if (text === kubectl)
      assert.ok(
        lines.some(line => line.startsWith('  pods: ["10.42.0.0/24","10.42.1.0/24","10.42.2.0/24"] #')),
      )
  })
}

test('what is no list of machines is refused', () => {
  for (const text of ['{"kind":"Pod"}', '- a\n- b', 'plain'])
    assert.throws(() => addressesIn(text), /kubectl/, text)
})

test.run()
