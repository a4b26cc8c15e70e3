import type { RoleRecord, ServiceRecord, SourceRecord } from '../../dataset/api/records.ts'
import type { Data } from '../../rules/index.ts'
import type { Claim, Flow, Inventory, When } from '../../schema/types.ts'
import { folderWith } from '../cli/helpers.ts'

/** A product, written down briefly: a line for each flow. */
interface Product {
  product: string
  /** `id`, `id is-a general, …` or `group = id, …`. */
  roles: string[]
  /** `from>to protocol ports service`, then conditions, a status, `local` or `"words"`. */
  flows: string[]
  assumed?: Record<string, string>
  coverage?: Record<string, string[]>
}

const rke2: Product = {
  product: 'rke2',
  roles: [
    'rke2-server is-a controlplane, etcd',
    'rke2-agent is-a worker',
    'rke2-nodes = rke2-server, rke2-agent',
    'controlplane',
    'etcd',
    'worker',
  ],
  flows: [
    'rke2-nodes>rke2-server tcp 6443 kube-apiserver',
    'rke2-nodes>rke2-server tcp 9345 rke2-supervisor',
    'rke2-nodes>rke2-nodes tcp 10250 kubelet',
    'rke2-server>rke2-server tcp 2379 etcd-client',
    'rke2-server>rke2-server tcp 2380 etcd-peer',
    'rke2-server>rke2-server tcp 2381 etcd-metrics',
    'rke2-server>rke2-server tcp 10257 kube-controller-manager local',
    'rke2-nodes>rke2-nodes tcp 30000-32767 nodeport',
    'rke2-nodes>rke2-nodes udp 8472 flannel-vxlan cni=canal,flannel overlay=vxlan',
    'rke2-nodes>rke2-nodes udp 51820-51821 flannel-wireguard cni=canal,flannel overlay=wireguard',
    'rke2-nodes>rke2-nodes tcp 9099 canal-health cni=canal',
    'rke2-nodes>rke2-nodes tcp 179 calico-bgp cni=calico overlay=bgp',
    'rke2-nodes>rke2-nodes ipip - calico-ipip cni=calico overlay=ipip',
    'rke2-nodes>rke2-nodes udp 4789 calico-vxlan cni=calico overlay=vxlan',
    'rke2-nodes>rke2-nodes tcp 5473 calico-typha cni=calico',
    'rke2-nodes>rke2-nodes udp 8472 cilium-vxlan cni=cilium overlay=vxlan',
    'rke2-nodes>rke2-nodes tcp 4240 cilium-health cni=cilium',
    'rke2-nodes>rke2-nodes icmp 8/0 cilium-ping cni=cilium',
    'rke2-nodes>rke2-nodes udp 6081 cilium-geneve cni=cilium overlay=geneve disputed',
  ],
  assumed: { cni: 'canal', overlay: 'vxlan' },
}

const k3s: Product = {
  product: 'k3s',
  roles: ['k3s-server is-a controlplane, etcd', 'k3s-agent is-a worker', 'k3s-nodes = k3s-server, k3s-agent'],
  flows: [
    'k3s-server>k3s-server tcp 2379-2380 etcd-peer datastore=etcd',
    'k3s-nodes>k3s-server tcp 6443 kube-apiserver',
    'k3s-nodes>k3s-nodes udp 8472 flannel-vxlan overlay=vxlan',
    'k3s-nodes>k3s-nodes udp 51820 flannel-wireguard overlay=wireguard ip=ipv4',
    'k3s-nodes>k3s-nodes udp 51821 flannel-wireguard-v6 overlay=wireguard ip=ipv6',
    'k3s-nodes>k3s-nodes tcp 10250 kubelet',
    'k3s-nodes>k3s-nodes tcp 5001 spegel feature=spegel',
  ],
  coverage: { datastore: ['external'] },
}

const k0s: Product = {
  product: 'k0s',
  roles: ['controller is-a controlplane', 'worker', 'k0s-nodes = controller, worker'],
  flows: [
    'controller>controller tcp 2380 etcd-peer',
    'k0s-nodes>controller tcp 6443 kube-apiserver',
    'worker>worker tcp 179 kube-router cni=kube-router',
    'worker>worker udp 4789 calico cni=calico',
    'k0s-nodes>worker tcp 10250 kubelet',
    'controller>controller tcp 9443 k0s-api',
    'worker>controller tcp 8132 konnectivity',
    'controller>controller vrrp - keepalived "only when load balancing of the control plane is on"',
  ],
}

