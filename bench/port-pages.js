// Pages about ports for bench/check.js, many of the same few products, so that they resemble each other as
// translations and versions do. The words are made up but for roles and services, which the rules have to
// know; here and there a port is mistyped or a row missing. The same seed gives the same pages.
import { random } from './corpus.js'

const products = ['Pharos', 'Skerry', 'Lodestar', 'Beacon', 'Fairway']
const roles = ['etcd', 'control plane', 'worker']
/** Protocol, port, purpose, who starts, who listens. */
const flows = [
  ['TCP', '2379', 'etcd client requests', ['etcd', 'control plane'], ['etcd']],
  ['TCP', '2380', 'etcd peer communication', ['etcd'], ['etcd']],
  ['TCP', '6443', 'Kubernetes API server', ['etcd', 'control plane', 'worker'], ['control plane']],
  ['UDP', '8472', 'Flannel VXLAN overlay', roles, roles],
  ['UDP', '4789', 'VXLAN overlay, only for Windows', ['worker'], ['worker']],
  ['TCP', '9099', 'Canal health checks', ['worker'], ['worker']],
  ['TCP', '10250', 'kubelet API', ['control plane'], roles],
  ['TCP', '10254', 'Ingress controller health checks', ['worker'], ['worker']],
  ['TCP', '10256', 'kube-proxy health checks', ['control plane'], ['worker']],
  ['TCP', '179', 'Calico BGP', ['worker'], ['worker']],
  ['TCP', '9796', 'node exporter metrics', ['control plane'], ['worker']],
  ['TCP', '22', 'SSH provisioning', ['control plane'], ['worker', 'etcd']],
  ['TCP', '2376', 'Docker daemon TLS port', ['control plane'], ['worker', 'etcd']],
  ['TCP', '30000-32767', 'NodePort services', ['load balancer'], ['worker']],
  ['TCP', '443', 'agent to the user interface', ['worker'], ['control plane']],
]
const group = [
  ['TCP', '22', '0.0.0.0/0'],
  ['TCP', '6443', '0.0.0.0/0'],
  ['TCP', '2379-2380', 'sg-0 (nodes)'],
  ['UDP', '8472', 'sg-0 (nodes)'],
  ['TCP', '10250-10252', 'sg-0 (nodes)'],
]

const row = cells => `| ${cells.join(' | ')} |`
const table = (head, rows) => [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n')
const nodes = list => list.map(role => (role === 'load balancer' ? role : `${role} nodes`)).join(', ')

/** Makes `count` pages of about 60 claims, one after the other. */
export function* portPages(count, seed) {
  const next = random(seed)
  const int = n => Math.floor(next() * n)
  const kept = list => list.filter(() => int(20) > 0)
  const typed = port => (int(60) === 0 ? port.replace(/\d/, '') : port)
  const inbound = role =>
    kept(flows.filter(flow => flow[4].includes(role))).map(([protocol, port, purpose, from]) => [
      protocol,
      typed(port),
      nodes(from),
      purpose,
    ])
  const outbound = role =>
    kept(flows.filter(flow => flow[3].includes(role))).map(([protocol, port, purpose, , to]) => [
      protocol,
      typed(port),
      nodes(to),
      purpose,
    ])
  const cell = (from, to) =>
    kept(flows.filter(flow => flow[3].includes(from) && flow[4].includes(to)))
      .map(([protocol, port]) => `${port} ${protocol}`)
      .join('<br>')
  const entries = () =>
    kept(flows.slice(0, 5)).map(
      ([protocol, port, purpose, from, to]) =>
        `### Port ${port} (${purpose})\n\n- **Protocol:** ${protocol}\n- **Source:** ${nodes(from)}\n- **Destination:** ${nodes(to)}`,
    )
  const sentences = () =>
    kept(flows.slice(2, 9)).map(
      ([protocol, port, purpose, from]) =>
        `The ${from[0]} nodes need to reach other nodes over ${protocol} port ${port} for ${purpose}.`,
    )
  const shapes = [
    () =>
      roles.flatMap(role => [
        `## ${role} nodes: inbound`,
        table(['Protocol', 'Port', 'Source', 'Description'], inbound(role)),
        `## ${role} nodes: outbound`,
        table(['Protocol', 'Port', 'Destination', 'Description'], outbound(role)),
      ]),
    () => [
      '## Who talks to whom',
      table(
        ['From / To', ...roles.map(role => `${role} nodes`)],
        roles.map(from => [`${from} nodes`, ...roles.map(to => cell(from, to))]),
      ),
      ...entries(),
    ],
    () => [
      '## Commonly used ports',
      table(
        ['Protocol', 'Port', 'Description'],
        kept(flows).map(([protocol, port, purpose]) => [protocol, port, purpose]),
      ),
      ...sentences(),
      '## Security group of the nodes',
      table(['Protocol', 'Port range', 'Source'], group),
    ],
  ]
  for (let i = 0; i < count; i++) {
    const product = products[i % products.length]
    const parts = [
      `# Ports of ${product} ${1 + int(3)}.${int(10)}`,
      ...shapes[i % shapes.length](),
      ...shapes[(i + 1) % shapes.length](),
    ]
    yield { path: `${product.toLowerCase()}/${i}.md`, text: `${parts.join('\n\n')}\n` }
  }
}
