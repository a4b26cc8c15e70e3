import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { RefusalError, rulesFor } from '../../rules/index.ts'
import { describe } from '../../rules/text.ts'
import type { Inventory } from '../../schema/types.ts'
import { data, inventoryOf } from './stacks.ts'

type Name = keyof typeof data

/** What is wrong with an inventory, as `path message`. */
function refused(name: Name, inventory: Inventory): string[] {
  try {
    rulesFor(inventory, data[name])
    return []
  } catch (error) {
    if (!(error instanceof RefusalError)) throw error
    return error.problems.map(({ path, message }) => `${path} ${message}`)
  }
}

const canal = { cni: 'canal', overlay: 'vxlan' }
const change = (
  name: Name,
  when: Record<string, string>,
  edit: (inventory: Inventory) => void,
): Inventory => {
  const inventory = structuredClone(inventoryOf(name, when))
  edit(inventory)
  return inventory
}

const refusals: [title: string, name: Name, inventory: Inventory, problems: string[]][] = [
  [
    'a product that is not there',
    'rke2',
    change('rke2', canal, it => (it.stack[0]!.product = 'rke3')),
    ['/stack/0/product product "rke3" is not in the data; did you mean "rke2"?'],
  ],
  [
    'a value that no document covers',
    'rke2',
    inventoryOf('rke2', { cni: 'antrea' }),
    ['/stack/0/when/cni no document of rke2 covers cni=antrea (covered: calico, canal, cilium, flannel)'],
  ],
  [
    'an axis that no document covers',
    'rke2',
    inventoryOf('rke2', { ...canal, datastore: 'etcd' }),
    [
      '/stack/0/when/datastore no document of rke2 covers datastore=etcd (axes that are covered: cni, overlay)',
    ],
  ],
  [
    'axes that are not answered',
    'k3s',
    inventoryOf('k3s', { overlay: 'vxlan' }),
    [
      '/stack/0/when does not answer "datastore"; add datastore: etcd, or external, or none',
      '/stack/0/when does not answer "feature"; add feature: spegel, or none',
    ],
  ],
  [
    'a condition in words',
    'k0s',
    change('k0s', { cni: 'calico' }, it => (it.stack[0]!.conditions = {})),
    [
      '/stack/0/conditions does not say whether this holds: add "only when load balancing of the control plane is on": true, or false',
    ],
  ],
  [
    'a role without addresses',
    'harbour',
    change('harbour', {}, it => delete it.roles.lamp),
    [
      '/roles does not answer "lamp", which harbour/cluster/lamp>pier/tcp/9100 needs; add its addresses, or lamp: none',
    ],
  ],
  [
    'anybody, unless on purpose',
    'kubeadm',
    change('kubeadm', {}, it => delete it.roles.any),
    [
      '/roles does not answer "any": documents say anybody, as in kubernetes/cluster/any>controlplane/tcp/6443; add the networks that need it, or any: any',
    ],
  ],
  [
    'an unknown role',
    'harbour',
    change('harbour', {}, it => (it.roles.piers = 'none')),
    [
      '/roles/piers is no role of the data; did you mean "pier"? (`portolan roles` lists them; a name of your own must be used in "extra")',
    ],
  ],
  [
    'a group',
    'rke2',
    change('rke2', canal, it => (it.roles['rke2-nodes'] = { addresses: ['10.7.0.1'] })),
    ['/roles/rke2-nodes is a group; name its roles: rke2-server, rke2-agent'],
  ],
  [
    'overlapping addresses',
    'rke2',
    change('rke2', canal, it => (it.roles['rke2-agent'] = { addresses: ['10.0.1.0/28'] })),
    [
      '/roles/rke2-server/addresses overlaps the addresses of "rke2-agent"; machines with both roles belong into one entry, with the other role under "also"',
    ],
  ],
  [
    'bad addresses',
    'harbour',
    change('harbour', {}, it => (it.roles.crane = { addresses: ['10.0.2.1', '10.0.2.300'] })),
    [
      '/roles/crane/addresses/1 "10.0.2.300" is no address; write one such as 10.0.1.10, 10.0.1.0/24 or fd00:1::/64',
    ],
  ],
  [
    'no networks of the cluster',
    'k3s',
    change('k3s', { overlay: 'vxlan', datastore: 'etcd', feature: 'none' }, it => delete it.cluster),
    [
      '/cluster is missing; add the networks of the pods and services, or "none" where pods must not reach the nodes',
    ],
  ],
  [
    "rules of one's own that lead nowhere",
    'harbour',
    change(
      'harbour',
      {},
      it =>
        (it.extra = [
          { from: 'backup', to: 'depot', protocol: 'tcp', why: 'backups' },
          { from: 'pier', to: 'depot', protocol: 'rfc9999', why: 'trial' },
        ]),
    ),
    [
      '/extra/0/from "backup" has no addresses; add it to "roles"',
      '/extra/0 needs "ports" for tcp',
      '/extra/1/protocol "rfc9999" is no known protocol; write tcp, udp, sctp, icmp, all, or ip- and its number',
    ],
  ],
]
for (const [title, name, inventory, problems] of refusals) {
  test(`refused: ${title}`, () => assert.equal(refused(name, inventory), problems))
}

