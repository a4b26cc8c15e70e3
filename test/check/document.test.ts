import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { check, rules } from '../../check/index.ts'

interface Case {
  title: string
  input: string
  path?: string
  /** Rules and lines. */
  expected: string[]
}

const document = rules.filter(({ family }) => family === 'document')

const table = (...rows: string[]) => {
  const [head, ...body] = rows.map(row => `| ${row} |`)
  return [head, `|${' --- |'.repeat(rows[0]!.split('|').length)}`, ...body, ''].join('\n')
}

const found = async (text: string, path = 'page.md') =>
  (await check([{ path, text }], document)).findings.map(
    ({ severity, rule, location }) => `${severity} ${rule} ${location.line}`,
  )

const cases: Case[] = [
  {
    title: 'columns of source ports and of the ports behind a forwarding name ports by right',
    input: [
      table('Protocol | Port | Destination | Description', 'TCP | 8080 | 80 | web', 'TCP | 2222 | 22 | SSH'),
      table('Protocol | Source port | Port | Source', 'TCP | 1024-65535 | 443 | clients'),
    ].join('\n'),
    expected: [],
  },
  {
    title: 'a number of the row itself among ends',
    input: table('Protocol | Port | Source', 'TCP | 22 | admins', 'TCP | 443 | 443', 'TCP | 80 | 8'),
    expected: ['error port-as-endpoint 4', 'warning port-as-endpoint 5'],
  },
  {
    title: 'an address with a port is none with a prefix',
    input: 'Mail goes through 192.0.2.6:25 and 192.0.2.7:25, SSH to 192.0.2.5:22; 192.0.2.5 is the gate.',
    expected: [],
  },
  {
    title: 'networks with the length of their prefix behind a colon',
    input: 'Let in 198.51.100.0:24 and 203.0.113.0:24, both TCP port 443.',
    expected: ['error prefix-as-port 1'],
  },
  {
    title: 'rows that columns of their own tell apart are no duplicates',
    input: table(
      'Step | Source | Destination | Port | Protocol | Auth',
      '1 | Controller | API | 443 | TCP | token',
      '2 | Controller | API | 443 | TCP | token',
    ),
    expected: [],
  },
  {
    title: 'commands for two firewalls are no duplicates',
    input: ['```', 'ufw allow 6443/tcp', '```', 'or', '```', 'firewall-cmd --add-port=6443/tcp', '```'].join(
      '\n',
    ),
    expected: [],
  },
  {
    title: 'Chinese text against its table',
    input: [
      '## 网络',
      '',
      '服务器需要端口 6443 才能被所有节点访问。该节点不应侦听任何其他端口。',
      '',
      table(
        '协议 | 端口 | 源 | 描述',
        'TCP | 6443 | 工作节点 | Kubernetes API',
        'TCP | 10250 | 控制平面节点 | kubelet',
      ),
    ].join('\n'),
    expected: ['warning exclusive-statement 3', 'warning ends-differ 7'],
  },
  {
    title: 'AsciiDoc cells, each on its line',
    path: 'page.adoc',
    input: [
      '== Networking',
      '',
      'The server needs TCP port 6443 to be accessible by all nodes.',
      '',
      '|===',
      '| Protocol | Port | Source | Destination',
      '',
      '| TCP',
      '| 6443',
      '| RKE2 agent nodes',
      '| RKE2 server nodes',
      '',
      '| TCP',
      '| 9345',
      '| Cluster communications with servers',
      '| RKE2 server nodes',
      '|===',
    ].join('\n'),
    expected: ['warning ends-differ 10', 'warning no-endpoint 15'],
  },
  {
    title: 'a condition about the other end is none about the section',
    input: [
      '## Rancher nodes',
      '',
      table(
        'Protocol | Port | Source | Destination | Description',
        'TCP | 443 | Worker nodes | Rancher nodes | agent (only for worker nodes)',
      ),
    ].join('\n'),
    expected: [],
  },
]

for (const { title, input, path, expected } of cases) {
  test(title, async () => assert.equal(await found(input, path), expected))
}

test('a page about anything else', async () => {
  assert.equal(await found('# Notes\n\nVersion 1.2.3.4:16 of 2024 needs 512 MB, see [1:20].\n'), [])
})

test.run()
