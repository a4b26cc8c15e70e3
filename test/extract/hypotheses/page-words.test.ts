import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { extract } from '../../../extract/index.ts'
import { told } from '../helpers.ts'

// What words elsewhere on the page, beside a column or above a table say of its rows.

interface Case {
  title: string
  input: string
  expected: string[]
}

const table = '| Port | Use |\n| --- | --- |\n| 7100 | lamps |'
const settings =
  '| Standard port number | Configuration key | Protocol | Purpose |\n| --- | --- | --- | --- |'

const cases: Case[] = [
  {
    title: 'a sentence gives the protocol of all ports',
    input: `# Ports\n\nThe firewall opens:\n\n${table}\n\nAll ports are UDP unless noted.`,
    expected: ['7: udp 7100'],
  },
  {
    title: 'a heading that is a protocol gives it to all ports below',
    input: `# Firewall\n\nOpen these ports.\n\n## Lamp servers\n\n### UDP\n\n${table}`,
    expected: ['11: udp 7100  > ~Lamp servers'],
  },
  {
    title: 'the paragraph below a heading says who talks to whom over this port',
    input:
      '# Network\n\n## Lamp port: TCP 7151\n\nLamps need light. This port, set by `lamp`, is used by the buoys to connect to the keeper.\n\n## Horn port: TCP 7152\n\nThe *horn* component listens on this port for connections from *piers*.\n\n## Bell port: TCP 7153\n\nA bell rings.',
    expected: ['3: tcp 7151 ~buoys > ~keeper', '7: tcp 7152 ~piers > ~horn component', '11: tcp 7153'],
  },
  {
    title: 'Chinese: fields of a rule in a form',
    input:
      '## 燈塔規則\n\n1. 設定如下：\n   - **目標**：燈塔主機\n   - **來源 IP 範圍**：`10.7.0.0/16`\n   - **協定和埠口**：\n     - 輸入：`tcp:7161`',
    expected: ['6: tcp 7161 10.7.0.0/16 > 燈塔主機'],
  },
  {
    title: 'unit files are no settings; "none" leaves both ends open',
    input:
      '## Lamp servers\n\n| Port | Part | Unit | From | To |\n| --- | --- | --- | --- | --- |\n| 7141 | wick | `lamp-wick.service` | buoy | keeper |\n| 7142 | oil | `lamp-oil.socket` | none | none |',
    expected: ['5: - 7141 buoy > keeper', '6: - 7142'],
  },
  {
    title: 'a sentence about some ports does not',
    input: `# Ports\n\nThe firewall opens:\n\n${table}\n\nSome ports are UDP.`,
    expected: ['7: - 7100'],
  },
  {
    title: 'settings beside ports and application protocols',
    input: `# Firewall\n\n${settings}\n| 7101 | \`quay.lamp.port\` | HTTP/2 | lamp calls |\n| 7102 | \`quay.buoy.port\` | HTTPS | buoy pages |`,
    expected: ['5: tcp 7101', '6: tcp 7102'],
  },
]

const grouped = '| Source | Destination | Protocol | Port |\n| --- | --- | --- | --- |'
cases.push(
  {
    title: 'blank first cells repeat the row above',
    input: `# Firewall\n\n${grouped}\n| lamp host | buoy host | TCP | 7111 |\n| | | | 7112 |\n| | crane host | UDP | 7113 |`,
    expected: [
      '5: tcp 7111 lamp host > buoy host',
      '6: tcp 7112 lamp host > buoy host',
      '7: udp 7113 lamp host > crane host',
    ],
  },
  {
    title: 'blanks behind filled cells stay blank',
    input: `# Firewall\n\n${grouped}\n| lamp host | buoy host | TCP | 7111 |\n| gate host | | UDP | 7112 |`,
    expected: ['5: tcp 7111 lamp host > buoy host', '6: udp 7112 gate host'],
  },
  {
    title: 'crosses in columns of protocols',
    input:
      '| Port | TCP | UDP | Source |\n| --- | --- | --- | --- |\n| 7121 | x | | lamp host |\n| 7122 | x | x | lamp host |',
    expected: ['3: tcp 7121 lamp host', '4: tcp 7122 lamp host', '4: udp 7122 lamp host'],
  },
)

cases.push(
  {
    title: 'a description that begins with its direction',
    input:
      '## Lamp host\n\n| Port | Protocol | Use |\n| --- | --- | --- |\n| 7141 | TCP | Outgoing connections to buoys |\n| 7142 | TCP | Incoming connections of gates |',
    expected: ['5: tcp 7141 ~Lamp host', '6: tcp 7142  > ~Lamp host'],
  },
  {
    title: 'symptoms and their causes',
    input:
      '# Firewall\n\n| Symptom | Likely cause |\n| --- | --- |\n| no lamp lights | 7151/tcp |\n| buoys are mute | 7152/udp, or a fuse |',
    expected: [],
  },
  { title: 'the number of an identifier', input: '# ERR-7161 opening TCP port fails', expected: [] },
  {
    title: 'a name in brackets in the caption',
    input: '**Table 2 Rules (Buoy Studio)**\n\n| Port | Protocol |\n| --- | --- |\n| 7171 | TCP |',
    expected: ['5: tcp 7171  > ~Buoy Studio'],
  },
)

for (const { title, input, expected } of cases) {
  test(`page words: ${title}`, async () => {
    assert.equal((await extract('ports.md', input)).claims.map(told), expected)
  })
}

test('page words: a clause above limits the rows, "always" limits nothing', async () => {
  const limited = await extract(
    'ports.md',
    `# Firewall\n\nAlso, when a buoy is moored, open the following ports:\n\n${table}`,
  )
  assert.equal(
    limited.claims.map(({ conditions }) => conditions),
    [['when a buoy is moored']],
  )
  const column = await extract(
    'ports.md',
    '| Port | Protocol | Only when |\n| --- | --- | --- |\n| 7103 | TCP | always |\n| 7104 | TCP | fog is near |',
  )
  assert.equal(
    column.claims.map(({ conditions }) => conditions),
    [[], ['fog is near']],
  )
})

test('page words: a matrix by node role, with optional rows', async () => {
  const { claims } = await extract(
    'ports.csv',
    'Direction,Protocol,Port,Service,Container,Node Role,Optional\nIngress,TCP,7131,lampd,,keeper,true\nIngress,UDP,7132,buoyd,,sailor,false\n',
  )
  assert.equal(claims.map(told), ['2: tcp 7131  > keeper', '3: udp 7132  > sailor'])
  assert.equal(
    claims.map(({ conditions }) => conditions),
    [['Optional'], []],
  )
})

test.run()
