// Generated from the data by `npm run names`: edit the sources and vocabularies, not this.

/** Name of a source. */
export type SourceId =
  | 'coreos-kubernetes'
  | 'rancher-2.x'
  | 'rancher-2.x-zh'
  | 'rke-nodes'
  | 'rke2'

/** Product that documents are about. */
export type Product = 'kubernetes' | 'rancher' | 'rke2'

/** Version of a product. */
export type Version = '2.x'

/** Way of installing a product. */
export type Deployment =
  | 'cluster'
  | 'custom-nodes'
  | 'hosted-clusters'
  | 'imported-clusters'
  | 'kubernetes-nodes'
  | 'node-pools'
  | 'rancher-docker'
  | 'rancher-k3s'
  | 'rancher-rke'
  | 'rancher-server'
  | 'rke-nodes'

/** Who talks. */
export type Role =
  | 'administrator'
  | 'api-client'
  | 'controlplane'
  | 'end-user'
  | 'etcd'
  | 'heapster'
  | 'hosted-cluster'
  | 'imported-cluster'
  | 'ingress'
  | 'k3s-agent'
  | 'k3s-server'
  | 'load-balancer'
  | 'metrics-server'
  | 'rancher-server'
  | 'rke2-agent'
  | 'rke2-server'
  | 'worker'
  | 'workload-client'

/** Several roles under one name. */
export type Group = 'cluster-nodes' | 'k3s-nodes' | 'rke2-nodes'

/** Address or host that documents name. */
export type Address = '35.160.43.145' | '35.167.242.46' | '52.33.59.17'

/** Transport or IP protocol; `all` when any is meant. */
export type Protocol = 'all' | 'tcp' | 'udp'

/** What listens. */
export type Service =
  | 'calico-bgp'
  | 'canal-health'
  | 'docker-tls'
  | 'etcd'
  | 'etcd-client'
  | 'etcd-metrics'
  | 'etcd-peer'
  | 'flannel-udp'
  | 'flannel-vxlan'
  | 'flannel-wireguard'
  | 'flannel-wireguard-v6'
  | 'ingress-health'
  | 'ingress-http'
  | 'ingress-https'
  | 'kube-apiserver'
  | 'kube-controller-manager'
  | 'kube-proxy-health'
  | 'kube-scheduler'
  | 'kubelet'
  | 'kubelet-read-only'
  | 'node-exporter'
  | 'nodeport'
  | 'rancher-catalog'
  | 'rancher-http'
  | 'rancher-https'
  | 'rdp'
  | 'rke2-supervisor'
  | 'ssh'
  | 'vxlan'
  | 'weave'

/** Rule that has found something. */
export type Rule =
  | 'all-ports-open'
  | 'broken-markup'
  | 'condition-disagrees'
  | 'deprecated-component'
  | 'deprecated-port'
  | 'duplicate-claim'
  | 'ends-differ'
  | 'ends-disagree'
  | 'etcd-exposed'
  | 'exclusive-statement'
  | 'former-name'
  | 'incomplete-page'
  | 'joined-rows'
  | 'misnamed-column'
  | 'missing-counterpart'
  | 'missing-flow'
  | 'missing-in-twin'
  | 'missing-port'
  | 'missing-protocol'
  | 'misspelt-word'
  | 'no-endpoint'
  | 'note-elsewhere'
  | 'note-misfit'
  | 'open-to-anybody'
  | 'port-as-endpoint'
  | 'port-slip'
  | 'prefix-as-port'
  | 'protocol-disagrees'
  | 'scope-disagrees'
  | 'service-elsewhere'
  | 'sibling-lacks-port'
  | 'summary-lacks-ports'
  | 'unbalanced-bracket'

/** The values that flows depend on, by their axis. */
export interface Axes {
  cni: 'calico' | 'canal' | 'flannel'
  feature: 'bgp' | 'metrics-server' | 'node-driver' | 'wireguard'
  os: 'linux' | 'windows'
  overlay: 'vxlan'
  provider: 'amazon-ec2'
  topology:
    | 'external-tls'
    | 'hosted-cluster'
    | 'no-external-tls'
    | 'no-load-balancer'
}