const lines = (name: Name, inventory: Inventory, role: string, include: string[] = []) =>
  rulesFor(inventory, data[name], { include })
    .rules.filter(rule => rule.role === role && rule.direction === 'inbound' && rule.family === 4)
    .map(rule => `${rule.held ? 'held ' : ''}${describe(rule)}`)

test('a second server joins: the API and the supervisor are open between servers', () => {
  assert.equal(lines('rke2', inventoryOf('rke2', canal), 'rke2-server'), [
    'all from pods',
    'tcp 22 from administrator',
    'tcp 2379 from rke2-server',
    'tcp 2380 from rke2-server',
    'tcp 2381 from rke2-server',
    'tcp 6443 from rke2-server, rke2-agent',
    'tcp 9099 from rke2-server, rke2-agent',
    'tcp 9345 from rke2-server, rke2-agent',
    'tcp 10250 from rke2-server, rke2-agent',
    'tcp 30000-32767 from rke2-server, rke2-agent',
    'udp 8472 from rke2-server, rke2-agent',
  ])
})

test('unknown ends, printed addresses, missing ports and protocols, and doubts are left out with their reasons', () => {
  const inventory = change('harbour', {}, it => (it.roles.lamp = { addresses: ['10.0.8.1'] }))
  const set = rulesFor(inventory, data.harbour)
  assert.equal(
    set.leftOut.map(({ flow, reason }) => `${flow.id.slice(16)}: ${reason}`),
    [
      'unknown>pier/tcp/9000: the documents do not say who starts the traffic',
      '192.0.2.77>pier/tcp/9001: 192.0.2.77 is an address that a document printed; it may have moved',
      'pier>depot/-/5433: the documents do not name the protocol',
      'crane>depot/tcp/-: the documents give no port number (none)',
      'lamp>pier/tcp/9100: disputed: ends-disagree:1',
    ],
  )
  const open = ['tcp 22 from administrator', 'tcp 80 from visitor', 'tcp 8443-8450 from visitor']
  assert.equal(lines('harbour', inventory, 'pier'), [...open, 'held tcp 9100 from lamp'])
  assert.equal(lines('harbour', inventory, 'pier', ['disputed']), [...open, 'tcp 9100 from lamp'])
  assert.equal(lines('harbour', inventory, 'pier', ['harbour/cluster/192.0.2.77>pier/tcp/9001']), [
    ...[open[0]!, open[1]!, open[2]!],
    'tcp 9001 from 192.0.2.77',
    'held tcp 9100 from lamp',
  ])
})

test('defaults of the product are used where nothing is said, and named', () => {
  assert.equal(rulesFor(inventoryOf('rke2'), data.rke2).assumptions, [
    'rke2: cni=canal, the default of the product',
    'rke2: overlay=vxlan, the default of the product',
  ])
})

