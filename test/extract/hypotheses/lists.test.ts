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
  [
    'a line in bold above one that gives the direction names the machine',
    '## Rules\n\n**id:lamp-store**\n\ninbound:\n\n- protocol TCP, port 7000, source id:hub\n- protocol UDP, port 7001, source 10.1.0.0/16\n',
    ['tcp 7000 id:hub>id:lamp-store', 'udp 7001 10.1.0.0/16>id:lamp-store'],
  ],
  [
    'several fields in one bullet among the others',
    '## Rules\n\n- Lamps\n  - Source: `hubs`\n  - Destination: `lamps`\n  - Protocol: TCP, Port: 7000\n',
    ['tcp 7000 hubs>lamps'],
  ],
  [
    'an arrow between the ends',
    '## Rules\n\n- `hub-a → lamp-b [TCP/7001]`\n- `hub-a → lamp-c [UDP/7002]`\n',
    ['tcp 7001 hub-a>lamp-b', 'udp 7002 hub-a>lamp-c'],
  ],
  [
    'both ways',
    '## Ports\n\n- TCP 7000 inbound and outbound\n- UDP 7001 from the hub, bidirectional\n- 7002: both TCP and UDP\n',
    ['tcp 7000 >', 'udp 7001 hub>', 'udp 7001 >hub', 'tcp 7002 >', 'udp 7002 >'],
  ],
  [
    'a sentence that denies names nobody',
    '## Ports to open\n\n- 7000/tcp: console. Never open it to the Public Hub\n- 7001/tcp: to the Lamp Store\n',
    ['tcp 7001 >Lamp Store'],
  ],
  ['an account', '## Ports\n\n- Host: mail.example.org\n- Port: 587\n- Username: lamp\n', []],
  ['an account, German', '## Ports\n\n- Server: mail.example.org\n- Port: 587\n- Benutzername: lampe\n', []],
  [
    'networks and the ports that traffic comes from',
    '## Ports to open\n\n- VLANs (300-999) for lamps\n- Source port range: 1024-65535\n- **源端口**：范围（1-65535）\n- TCP 7000\n',
    ['tcp 7000 >'],
  ],
  [
    'ports that are only mapped',
    '## Ports\n\n- Forward port 80 to 8080\n- Redirect http (80) to port 7000\n\n## Forward http (80), https (443) ports to 7080 and 7443\n\nText.\n',
    [],
  ],
  [
    'ports to close',
    '## Ports to close\n\n- 7000/tcp: lamps\n- 7001/tcp: hubs\n\n## 閉じるべきポート\n\n- 7002/tcp: lamp\n',
    [],
  ],
  [
    'a protocol without ports gives none to a port',
    '## Ports to open\n\n- 7000: answers to ping\n- 7001: lamps\n',
    ['- 7000 >', '- 7001 >'],
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