const kubeadm: Product = {
  product: 'kubernetes',
  roles: ['controlplane', 'etcd', 'worker', 'load-balancer', 'cluster-nodes = controlplane, etcd, worker'],
  flows: [
    'any>controlplane tcp 6443 kube-apiserver',
    'controlplane>etcd tcp 2379-2380 etcd-client',
    'etcd>etcd tcp 2379-2380 etcd-client',
    'controlplane>cluster-nodes tcp 10250 kubelet',
    'controlplane>controlplane tcp 10259 kube-scheduler local',
    'any>worker tcp 30000-32767 nodeport',
    'any>worker udp 30000-32767 nodeport',
    'load-balancer>worker tcp 10256 kube-proxy-health',
  ],
}

const harbour: Product = {
  product: 'harbour',
  roles: ['pier', 'crane', 'depot', 'visitor', 'lamp'],
  flows: [
    'visitor>pier tcp 80 web',
    'visitor>pier tcp 8443-8450 web',
    'pier>crane tcp 7000 signal',
    'pier>crane udp 7000-7003 signal',
    'crane>crane udp 7946 gossip',
    'crane>depot tcp 5432 store',
    'crane>depot icmp 8 ping',
    'depot>crane all - replication',
    'unknown>pier tcp 9000 metrics',
    '192.0.2.77>pier tcp 9001 old-tool',
    'pier>*.example.org tcp 443 updates',
    'pier>depot - 5433 store',
    'crane>depot tcp - store',
    'lamp>pier tcp 9100 lamp disputed',
  ],
}

/** A dataset in the form of the data package. */
function dataOf({ product, roles, flows, assumed, coverage }: Product): Data {
  const document = `docs/${product}.md`
  const made = flows.map((line, i) => flowOf(line, product, i + 1))
  return {
    flows: made,
    claims: flows.map(
      (_, i) => ({ id: `${product}:${i + 1}:1`, location: { document, line: i + 1 } }) as Claim,
    ),
    sources: [
      {
        product,
        document,
        origin: { url: `https://${product}.example.org/ports` },
        deployments: [{ id: 'cluster', title: product, match: [], assumed, coverage }],
      } as unknown as SourceRecord,
    ],
    roles: roles.map(roleOf),
    services: [] as ServiceRecord[],
  }
}

function roleOf(line: string): RoleRecord {
  const [, id = '', how, list = ''] = /^(\S+)(?: (is-a|=) (.*))?$/.exec(line) ?? []
  const ids = list.split(', ').filter(Boolean)
  const kind = how === '=' ? ('group' as const) : ('role' as const)
  return { id, title: id, kind, members: how === '=' ? ids : [], ...(how === 'is-a' && { isA: ids }) }
}

const groups = new Set(
  [rke2, k3s, k0s, kubeadm].flatMap(({ roles }) =>
    roles.flatMap(line => (/ =/.test(line) ? line.split(' ')[0]! : [])),
  ),
)

function endOf(id: string): Flow['from'] {
  if (id === 'any' || id === 'unknown') return { kind: id, id }
  if (/^\d/.test(id)) return { kind: 'host', id }
  if (id.includes('.')) return { kind: 'domain', id }
  return { kind: groups.has(id) ? 'group' : 'role', id }
}

function flowOf(text: string, product: string, line: number): Flow {
  const [, ends = '', protocol = '', number = '', service = '', rest = ''] =
    /^(\S+) (\S+) (\S+) (\S+)(.*)$/.exec(text) ?? []
  const [from = '', to = ''] = ends.split('>')
  const [first, last = first] = number === '-' || protocol === 'icmp' ? [] : number.split('-').map(Number)
  const [type, code] = protocol === 'icmp' ? number.split('/').map(Number) : []
  const when = Object.fromEntries(
    [...rest.matchAll(/(\w+)=(\S+)/g)].map(([, axis, values = '']) => [
      axis,
      values.includes(',') ? values.split(',') : values,
    ]),
  ) as When
  const conditions = [...rest.matchAll(/"([^"]+)"/g)].map(([, words]) => words!)
  const isDisputed = / disputed/.test(rest)
  return {
    id: `${product}/cluster/${ends}/${protocol}/${number}`,
    product,
    versions: [],
    archived: false,
    deployment: 'cluster',
    from: endOf(from),
    to: endOf(to),
    protocol: protocol === '-' ? null : protocol,
    ports: first === undefined ? null : { first, last: last! },
    portText: null,
    icmp: type === undefined ? null : { type, code: code ?? null },
    ipProtocol: null,
    service,
    local: / local/.test(rest),
    when,
    conditions,
    required: rest.trim() === '',
    status: isDisputed ? 'disputed' : 'stated',
    stated: null,
    claims: [`${product}:${line}:1`],
    corrections: [],
    findings: isDisputed ? ['ends-disagree:1'] : [],
    places: [{ document: `docs/${product}.md`, line, url: `https://${product}.example.org/ports` }],
  }
}

