import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { check, rules } from '../../check/index.ts'

const documents = rules.filter(({ family }) => family === 'documents')
const head = (peer: string) => `| Protocol | Port | ${peer} | Description |\n| --- | --- | --- | --- |\n`
const inbound = (node: string, rows: string[]) =>
  `## ${node}: inbound\n\n${head('Source')}${rows.join('\n')}\n\n`
const chinese =
  '本页列出集群节点之间需要打开的端口，请在防火墙和安全组中允许这些端口，否则节点之间将无法通信，服务也不可用。\n\n'

const api = '| TCP | 6443 | worker nodes | Kubernetes API |'
const join = '| TCP | 9345 | worker nodes | node registration |'
const overlay = '| UDP | 8472 | worker nodes | overlay of the pods |'
const metrics = '| TCP | 9100 | worker nodes | metrics of the node |'
const logs = '| TCP | 5140 | worker nodes | logs of the node |'

interface Case {
  title: string
  files: Record<string, string>
  /** `rule document:line` of each finding, `!` for a warning. */
  expected: string[]
}

const cases: Case[] = [
  {
    title: 'a translation that lags: the row is told where it stands',
    files: {
      'en/ports.md': inbound('Control plane nodes', [api, join, overlay, metrics]),
      'zh/ports.md': chinese + inbound('Control plane nodes', [api, join, overlay]),
    },
    expected: ['missing-in-twin en/ports.md:8 !'],
  },
  {
    title: 'another version may need other ports',
    files: {
      'v1.1/ports.md': inbound('Control plane nodes', [api, join, overlay, metrics]),
      'v1.2/ports.md': inbound('Control plane nodes', [api, join, overlay]),
    },
    expected: ['missing-in-twin v1.1/ports.md:8'],
  },
  {
    title: 'two tables of a section against one of its translation',
    files: {
      'en/ports.md': `# Ports\n\n<figcaption>Inbound Rules for Control Plane Nodes</figcaption>\n\n${head('Source')}${[api, join, metrics].join('\n')}\n\n<figcaption>Outbound Rules for Control Plane Nodes</figcaption>\n\n${head('Destination')}${[overlay, logs].join('\n')}\n`,
      'zh/ports.md': `${chinese}# 端口\n\n| Protocol | Port | Source | Destination | Description |\n| --- | --- | --- | --- | --- |\n| TCP | 6443 | worker nodes | | Kubernetes API |\n| TCP | 9345 | worker nodes | | node registration |\n| TCP | 9100 | worker nodes | | metrics of the node |\n| UDP | 8472 | | worker nodes | overlay of the pods |\n`,
    },
    expected: ['missing-in-twin en/ports.md:16 !'],
  },
  {
    title: 'pages that tell of different things',
    files: {
      'a/ports.md': inbound('Control plane nodes', [api, join, overlay]),
      'b/ports.md': inbound('Lamps', ['| TCP | 7001 | keepers | light |', '| TCP | 7002 | keepers | horn |']),
    },
    expected: [],
  },
  {
    title: 'nodes of another product that do the same',
    files: {
      'a.md': inbound('Control plane nodes', [api]),
      'b.md': inbound('K3s server nodes', ['| TCP | 6443 | K3s agent nodes | Kubernetes API |']),
    },
    expected: [],
  },
]

for (const { title, files, expected } of cases) {
  test(title, async () => {
    const found = (
      await check(
        Object.entries(files).map(([path, text]) => ({ path, text })),
        documents,
      )
    ).findings
    assert.equal(
      found.map(
        ({ rule, severity, location: { document, line } }) =>
          `${rule} ${document}:${line}${severity === 'warning' ? ' !' : ''}`,
      ),
      expected,
    )
  })
}

test('what depends on other documents does not change a finding’s name', async () => {
  const page = (source: string) => inbound('Worker nodes', [`| TCP | 10250 | ${source} | kubelet |`])
  const nameOf = async (others: string[]) =>
    (
      await check(
        ['etcd nodes', ...others].map((source, i) => ({ path: `${i}.md`, text: page(source) })),
        documents,
      )
    ).findings.map(({ rule, fingerprint }) => `${rule} ${fingerprint}`)
  assert.equal(
    await nameOf(['control plane nodes']),
    await nameOf(['control plane nodes', 'control plane nodes, monitoring']),
  )
  assert.is((await nameOf(['control plane nodes'])).length, 1)
})

test.run()
