import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { address } from '../../reconcile/address.ts'

const read: [string, string, string][] = [
  ['35.160.43.145', 'host', '35.160.43.145'],
  ['35.160.43.145/32', 'host', '35.160.43.145'],
  ['fe80::1/128', 'host', 'fe80::1'],
  ['FE80:0:0::1', 'host', 'fe80::1'],
  ['10.42.0.0/16', 'cidr', '10.42.0.0/16'],
  ['fd00::/8', 'cidr', 'fd00::/8'],
  ['0.0.0.0/0', 'any', 'any'],
  ['::/0', 'any', 'any'],
  [' git.rancher.io ', 'domain', 'git.rancher.io'],
  ['Git.Rancher.IO', 'domain', 'git.rancher.io'],
  ['*.example.com', 'domain', '*.example.com'],
]

for (const [text, kind, id] of read) {
  test(`${text} is ${kind} ${id}`, () => assert.equal(address(text), { kind, id }))
}

const words = [
  '',
  'nodes',
  '30000-32767',
  '6443',
  '10.0.0',
  '10.0.0.256',
  '10.0.0.0/33',
  '10.0.0.0/a',
  '1.2.3.4/5/6',
]

for (const text of words) {
  test(`"${text}" is no address`, () => assert.is(address(text), null))
}

test.run()
