import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { extract } from '../../../extract/index.ts'

// Each: title, document, and what it states as "protocol ports source>destination" ("-" without a protocol).
const cases: [string, string, string[], string?][] = [
  [
    'the line above names the listener',
    '# Lumen\n\nLumen listens on:\n\n- 8443/tcp: API\n- 1514/udp: syslog\n',
    ['tcp 8443 >Lumen', 'udp 1514 >Lumen'],
  ],
  [
    'an instruction names the machine',
    'Open the following ports on the archive server:\n\n* Store: 5432 (TCP)\n* Replication – TCP 5433\n',
    ['tcp 5432 >archive server', 'tcp 5433 >archive server'],
  ],
  [
    'the parent item names the machine',
    '## Firewall\n\n- **Collector**\n  - TCP 443 – agents\n- **Indexer**\n  - TCP 9200 (REST)\n',
    ['tcp 443 >Collector', 'tcp 9200 >Indexer'],
  ],
  [
    'fields as nested bullets',
    '## Ports\n\n- SSH\n  - Port: 22\n  - Protocol: TCP\n  - Source: admin hosts\n- Web\n  - Port: 443\n  - Protocol: TCP\n  - Source: any\n',
    ['tcp 22 admin hosts>', 'tcp 443 any>'],
  ],
  [
    'fields on one line, some keys without a colon',
    '- type: http, protocol TCP, port: 80, source 10.1.0.0/16\n- type: custom, protocol: UDP, port 5000, source 10.2.0.0/16\n',
    ['tcp 80 10.1.0.0/16>', 'udp 5000 10.2.0.0/16>'],
  ],
  [
    'lines of ports below a line of their own',
    '## Firewall\n\nPorts to open on the relay host:\n22/tcp: SSH\n8443/tcp: web\n',
    ['tcp 22 >relay host', 'tcp 8443 >relay host'],
  ],
  [
    'items beside each other speak for each other',
    '- Port 4443: the admin console\n- Port 4444: the REST interface\n- Port 4445: metrics\n',
    ['- 4443 >', '- 4444 >', '- 4445 >'],
  ],
  [
    'a name of a service like that of a command',
    'SSH\n: TCP port 22\n\nTelnet\n: TCP port 23\n',
    ['tcp 22 >', 'tcp 23 >'],
  ],
  [
    'headings that are ports, below one that says whose',
    '# Guide\n\n## Ports used by the broker\n\n### 1883/tcp\n\nPlain.\n\n### Port 8883 (TCP)\n\nWith TLS.\n',
    ['tcp 1883 >broker', 'tcp 8883 >broker'],
  ],
  [
    'a block of code that is a list of ports',
    'The following ports must be open on the edge gateway:\n\n```\n4001/tcp\n4003-4010/udp   media\n```\n',
    ['tcp 4001 >edge gateway', 'udp 4003-4010 >edge gateway'],
  ],
  [
    'a scan',
    'A scan shows:\n\n```\nPORT     STATE SERVICE\n22/tcp   open  ssh\n80/tcp   open  http\n```\n',
    [],
  ],
  [
    'the state of ufw',
    '```\nTo                Action      From\n--                ------      ----\n22/tcp            ALLOW       Anywhere\n443/tcp           ALLOW IN    10.0.0.0/8\n5000:5010/udp (v6)  LIMIT     Anywhere (v6)\n3306              DENY        Anywhere\n```\n',
    ['tcp 22 Anywhere>', 'tcp 443 10.0.0.0/8>', 'udp 5000-5010 Anywhere (v6)>'],
  ],
  [
    'the state of iptables',
    '```\nChain INPUT (policy DROP)\ntarget     prot opt source        destination\nACCEPT     all  --  0.0.0.0/0     0.0.0.0/0    state ESTABLISHED\nACCEPT     tcp  --  0.0.0.0/0     0.0.0.0/0    tcp dpt:22\nACCEPT     tcp  --  10.0.0.0/8    10.1.0.1     multiport dports 80,443\nDROP       tcp  --  0.0.0.0/0     0.0.0.0/0    tcp dpt:25\n```\n',
    ['tcp 22 0.0.0.0/0>', 'tcp 80 10.0.0.0/8>10.1.0.1', 'tcp 443 10.0.0.0/8>10.1.0.1'],
  ],
  [
    'the state of a zone of firewalld',
    '```\npublic (active)\n  interfaces: eth0\n  ports: 8443/tcp 1514/udp\n```\n',
    ['tcp 8443 >', 'udp 1514 >'],
  ],
  [
    'sockets of a host',
    '```\nState   Recv-Q  Local Address:Port  Peer Address:Port\nLISTEN  0       0.0.0.0:22          0.0.0.0:*\n```\n',
    [],
  ],
  [
    'fields that explain what to enter state nothing',
    '- Rules\n  - Protocol: choose TCP or UDP\n  - Port: enter the port for which you want to add a rule, anywhere in the range 0-65535 that you like\n',
    [],
  ],
  ['sizes', '## Sizing\n\n- 4 CPU\n- 8 GB RAM\n- 1000 users: 2 nodes\n', []],
  ['years and versions', '## Versions\n\n- 2019: first release\n- 2021: second release\n- MySQL 8\n', []],
  ['codes', '## Error codes\n\n- 404: not found\n- 500: internal error\n- 1062: duplicate key\n', []],
]

for (const [title, text, expected, name = 'ports.md'] of cases)
  test(title, async () => {
    const { claims } = await extract(name, text)
    const labels = (ends: { label: string }[]) => ends.map(({ label }) => label).join(' | ')
    const range = (ports: { first: number; last: number } | null) =>
      ports && (ports.first === ports.last ? ports.first : `${ports.first}-${ports.last}`)
    const stated = claims.map(
      ({ protocol, ports, portText, source, destination }) =>
        `${protocol ?? '-'} ${range(ports) ?? portText} ${labels(source)}>${labels(destination)}`,
    )
    assert.equal(stated, expected)
  })

test.run()
