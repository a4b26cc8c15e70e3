import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { loadDataset } from '../../dataset/files.ts'
import { type Data, rulesFor, targets, writeRules } from '../../rules/index.ts'
import { describe } from '../../rules/text.ts'
import type { Inventory } from '../../schema/types.ts'
import { validate } from '../../schema/validate.ts'
import { parseYaml } from '../../schema/yaml.ts'
import { root } from '../cli/helpers.ts'
import { data } from './stacks.ts'

const folder = path.join(root, 'examples/rules')
const read = (name: string): Inventory =>
  validate('inventory', parseYaml(readFileSync(path.join(folder, `${name}.yaml`), 'utf8')), `${name}.yaml`)
const open = (inventory: Inventory, stock: Data, role: string) =>
  rulesFor(inventory, stock)
    .rules.filter(
      rule =>
        rule.role === role && rule.direction === 'inbound' && rule.family === 4 && rule.flows.length > 0,
    )
    .map(describe)
const all = 'from rke2-server, rke2-agent'

/** Who talks to whom on RKE2, by its network plug-in: what servers let in beyond what every plug-in needs. */
const plugins: Record<string, string[]> = {
  canal: [`tcp 9099 ${all}`, `udp 8472 ${all}`],
  calico: [`tcp 5473 ${all}`, `udp 4789 ${all}`],
  cilium: [`icmp type 8 ${all}`, `tcp 4240 ${all}`, `udp 8472 ${all}`],
  flannel: [`udp 8472 ${all}`],
}
const always = [
  'tcp 2379 from rke2-server',
  'tcp 2380 from rke2-server',
  'tcp 2381 from rke2-server',
  `tcp 6443 ${all}`,
  `tcp 9345 ${all}`,
  `tcp 10250 ${all}`,
  `tcp 30000-32767 ${all}`,
]
for (const [cni, own] of Object.entries(plugins)) {
  test(`RKE2 with ${cni}: a further server joins, and the overlay is open`, () => {
    const inventory = read('rke2')
    inventory.stack[0]!.when = { cni }
    assert.equal(open(inventory, data.rke2, 'rke2-server').sort(), [...always, ...own].sort())
  })
}

test('K3s on rented machines: nothing but the API, the kubelet and WireGuard', () => {
  const inventory = read('k3s')
  const nodes = 'from k3s-server, k3s-agent'
  assert.equal(open(inventory, data.k3s, 'k3s-server'), [
    `tcp 6443 ${nodes}`,
    `tcp 10250 ${nodes}`,
    `udp 51820 ${nodes}`,
  ])
  assert.equal(open(inventory, data.k3s, 'k3s-agent'), [`tcp 10250 ${nodes}`, `udp 51820 ${nodes}`])
})

for (const name of readdirSync(folder)
  .filter(file => file.endsWith('.yaml'))
  .map(file => path.parse(file).name)) {
  test(`${name}: every target that fits writes it, in printable characters`, () => {
    const set = rulesFor(read(name), data[name as keyof typeof data])
    const roles = set.listeners.map(({ role }) => role)
    const about = { data: 'portolan-data', date: null, inventory: name, hash: '' }
    const fitting = targets.filter(
      ({ machines }) => machines === 'addresses' || set.listeners.some(({ group }) => group),
    )
    for (const target of fitting)
      for (const content of writeRules(target, set, roles, about).values())
        assert.not.match(content, /[^\n -~]/)
  })
}

test('the RKE2 example works with the data of this project', () => {
  const stock = loadDataset(path.join(root, 'dataset'))
  assert.ok(open(read('rke2'), stock, 'rke2-server').some(line => line.startsWith('tcp 6443 from ')))
})

test.run()
