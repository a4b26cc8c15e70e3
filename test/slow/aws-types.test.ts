import { spawnSync } from 'node:child_process'
import { readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { rulesFor, targets, writeRules } from '../../rules/index.ts'
import type { Inventory } from '../../schema/types.ts'
import { folderWith, root } from '../cli/helpers.ts'
import { data, inventoryOf } from '../rules/stacks.ts'

// Compares the Terraform JSON with the types of the AWS provider. Only the one file of its package is needed.
const provider = '@cdktf/provider-aws@21'
const types = 'package/lib/vpc-security-group-ingress-rule/index.d.ts'
const folder = folderWith()
const run = (command: string, args: string[]) =>
  spawnSync(command, args, { cwd: folder, encoding: 'utf8', timeout: 240_000 })

run('npm', ['pack', '--silent', provider])
const [packed = ''] = readdirSync(folder)
if (packed) run('tar', ['-xzf', packed, '--strip-components=3', types])
const isThere = readdirSync(folder).includes('index.d.ts')

/** What the compiler says about resources, whose fields get the names that they have in TypeScript. */
function complaints(resources: object[]): string {
  const camel = (name: string) => name.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase())
  const renamed = resources.map(one =>
    Object.fromEntries(Object.entries(one).map(([name, value]) => [camel(name), value])),
  )
  writeFileSync(
    path.join(folder, 'rules.ts'),
    `import type { VpcSecurityGroupIngressRuleConfig as Rule } from './index.js'\nexport const rules: Rule[] = ${JSON.stringify(renamed)}\n`,
  )
  const options = [
    '--noEmit',
    '--strict',
    '--skipLibCheck',
    '--module',
    'nodenext',
    '--types',
    '',
    'rules.ts',
  ]
  return run(path.join(root, 'node_modules/.bin/tsc'), options).stdout
}

test('aws-sg: resources have the fields and types that the provider has', () => {
  if (!isThere) {
    assert.not(process.env.CI, `${provider} cannot be had`)
    return console.log(`not tried: ${provider} cannot be had`)
  }
  for (const name of ['harbour', 'rke2', 'kubeadm'] as const) {
    const inventory = structuredClone(inventoryOf(name)) as Inventory
    for (const [i, [id, role]] of Object.entries(inventory.roles).entries())
      if (typeof role === 'object' && i !== 1) inventory.roles[id] = { ...role, aws: `sg-0${i}` }
    const set = rulesFor(inventory, data[name])
    const roles = set.listeners.map(({ role }) => role)
    const about = { data: 'portolan-data', date: null, inventory: 'portolan.yaml', hash: '' }
    const target = targets.find(({ id }) => id === 'aws-sg')!
    const [text = ''] = writeRules(target, set, roles, about).values()
    const [[kind, made]] = Object.entries(JSON.parse(text).resource) as [[string, Record<string, object>]]
    assert.is(kind, 'aws_vpc_security_group_ingress_rule')
    const resources = Object.values(made)
    assert.ok(resources.length > 5)
    assert.is(complaints(resources), '')
    assert.match(complaints([{ ...resources[0], from_port: '3' }]), "Type 'string' is not assignable")
    assert.match(complaints([{ ...resources[0], cidr_ipv5: '::/0' }]), /cidrIpv5.* does not exist/)
  }
})

test.run()
