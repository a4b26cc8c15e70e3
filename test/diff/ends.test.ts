import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { partyOf, type Relation, relationOfEnds } from '../../diff/ends.ts'
import { defaultVocabulary, meaningsOf } from '../../reconcile/index.ts'
import { claim } from '../reconcile/build.ts'

const vocabulary = defaultVocabulary()

function partyOfLabels(source: string[], product: string) {
  const scope = () => ({ product, deployment: '' })
  const [meaning] = meaningsOf([claim({ source })], { vocabulary, scope })
  return partyOf(meaning!.from.nodes, vocabulary)
}

const cases: [title: string, before: string[], after: string[], expected: Relation, product?: string][] = [
  ['the same', ['etcd nodes'], ['etcd'], 'same'],
  ['another order', ['etcd', 'worker nodes'], ['workers', 'etcd nodes'], 'same'],
  ['a list in one label', ['quays, cranes'], ['cranes', 'quays'], 'same'],
  ['a group and all its members', ['all K3s nodes'], ['K3s servers', 'K3s agents'], 'same'],
  ['anybody, and somebody besides', ['any'], ['any', 'etcd'], 'same'],
  ['an address as a range of one', ['192.0.2.7/32'], ['192.0.2.7'], 'same'],
  ['the whole address space is anybody', ['0.0.0.0/0'], ['any'], 'same'],
  ['a range and a part of it besides', ['10.0.0.0/8'], ['10.0.0.0/8', '10.1.0.0/16'], 'same'],
  ['words nobody knows, in another case', ['Quay Nodes'], ['quay node'], 'same'],
  ['another role', ['etcd'], ['worker'], 'changed'],
  ['one of two is another', ['etcd', 'worker'], ['etcd', 'ingress'], 'changed'],
  ['one more', ['etcd'], ['etcd', 'worker'], 'widened'],
  ['from a member to its group', ['K3s agents'], ['all K3s nodes'], 'widened'],
  ['plain nodes of a product', ['agents'], ['all nodes'], 'widened', 'rke2'],
  ['from somebody to anybody', ['quays'], ['any'], 'widened'],
  ['from an address to its range', ['192.0.2.7'], ['192.0.2.0/24'], 'widened'],
  ['from a range to a larger one', ['10.1.0.0/16'], ['10.0.0.0/8'], 'widened'],
  ['IPv6 ranges', ['2001:db8:1::/48'], ['2001:db8::/32'], 'widened'],
  ['one less', ['etcd', 'worker'], ['worker'], 'narrowed'],
  ['from a group to a member', ['all K3s nodes'], ['K3s servers'], 'narrowed'],
  ['ranges side by side', ['10.1.0.0/16'], ['10.2.0.0/16'], 'changed'],
  ['an IPv4 and an IPv6 range', ['10.0.0.0/8'], ['2001:db8::/32'], 'changed'],
  ['a host by name is in no range', ['quay.example'], ['10.0.0.0/8'], 'changed'],
  ['named', [], ['etcd'], 'named'],
  ['no longer named', ['etcd'], [], 'unnamed'],
]

for (const [title, before, after, expected, product = ''] of cases)
  test(`${title}: ${expected}`, () => {
    const [a, b] = [partyOfLabels(before, product), partyOfLabels(after, product)]
    assert.is(relationOfEnds(a, b), expected)
    const back: Partial<Record<Relation, Relation>> = {
      widened: 'narrowed',
      narrowed: 'widened',
      named: 'unnamed',
      unnamed: 'named',
    }
    assert.is(relationOfEnds(b, a), back[expected] ?? expected)
  })

test.run()
