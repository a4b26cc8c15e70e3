import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { flowId } from '../../reconcile/ids.ts'
import type { Flow } from '../../schema/types.ts'
import { flow } from './build.ts'

const cases: { title: string; values: Partial<Flow>; expected: string }[] = [
  { title: 'a port', values: {}, expected: 'kubernetes/cluster/etcd>worker/tcp/6443' },
  {
    title: 'an archived version and a range',
    values: {
      product: 'rancher',
      archived: true,
      versions: [{ first: '2.x', last: '2.x' }],
      ports: { first: 30000, last: 32767 },
    },
    expected: 'rancher-2.x/cluster/etcd>worker/tcp/30000-32767',
  },
  {
    title: 'conditions, sorted',
    values: { when: { os: 'linux', cni: ['canal', 'flannel'] } },
    expected: 'kubernetes/cluster/etcd>worker/tcp/6443/cni=canal,flannel&os=linux',
  },
  {
    title: 'no protocol',
    values: { protocol: null },
    expected: 'kubernetes/cluster/etcd>worker/unspecified/6443',
  },
  {
    title: 'words for a port',
    values: { ports: null, portText: 'Provider Dependent' },
    expected: 'kubernetes/cluster/etcd>worker/tcp/provider-dependent',
  },
  {
    title: 'words in another script',
    values: { ports: null, portText: '（由云商决定）' },
    expected: 'kubernetes/cluster/etcd>worker/tcp/由云商决定',
  },
  {
    title: 'words that look like a range',
    values: { protocol: 'icmp', ports: null, portText: '0, 8' },
    expected: 'kubernetes/cluster/etcd>worker/icmp/text-0-8',
  },
  {
    title: 'no port at all',
    values: { protocol: 'ipip', ports: null },
    expected: 'kubernetes/cluster/etcd>worker/ipip/unspecified',
  },
  {
    title: 'traffic that stays on the node',
    values: { local: true, to: { kind: 'role', id: 'etcd' } },
    expected: 'kubernetes/cluster/etcd>self/tcp/6443',
  },
  {
    title: 'traffic that stays on the node between different ends',
    values: { local: true },
    expected: 'kubernetes/cluster/etcd>self:worker/tcp/6443',
  },
  {
    title: 'traffic between nodes of one role',
    values: { to: { kind: 'role', id: 'etcd' } },
    expected: 'kubernetes/cluster/etcd>etcd/tcp/6443',
  },
]

for (const { title, values, expected } of cases) {
  test(title, () => assert.is(flowId(flow(values)), expected))
}

test.run()
