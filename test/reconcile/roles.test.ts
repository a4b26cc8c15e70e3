import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { defaultVocabulary } from '../../reconcile/index.ts'
import { areKin, resolve, titleOf } from '../../reconcile/roles.ts'

const words = defaultVocabulary()

const rancher = { product: 'rancher', deployment: 'rke-nodes' }
const k3sTab = { product: 'rancher', deployment: 'rancher-k3s' }
const hosted = { product: 'rancher', deployment: 'hosted-clusters' }
const imported = { product: 'rancher', deployment: 'imported-clusters' }
const rke2 = { product: 'rke2', deployment: 'cluster' }
const kubernetes = { product: 'kubernetes', deployment: 'cluster' }

const labels: [string, { product: string; deployment: string }, string][] = [
  ['etcd nodes', rancher, 'etcd'],
  ['etcd Plane Nodes', rancher, 'etcd'],
  ['etcd node itself', rancher, 'etcd'],
  ['etcd 节点', rancher, 'etcd'],
  ['controlplane nodes', rancher, 'controlplane'],
  ['Control Plane Nodes', rancher, 'controlplane'],
  ['control-plane node(s)', rancher, 'controlplane'],
  ['控制平面节点', rancher, 'controlplane'],
  ['Worker nodes', rancher, 'worker'],
  ['Windows worker nodes', rancher, 'worker'],
  ['所有工作节点。', rancher, 'worker'],
  ['Rancher nodes', rancher, 'rancher-server'],
  ['Rancher Node', rancher, 'rancher-server'],
  ['Rancher Server Nodes', k3sTab, 'rancher-server'],
  ['Rancher节点', rancher, 'rancher-server'],
  ['rancher-nodes', rancher, 'cluster-nodes'],
  ['sg-xxx (rancher-nodes)', rancher, 'cluster-nodes'],
  ['Any node created using a node driver', rancher, 'cluster-nodes'],
  ['Any node created using node driver.', rancher, 'cluster-nodes'],
  ['Any node IP from a node created using Node Driver', rancher, 'cluster-nodes'],
  ['集群节点', rancher, 'cluster-nodes'],
  ['IPs of all cluster nodes and other API/UI clients', rancher, 'cluster-nodes api-client'],
  [
    'Otherwise IPs of all cluster nodes and other Rancher API / UI clients.',
    rancher,
    'cluster-nodes api-client',
  ],
  ['API / UI Clients', rancher, 'api-client'],
  ['any source that needs to be able to use the Rancher UI or API', rancher, 'api-client'],
  ['Load Balancer/Reverse Proxy', rancher, 'load-balancer'],
  ['Load Balancer / Reverse Proxy', rancher, 'load-balancer'],
  ['External Load Balancer', rancher, 'load-balancer'],
  ['Load balancer/proxy that does external SSL termination', rancher, 'load-balancer'],
  ['hosted/imported Kubernetes', rancher, 'hosted-cluster imported-cluster'],
  ['Hosted/Imported Kubernetes API', rancher, 'hosted-cluster imported-cluster'],
  ['Hosted / Imported Cluster', rancher, 'hosted-cluster imported-cluster'],
  ['Hosted / Imported Cluster', hosted, 'hosted-cluster'],
  ['Hosted / Imported Cluster', imported, 'imported-cluster'],
  ['Port of the Kubernetes API endpoint in hosted cluster', rancher, 'hosted-cluster'],
  ['Port of the Kubernetes API endpoint in hosted clusters.', rancher, 'hosted-cluster'],
  ['Metrics server communications with all nodes', rancher, 'metrics-server'],
  ['Any that consumes Ingress services', rancher, 'workload-client'],
  ['Any source that consumes NodePort services', rancher, 'workload-client'],
  ['Workload Clients', rancher, 'workload-client'],
  ['External Application Consumers', kubernetes, 'workload-client'],
  ['Any network that you want to be able to remotely access this node from.', rancher, 'administrator'],
  ['Cluster administrator (kubectl)', kubernetes, 'administrator'],
  ['Worker Nodes, API Requests, and End-Users', kubernetes, 'worker api-client end-user'],
  ['Master & Worker Nodes', kubernetes, 'controlplane worker'],
  ['etcd、worker 和控制平面节点', rancher, 'etcd worker controlplane'],
  ['Ingress Nodes', kubernetes, 'ingress'],
  ['Heapster', kubernetes, 'heapster'],
  ['K3s server', k3sTab, 'k3s-server'],
  ['K3s server nodes', k3sTab, 'k3s-server'],
  ['K3s server and agent nodes', k3sTab, 'k3s-server k3s-agent'],
  ['RKE2 agent nodes', rke2, 'rke2-agent'],
  ['agent nodes', rke2, 'rke2-agent'],
  ['server nodes', rke2, 'rke2-server'],
  ['the server nodes', rke2, 'rke2-server'],
  ['All RKE2 nodes', rke2, 'rke2-nodes'],
  ['All RKE2 nodes (both agents and servers)', rke2, 'rke2-nodes'],
  ['all nodes', rke2, 'rke2-nodes'],
  ['nodes', k3sTab, 'k3s-nodes'],
  ['other nodes', k3sTab, 'k3s-nodes'],
  ['each node', k3sTab, 'k3s-nodes'],
  ['nodes', rancher, 'cluster-nodes'],
  ['所有节点', kubernetes, 'cluster-nodes'],
  ['35.160.43.145/32', rancher, '35.160.43.145'],
  ['0.0.0.0/0, ::/0', rancher, 'any'],
  ['0.0.0.0/0', rancher, 'any'],
  ['External', kubernetes, 'any'],
  ['Internet', rancher, 'any'],
  ['任意', rancher, 'any'],
]

for (const [label, scope, expected] of labels) {
  test(`${scope.product}, ${scope.deployment}: "${label}" is ${expected}`, () => {
    assert.is(
      resolve(label, scope, words)
        ?.map(({ id }) => id)
        .join(' '),
      expected,
    )
  })
}

const strange = ['etc Node', '30000-32767', '', 's', 'etcd nodes and the rest', 'nodes of another planet']

for (const label of strange) {
  test(`"${label}" is nobody known`, () => assert.is(resolve(label, rancher, words), null))
}

test('"server nodes" mean nothing where no product says what they are', () => {
  assert.is(resolve('server nodes', kubernetes, words), null)
})

test('groups are told from roles, and both have titles', () => {
  assert.equal(resolve('RKE2 nodes', rke2, words), [{ kind: 'group', id: 'rke2-nodes' }])
  assert.equal(resolve('etcd', rke2, words), [{ kind: 'role', id: 'etcd' }])
  assert.is(titleOf('rke2-nodes', words), 'All nodes of an RKE2 cluster')
  assert.is(titleOf('etcd', words), 'etcd node')
  assert.is(titleOf('any', words), undefined)
})

test('areKin: roles of different products that do the same', () => {
  assert.ok(areKin(['rke2-server'], ['controlplane', 'etcd'], words))
  assert.ok(areKin(['k3s-agent'], ['rke2-agent'], words))
  assert.ok(areKin(['end-user'], ['any'], words))
  assert.not(areKin(['rke2-server'], ['worker'], words))
})

test.run()
