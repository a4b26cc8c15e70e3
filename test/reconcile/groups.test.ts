import fc from 'fast-check'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { expand } from '../../reconcile/groups.ts'
import { defaultVocabulary } from '../../reconcile/index.ts'

const known = defaultVocabulary().roles.groups

const groups = new Map([
  ['site', ['cluster', 'client']],
  ['cluster', ['worker', 'controlplane']],
  ['egg', ['hen', 'shell']],
  ['hen', ['egg', 'feather']],
  ['nobody', []],
])

const cases: [string, string[]][] = [
  ['worker', ['worker']],
  ['cluster', ['controlplane', 'worker']],
  ['site', ['client', 'controlplane', 'worker']],
  ['egg', ['feather', 'shell']],
  ['nobody', []],
]

for (const [id, roles] of cases) {
  test(`${id} is ${roles.join(', ') || 'nobody'}`, () => assert.equal(expand(id, groups), roles))
}

test('the groups of the vocabulary are used where none are given', () => {
  assert.equal(expand('rke2-nodes', known), ['rke2-agent', 'rke2-server'])
  assert.equal(expand('cluster-nodes', known), ['controlplane', 'etcd', 'worker'])
})

test('whatever the groups are, roles come out, and expanding them again changes nothing', () => {
  const id = fc.constantFrom<string[]>('a', 'b', 'c', 'd', 'e')
  fc.assert(
    fc.property(fc.array(fc.tuple(id, fc.array(id))), id, (entries, start) => {
      const made = new Map(entries)
      const roles = expand(start, made)
      assert.equal(
        roles.filter(role => made.has(role)),
        [],
      )
      assert.equal([...new Set(roles.flatMap(role => expand(role, made)))].sort(), roles)
    }),
  )
})

test.run()