export const data = Object.fromEntries(
  Object.entries({ rke2, k3s, k0s, kubeadm, harbour }).map(([name, product]) => [name, dataOf(product)]),
) as Record<'rke2' | 'k3s' | 'k0s' | 'kubeadm' | 'harbour', Data>

/** A folder that holds a dataset, as `--data` takes it. */
export function folderOf(stack: Data): string {
  const { claims, ...lists } = stack
  const ndjson = claims.map(claim => `${JSON.stringify(claim)}\n`).join('')
  const files: Record<string, string> = { 'data/findings.json': '[]', 'data/claims.ndjson': ndjson }
  for (const [name, list] of Object.entries(lists)) files[`data/${name}.json`] = JSON.stringify(list)
  return folderWith(files)
}

const administrators = { addresses: ['10.9.0.0/28', 'fd00:9::/64'] }
const cluster = { pods: ['10.42.0.0/16', 'fd00:42::/56'], services: ['10.43.0.0/16'] }
const at = (net: number, ...hosts: number[]) => ({
  addresses: hosts.flatMap(host => [`10.0.${net}.${host}`, `fd00:${net}::${host}`]),
})

/** Inventories in both families: two machines of each role. */
export function inventoryOf(
  name: keyof typeof data,
  when: Record<string, string | string[]> = {},
): Inventory {
  const stack = [{ product: data[name].flows[0]!.product, when }]
  switch (name) {
    case 'rke2':
      return {
        stack,
        roles: { 'rke2-server': at(1, 10, 11), 'rke2-agent': at(2, 10, 11) },
        administrators,
        cluster,
      }
    case 'k3s':
      return {
        stack,
        roles: { 'k3s-server': at(1, 10, 11), 'k3s-agent': at(2, 10, 11) },
        administrators,
        cluster,
      }
    case 'k0s':
      return {
        stack: [
          { ...stack[0]!, conditions: { 'only when load balancing of the control plane is on': false } },
        ],
        roles: { controller: at(1, 10, 11), worker: at(2, 10, 11) },
        administrators,
        cluster,
      }
    case 'kubeadm':
      return {
        stack,
        roles: {
          controlplane: { ...at(1, 10, 11), also: ['etcd'] },
          worker: at(2, 10, 11),
          'load-balancer': at(3, 10),
          any: 'any',
        },
        administrators,
        cluster,
      }
    case 'harbour':
      return {
        stack,
        roles: {
          pier: at(1, 10, 11),
          crane: at(2, 10, 11),
          depot: at(3, 10),
          visitor: at(4, 10),
          lamp: 'none',
        },
        administrators,
        extra: [{ from: 'visitor', to: 'depot', protocol: 'tcp', ports: '9100-9101', why: 'our monitoring' }],
      }
  }
}

/** The roles that pods reach: those that documents show to be nodes of the cluster. */
export const podsReach: readonly string[] = [
  'rke2-server',
  'rke2-agent',
  'k3s-server',
  'k3s-agent',
  'worker',
  'controlplane',
]

/** Every stack that is tried with packets. */
export const stacks: [title: string, name: keyof typeof data, when: Record<string, string | string[]>][] = [
  ['RKE2 with Canal', 'rke2', { cni: 'canal', overlay: 'vxlan' }],
  ['RKE2 with Canal and WireGuard', 'rke2', { cni: 'canal', overlay: 'wireguard' }],
  ['RKE2 with Calico over BGP and IPIP', 'rke2', { cni: 'calico', overlay: ['bgp', 'ipip'] }],
  ['RKE2 with Cilium', 'rke2', { cni: 'cilium', overlay: 'vxlan' }],
  ['RKE2 with Flannel', 'rke2', { cni: 'flannel', overlay: 'vxlan' }],
  ['K3s', 'k3s', { datastore: 'etcd', overlay: 'wireguard', feature: 'none' }],
  ['k0s', 'k0s', { cni: 'kube-router' }],
  ['Kubernetes by kubeadm', 'kubeadm', {}],
  ['a product of three roles', 'harbour', {}],
]
