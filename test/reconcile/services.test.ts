import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { defaultVocabulary } from '../../reconcile/index.ts'
import { serviceOf } from '../../reconcile/services.ts'

interface Case {
  words?: string | null
  port?: string | null
  to?: string
  product?: string
  expected: string | null
}

const cases: Case[] = [
  { words: 'etcd client requests', port: 'tcp/379', expected: 'etcd-client' },
  { words: 'etcd client requests', port: 'tcp/2379', expected: 'etcd-client' },
  { words: 'etcd server client API', port: 'tcp/2379-2380', expected: 'etcd-client' },
  { port: 'tcp/2379-2380', expected: 'etcd' },
  { words: 'etcd peer communication', port: 'tcp/2380', expected: 'etcd-peer' },
  { words: 'etcd metrics port', port: 'tcp/2381', expected: 'etcd-metrics' },
  { words: 'Canal/Flannel VXLAN overlay networking', port: 'udp/472', expected: 'flannel-vxlan' },
  { words: 'Canal CNI with VXLAN', port: 'udp/8472', expected: 'flannel-vxlan' },
  { words: 'flannel overlay network - vxlan backend', port: 'udp/8472', expected: 'flannel-vxlan' },
  { words: 'flannel overlay network - udp backend.', port: 'udp/8285', expected: 'flannel-udp' },
  { words: 'Flannel VXLAN overlay networking on Windows cluster', port: 'udp/4789', expected: 'vxlan' },
  { words: 'Canal CNI with WireGuard IPv4', port: 'udp/51820', expected: 'flannel-wireguard' },
  { words: 'Canal CNI with WireGuard IPv6/dual-stack', port: 'udp/51821', expected: 'flannel-wireguard-v6' },
  { words: 'Canal/Flannel livenessProbe/readinessProbe', port: 'tcp/9099', expected: 'canal-health' },
  { words: 'Canal CNI health checks', port: 'tcp/9099', expected: 'canal-health' },
  { words: 'Calico BGP network', port: 'tcp/179', expected: 'calico-bgp' },
  { words: 'Weave UDP Ports', port: 'udp/6783-6784', expected: 'weave' },
  { words: 'kubelet', port: 'tcp/10250', expected: 'kubelet' },
  { words: 'Worker node read-only Kubelet API.', port: 'tcp/10255', expected: 'kubelet-read-only' },
  { words: 'Custom TCP Rule', port: 'tcp/10256', expected: 'kube-proxy-health' },
  { words: 'Custom TCP Rule', port: 'tcp/10250-10252', expected: null },
  { words: 'Kubernetes API server.', port: 'tcp/443', expected: 'kube-apiserver' },
  { words: 'Kubernetes apiserver', port: 'tcp/6443', expected: 'kube-apiserver' },
  { words: 'Kubernetes API Endpoint Port', port: null, expected: 'kube-apiserver' },
  { words: 'RKE2 supervisor API', port: 'tcp/9345', expected: 'rke2-supervisor' },
  { words: 'the Kubernetes API and the RKE2 supervisor', port: 'tcp/9345', expected: 'rke2-supervisor' },
  { words: 'the Kubernetes API and the RKE2 supervisor', port: 'tcp/1', expected: null },
  { words: 'Ingress controller (HTTP)', port: 'tcp/80', expected: 'ingress-http' },
  { words: 'Ingress controller (HTTPS)', port: 'tcp/443', expected: 'ingress-https' },
  { words: 'Ingress controller livenessProbe/readinessProbe', port: 'tcp/10254', expected: 'ingress-health' },
  { words: 'Ingress', port: 'tcp/443', expected: 'ingress-https' },
  { words: 'http/https traffic', port: 'tcp/80', to: 'ingress', expected: 'ingress-http' },
  { words: 'Ingress backed by a load balancer or nodeport', port: null, expected: null },
  { words: 'nodeport', port: 'udp/30000-32767', expected: 'nodeport' },
  { words: 'HTTP traffic to Rancher UI / API.', port: 'tcp/80', expected: 'rancher-http' },
  { words: 'Rancher agent, Rancher UI/API, kubectl', port: 'tcp/443', expected: 'rancher-https' },
  { words: 'Rancher catalog (git.rancher.io)', port: 'tcp/443', expected: 'rancher-catalog' },
  { words: 'Docker daemon TLS port used by node driver', port: 'tcp/2376', expected: 'docker-tls' },
  { words: 'SSH provisioning of node by node driver', port: 'tcp/22', expected: 'ssh' },
  { words: 'Remote access over RDP', port: 'tcp/3389', expected: 'rdp' },
  { port: 'tcp/443', expected: null },
  { port: 'tcp/443', to: 'rancher-server', product: 'rancher', expected: 'rancher-https' },
  { port: 'tcp/443', to: 'load-balancer', product: 'rancher', expected: 'rancher-https' },
  { port: 'tcp/443', to: 'load-balancer', product: 'kubernetes', expected: null },
  { port: 'tcp/443', to: 'worker', expected: 'ingress-https' },
  { port: '/6443', expected: 'kube-apiserver' },
  { port: '/6783', expected: 'weave' },
  { port: 'udp/6443', expected: null },
  { port: null, expected: null },
]

for (const { words = null, port = null, to = 'etcd', product = 'rancher', expected } of cases) {
  test(`"${words}" on ${port} of ${to} (${product}) is ${expected}`, () => {
    const [, protocol, first, last = first] = /^(\w*)\/(\d+)-?(\d+)?$/.exec(port ?? '') ?? []
    const ports = first === undefined ? null : { first: Number(first), last: Number(last) }
    const node = { kind: 'role' as const, id: to }
    const clues = { words: [null, words], protocol: protocol || null, ports, to: node, product }
    const found = serviceOf(clues, defaultVocabulary())
    assert.is(found, expected)
  })
}

test.run()
