import { readFileSync } from 'node:fs'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { parse } from 'yaml'
import { check, rules } from '../../check/index.ts'
import { exposures } from '../../check/rules/exposure/vocabulary.ts'
import { defaultVocabulary, expand, titleOf } from '../../reconcile/index.ts'

const exposure = rules.filter(({ family }) => family === 'exposure')

const table = (...rows: string[]) =>
  [
    '| Protocol | Port | Source | Destination | Purpose |',
    '| --- | --- | --- | --- | --- |',
    ...rows.map(row => `| ${row} |`),
  ].join('\n')

const found = async (text: string, path = 'page.md') =>
  (await check([{ path, text }], exposure)).findings.map(({ severity, rule, message }) => {
    const [said] = message.split(/[;:]/)
    return `${severity} ${rule}: ${said}`
  })

const cases: { title: string; input: string; path?: string; expected: string[] }[] = [
  {
    title: 'anybody by other words',
    input: table('TCP | 3306 | Internet | data nodes | MySQL', 'TCP | 22 | anywhere | data nodes | SSH'),
    expected: [
      'info exposed-service: The database (TCP 3306) is open to the Internet',
      'info exposed-service: SSH (TCP 22) is open to the Internet',
    ],
  },
  {
    title: 'everybody who takes part is not the world',
    input: table('TCP | 10250 | All | All | kubelet', 'UDP | 4789 | all | all | VXLAN'),
    expected: [],
  },
  {
    title: 'traffic to anybody, and traffic on the node',
    input: `## Worker nodes: outbound\n\n${table('TCP | 22 | worker nodes | 0.0.0.0/0 | SSH')}\n\n${table('TCP | 10250 | worker node itself | worker nodes | kubelet')}`,
    expected: [],
  },
  {
    title: 'SSH on an odd port is told by its words, a port by other words is not',
    input: table(
      'TCP | 2222 | 0.0.0.0/0 | data nodes | SSH',
      'TCP | 6443 | 0.0.0.0/0 | web nodes | NodePort services',
    ),
    expected: ['info exposed-service: SSH (TCP 2222) is open to the Internet'],
  },
  {
    title: 'a daemon is never meant for the world, and is blamed once',
    input: table('TCP | 2375 | 0.0.0.0/0 | data nodes | containers'),
    expected: ['warning exposed-service: The Docker daemon (TCP 2375) is open to the Internet'],
  },
  {
    title: 'an API with clients in many places may be meant to be open',
    input: `${table('TCP | 6443 | 0.0.0.0/0 | control plane | API server')}\n\n${table('TCP | 6443 | API clients, worker nodes | control plane | API server')}\n\n${table('TCP | 6443 | worker nodes | control plane | API server')}`,
    expected: ['info exposed-service: The Kubernetes API (TCP 6443) is open to the Internet'],
  },
  {
    title: 'a matrix cell that spans columns is one place',
    input: [
      '<table><tr><th>From / To</th><th>etcd nodes</th><th>Control plane nodes</th></tr>',
      '<tr><td>Internet</td><td colspan="2">22 TCP</td></tr></table>',
    ].join('\n'),
    expected: ['info exposed-service: SSH (TCP 22) is open to the Internet'],
  },
  {
    title: 'etcd for a security group; not for one of its own nodes',
    input: table(
      'TCP | 2379-2380 | sg-1234 (cluster) | cluster | state',
      'TCP | 2379 | sg-5678 (etcd nodes) | etcd nodes | state',
    ),
    expected: [
      'warning exposed-service: etcd (TCP 2379-2380) is open to “sg-1234 (cluster)”, workers included',
    ],
  },
  {
    title: 'etcd for all who take part, and for users',
    input: table(
      'TCP | 2379 | All | etcd nodes | etcd',
      'TCP | 2379 | etcd nodes, end users | etcd nodes | etcd',
    ),
    expected: [
      'warning exposed-service: etcd (TCP 2379) is open to “All”, workers included',
      'warning exposed-service: etcd (TCP 2379) is open to “etcd nodes, end users”',
    ],
  },
  {
    title: 'etcd for servers that hold it',
    input: table('TCP | 2379-2380 | RKE2 server nodes | RKE2 server nodes | etcd'),
    expected: [],
  },
  {
    title: 'commands',
    input: '```bash\nufw allow from any to any port 3389 proto tcp\nufw allow 22/tcp\n```',
    expected: ['info exposed-service: Remote Desktop (TCP 3389) is open to the Internet'],
  },
  {
    title: 'AsciiDoc and Chinese',
    path: 'page.adoc',
    input: '|===\n|协议 |端口 |源 |说明\n\n|UDP\n|8472\n|0.0.0.0/0\n|Flannel VXLAN\n|===\n',
    expected: [
      'warning exposed-service: The overlay network of Flannel (UDP 8472) is open to the Internet (“0.0.0.0/0”)',
    ],
  },
  {
    title: 'all ports by number; a wide range is not all',
    input: table(
      'TCP | 0-65535 | worker nodes | worker nodes | whatever',
      'TCP | 1024-65000 | worker nodes | worker nodes | more',
    ),
    expected: [
      'warning all-ports-open: All TCP ports are open to “worker nodes”, so the other rows for “worker nodes” have no effect',
    ],
  },
  {
    title: 'sentences that limit what they let in',
    input: `${table('TCP | 443 | users | web nodes | HTTPS')}\n\n- Do not allow all traffic from other nodes\n- Allow incoming traffic from other nodes on ports 443 and 8443`,
    expected: [],
  },
]

for (const { title, input, path, expected } of cases) {
  test(title, async () => assert.equal(await found(input, path), expected))
}

test('evidence is where only some are let in, the same page first', async () => {
  const open = table(
    'TCP | 22 | 0.0.0.0/0 | data nodes | SSH',
    'TCP | 22 | administrators | data nodes | SSH',
  )
  const [finding] = (await check([{ path: 'a.md', text: open }], exposure)).findings
  assert.is(finding?.severity, 'warning')
  assert.equal(finding?.evidence, [
    { document: 'a.md', line: 4, column: 1, note: 'open to “administrators”' },
  ])
  assert.equal(finding?.location, { document: 'a.md', line: 3, column: 14, endLine: 3, endColumn: 23 })
})

test('the vocabulary speaks of roles and services that there are, with a reference each', () => {
  const { guarded, unprotected, anywhere } = exposures()
  const roles = [...anywhere, ...guarded.flatMap(({ admits, refuses }) => [...admits, ...refuses])]
  const words = defaultVocabulary()
  const isRole = (id: string) =>
    id === 'any' || (titleOf(id, words) !== undefined && expand(id, words.roles.groups).includes(id))
  assert.equal(
    roles.filter(id => !isRole(id)),
    [],
  )
  const services = guarded.flatMap(entry => entry.services)
  assert.equal(
    services.filter(id => !defaultVocabulary().services.has(id)),
    [],
  )
  for (const { reference } of [...guarded, ...unprotected]) assert.match(reference, /^https:\/\/\S+$/)
})

test('the vocabulary names each service and each word once', () => {
  const text = readFileSync(new URL('../../check/vocabulary/exposure.yaml', import.meta.url), 'utf8')
  const file = parse(text) as Record<string, unknown>
  for (const words of Object.values(file).filter(Array.isArray)) assert.is(new Set(words).size, words.length)
  const ports = exposures().guarded.flatMap(entry => entry.ports.map(port => JSON.stringify(port)))
  assert.is(new Set(ports).size, ports.length)
})

test.run()