test('answers to conditions of other installations do no harm, unknown ones are refused', () => {
  const words = 'only when load balancing of the control plane is on'
  const inventory = change(
    'k0s',
    { cni: 'calico' },
    it => (it.stack[0]!.conditions = { [words]: true, 'when it rains': true }),
  )
  assert.equal(refused('k0s', inventory), [
    '/stack/0/conditions/when it rains no flow has this condition; remove it',
  ])
  const other = {
    ...data.k0s,
    flows: data.k0s.flows.map(flow =>
      flow.conditions.length > 0 ? { ...flow, when: { cni: 'antrea' } } : flow,
    ),
  }
  assert.ok(
    rulesFor(
      change('k0s', { cni: 'calico' }, it => (it.stack[0]!.conditions = { [words]: true })),
      other,
    ).rules.length > 0,
  )
})

test('gaps can be accepted, and are named', () => {
  const set = rulesFor(inventoryOf('rke2', { cni: 'antrea' }), data.rke2, { acceptGaps: true })
  assert.equal(set.assumptions, ['no document of rke2 covers cni=antrea: rules for it may be missing'])
})

test('machines have the general roles of theirs, and those under also', () => {
  const inventory = inventoryOf('kubeadm')
  assert.ok(lines('kubeadm', inventory, 'controlplane').includes('tcp 2379-2380 from controlplane'))
  const rancher = {
    ...data.rke2,
    flows: data.rke2.flows.map(flow => ({ ...flow, to: { kind: 'role' as const, id: 'etcd' } })),
  }
  assert.equal(
    rulesFor(inventoryOf('rke2', canal), rancher).listeners.map(({ role }) => role),
    ['rke2-server'],
  )
})

test('products that run together share machines and roles', () => {
  const { flows, claims, sources, roles } = data.harbour
  const both: typeof data.rke2 = {
    ...data.rke2,
    flows: [
      ...data.rke2.flows,
      ...flows.map(flow =>
        flow.to.id === 'crane' ? { ...flow, to: { kind: 'role' as const, id: 'worker' } } : flow,
      ),
    ],
    claims: [...data.rke2.claims, ...claims],
    sources: [...data.rke2.sources, ...sources],
    roles: [...data.rke2.roles, ...roles],
  }
  const inventory = inventoryOf('rke2', canal)
  inventory.stack.push({ product: 'harbour' })
  Object.assign(inventory.roles, inventoryOf('harbour').roles, {
    'rke2-agent': { addresses: ['10.0.5.1'] },
    'rke2-server': { addresses: ['10.0.6.1'] },
  })
  const set = rulesFor({ ...inventory, extra: [] }, both)
  const own = set.rules.filter(rule => rule.role === 'rke2-agent' && rule.direction === 'inbound')
  assert.ok(own.some(rule => describe(rule) === 'tcp 7000 from pier'))
  assert.ok(own.some(rule => describe(rule) === 'tcp 10250 from rke2-server, rke2-agent'))
  assert.equal(set.stack, ['rke2/cluster cni=canal overlay=vxlan', 'harbour/cluster'])
})

test('clients in wider networks are named', () => {
  const inventory = change('harbour', {}, it => (it.administrators.addresses = ['10.0.3.0/24']))
  assert.equal(rulesFor(inventory, data.harbour).assumptions, [
    'addresses of depot are in the networks of administrator, and may do the same',
    'there is no lamp',
  ])
})

test('families stand apart, and a condition on the family is decided by the addresses', () => {
  const set = rulesFor(
    inventoryOf('k3s', { overlay: 'wireguard', datastore: 'external', feature: 'none' }),
    data.k3s,
  )
  const found = set.rules.filter(
    ({ role, direction, protocol }) => role === 'k3s-agent' && direction === 'inbound' && protocol === 'udp',
  )
  assert.equal(
    found.map(({ family, ports }) => [family, ports!.first]),
    [
      [4, 51820],
      [6, 51821],
    ],
  )
})

test('the same input gives the same rules', () => {
  const [a, b] = [1, 2].map(() =>
    JSON.stringify(rulesFor(inventoryOf('rke2', canal), data.rke2), (_, value) =>
      typeof value === 'bigint' ? String(value) : value,
    ),
  )
  assert.is(a, b)
})

test.run()
