import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { extract } from '../../../extract/index.ts'

interface Case {
  title: string
  input: string
  /** Protocol, ports, source, destination of each claim; `~` marks an implied end. */
  expected: string[]
}

/** A table in Markdown: the first line is the header. */
function table(...rows: string[]): string {
  const [header, ...body] = rows.map(row => `| ${row} |`)
  return [header, header!.replace(/[^|]+/g, ' --- '), ...body, ''].join('\n')
}

const cases: Case[] = [
  {
    title: 'the end of a range in a column of its own',
    input: table(
      'Protocol | From port | To port | Use',
      'TCP | 7100 | 7120 | gulls',
      'UDP | 7300 | 7300 | terns',
    ),
    expected: ['tcp 7100-7120', 'udp 7300'],
  },
  {
    title: 'a column of source ports',
    input: table(
      'Source | Source port | Destination | Destination port | Protocol',
      'Buoy | 1024-65535 | Pier host | 7443 | TCP',
    ),
    expected: ['tcp 7443 Buoy > Pier host'],
  },
  {
    title: 'rows that deny',
    input: table(
      'Action | Protocol | Port | Source',
      'Allow | TCP | 7443 | Buoy',
      'Deny | TCP | 7444 | Buoy',
    ),
    expected: ['tcp 7443 Buoy >'],
  },
  {
    title: 'a span that carries the machine down',
    input: `<table>
<tr><th>Component</th><th>Port</th><th>Protocol</th></tr>
<tr><td rowspan="2">Pier host</td><td>7443</td><td>TCP</td></tr>
<tr><td>7444</td><td>UDP</td></tr>
</table>
`,
    expected: ['tcp 7443 > Pier host', 'udp 7444 > Pier host'],
  },
  {
    title: 'both ends in one column',
    input: table('Source / Destination | Port | Protocol', 'Buoy → Pier host | 7443 | TCP'),
    expected: ['tcp 7443 Buoy > Pier host'],
  },
  {
    title: 'both ends in the column of components',
    input: table('Component | Port | Protocol', 'Buoy to Pier host | 7443 | TCP', 'Pier host | 7444 | TCP'),
    expected: ['tcp 7443 Buoy > Pier host', 'tcp 7444 > Pier host'],
  },
  {
    title: 'ports in brackets',
    input: table('Source | Destination | Protocol (port)', 'Buoy | Pier host | HTTPS (7443)'),
    expected: ['tcp 7443 Buoy > Pier host'],
  },
  {
    title: 'thousands separators',
    input: table('Port | Protocol | Source', '30,000-32,767 | TCP | Buoy'),
    expected: ['tcp 30000-32767 Buoy >'],
  },
  {
    title: 'a protocol holds for what follows it, the column for the rest',
    input: table('Port | Protocol | Source', '22, 80, UDP 69 | TCP | Buoy'),
    expected: ['tcp 22 Buoy >', 'tcp 80 Buoy >', 'udp 69 Buoy >'],
  },
  {
    title: 'a remark below the names of a cell is no end',
    input: table(
      'Port | Protocol | Destination',
      '7443 | TCP | Pier host<br>Note: the quay may move it.',
      '7444 | TCP | #-pier.example<br>“#” is a number of the quay.',
    ),
    expected: ['tcp 7443 > Pier host', 'tcp 7444 > #-pier.example'],
  },
  {
    title: 'inflected headers',
    input: table(
      'Порты назначения | Протокола | IP-адрес источника | IP-адрес назначения',
      '7443 | TCP | Маяк | Причал',
    ),
    expected: ['tcp 7443 Маяк > Причал'],
  },
  {
    title: 'hyphens in headers',
    input: table('Ziel-Port | Protokoll | Quelle | Ziel-IP', '7443 | TCP | Boje | Kai'),
    expected: ['tcp 7443 Boje > Kai'],
  },
  {
    title: 'the sentence at the head of the page names the machine of its rules',
    input: `# Harbour\n\nThe security group for the pier host requires inbound and outbound rules.\n\n## Inbound rules\n\n${table('Protocol | Port', 'TCP | 7443')}`,
    expected: ['tcp 7443 > ~pier host'],
  },
  {
    title: 'a heading that is a clause names nobody',
    input: `## So that buoys must reach piers\n\n${table('Protocol | Port', 'TCP | 7443')}`,
    expected: ['tcp 7443'],
  },
]

for (const { title, input, expected } of cases)
  test(title, async () => {
    const { claims } = await extract('page.md', input)
    const ends = (side: { label: string; implied: boolean }[]) =>
      side.map(({ label, implied }) => (implied ? '~' : '') + label).join(' | ')
    const found = claims.map(({ protocol, ports, source, destination }) => {
      const range = ports && (ports.first === ports.last ? `${ports.first}` : `${ports.first}-${ports.last}`)
      const between = source.length + destination.length > 0 ? ` ${ends(source)} > ${ends(destination)}` : ''
      return `${protocol} ${range}${between}`.replace(/ +/g, ' ').trim()
    })
    assert.equal(found, expected)
  })

test.run()
