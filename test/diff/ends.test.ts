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

const cases: { title: string; before: string[]; after: string[]; product?: string; expected: Relation }[] = [
  { title: 'the same', before: ['etcd nodes'], after: ['etcd'], expected: 'same' },
  {
    title: 'another order',
    before: ['etcd', 'worker nodes'],
    after: ['workers', 'etcd nodes'],
    expected: 'same',
  },
  { title: 'a list in one label', before: ['quays, cranes'], after: ['cranes', 'quays'], expected: 'same' },
  {
    title: 'a group and all its members',
    before: ['all K3s nodes'],
    after: ['K3s servers', 'K3s agents'],
    expected: 'same',
  },
  { title: 'anybody, and somebody besides', before: ['any'], after: ['any', 'etcd'], expected: 'same' },
  { title: 'an address as a range of one', before: ['192.0.2.7/32'], after: ['192.0.2.7'], expected: 'same' },
  { title: 'the whole address space is anybody', before: ['0.0.0.0/0'], after: ['any'], expected: 'same' },
  {
    title: 'a range and a part of it besides',
    before: ['10.0.0.0/8'],
    after: ['10.0.0.0/8', '10.1.0.0/16'],
    expected: 'same',
  },
  {
    title: 'words nobody knows, in another case',
    before: ['Quay Nodes'],
    after: ['quay node'],
    expected: 'same',
  },
  { title: 'another role', before: ['etcd'], after: ['worker'], expected: 'changed' },
  {
    title: 'one of two is another',
    before: ['etcd', 'worker'],
    after: ['etcd', 'ingress'],
    expected: 'changed',
  },
  { title: 'one more', before: ['etcd'], after: ['etcd', 'worker'], expected: 'widened' },
  {
    title: 'from a member to its group',
    before: ['K3s agents'],
    after: ['all K3s nodes'],
    expected: 'widened',
  },
  {
    title: 'plain nodes of a product',
    before: ['agents'],
    after: ['all nodes'],
    product: 'rke2',
    expected: 'widened',
  },
  { title: 'from somebody to anybody', before: ['quays'], after: ['any'], expected: 'widened' },
  {
    title: 'from an address to its range',
    before: ['192.0.2.7'],
    after: ['192.0.2.0/24'],
    expected: 'widened',
  },
  {
    title: 'from a range to a larger one',
    before: ['10.1.0.0/16'],
    after: ['10.0.0.0/8'],
    expected: 'widened',
  },
  { title: 'IPv6 ranges', before: ['2001:db8:1::/48'], after: ['2001:db8::/32'], expected: 'widened' },
  { title: 'one less', before: ['etcd', 'worker'], after: ['worker'], expected: 'narrowed' },
  {
    title: 'from a group to a member',
    before: ['all K3s nodes'],
    after: ['K3s servers'],
    expected: 'narrowed',
  },
  { title: 'ranges side by side', before: ['10.1.0.0/16'], after: ['10.2.0.0/16'], expected: 'changed' },
  {
    title: 'an IPv4 and an IPv6 range',
    before: ['10.0.0.0/8'],
    after: ['2001:db8::/32'],
    expected: 'changed',
  },
  {
    title: 'a host by name is in no range',
    before: ['quay.example'],
    after: ['10.0.0.0/8'],
    expected: 'changed',
  },
  { title: 'named', before: [], after: ['etcd'], expected: 'named' },
  { title: 'no longer named', before: ['etcd'], after: [], expected: 'unnamed' },
]

for (const { title, before, after, product = '', expected } of cases)
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
