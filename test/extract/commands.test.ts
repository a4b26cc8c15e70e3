import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { extract } from '../../extract/index.ts'
import { nodeIn, readSaid } from '../../extract/interpret/commands/around.ts'
import { splitWords } from '../../extract/interpret/commands/shell.ts'
import { defaultVocabulary } from '../../extract/vocabulary/default.ts'
import type { Claim } from '../../schema/types.ts'
import { checkInside, showPorts, textAt } from './helpers.ts'

const vocabulary = defaultVocabulary()

/** A claim in one line: protocol, ports, ends (`~` marks an implied one), direction, description. */
function show(claim: Claim): string {
  const ends = (list: Claim['source']) => list.map(end => (end.implied ? '~' : '') + end.label).join(' | ')
  const what = `${claim.protocol ?? '-'} ${claim.ports ? showPorts(claim.ports) : (claim.portText ?? '-')}`
  const way = claim.source.length + claim.destination.length > 0
  return [
    what,
    way && `: ${ends(claim.source)} > ${ends(claim.destination)}`.trimEnd(),
    claim.direction && ` ${claim.direction}`,
    claim.description && ` # ${claim.description}`,
  ]
    .filter(Boolean)
    .join('')
}

/** The claims of a page with one code block, places checked. */
async function read(code: string, language = 'bash'): Promise<Claim[]> {
  const text = `Intro.\n\n~~~~~~~~${language}\n${code}\n~~~~~~~~\n`
  const found = await extract('page.md', text)
  checkInside(text, found)
  for (const claim of found.claims) {
    assert.is(claim.kind, 'command')
    assert.is(claim.table, null)
    assert.is(claim.local, false)
  }
  return found.claims
}

interface Case {
  title: string
  input: string
  expected: string[]
}

function cases(tool: string, list: Case[]): void {
  for (const { title, input, expected } of list)
    test(`${tool}: ${title}`, async () => assert.equal((await read(input)).map(show), expected))
}

cases('firewall-cmd', [
  { title: 'a port', input: 'firewall-cmd --permanent --add-port=7000/tcp', expected: ['tcp 7000'] },
  { title: 'a range', input: 'firewall-cmd --add-port=7000-7010/udp', expected: ['udp 7000-7010'] },
  {
    title: 'several flags, value apart',
    input: 'firewall-cmd --add-port 7000/tcp --add-port=7001/udp',
    expected: ['tcp 7000', 'udp 7001'],
  },
  {
    title: 'braces',
    input: 'firewall-cmd --add-port={7000,7001-7002}/tcp',
    expected: ['tcp 7000', 'tcp 7001-7002'],
  },
  { title: 'a list', input: 'firewall-cmd --add-port=7000,7001/tcp', expected: ['tcp 7000', 'tcp 7001'] },
  {
    title: 'a trusted source',
    input: 'firewall-cmd --zone=trusted --add-source=172.20.0.0/14',
    expected: ['all -: 172.20.0.0/14 >'],
  },
  {
    title: 'a source without zone',
    input: 'firewall-cmd --add-source=172.20.0.0/14',
    expected: ['all -: 172.20.0.0/14 >'],
  },
  {
    title: 'a source that only binds a zone',
    input: 'firewall-cmd --zone=work --add-source=172.20.0.0/14',
    expected: [],
  },
  {
    title: 'a source beside a port',
    input: 'firewall-cmd --zone=work --add-source=172.20.0.0/14 --add-port=7000/tcp',
    expected: ['tcp 7000: 172.20.0.0/14 >'],
  },
  { title: 'a refusing zone', input: 'firewall-cmd --zone=drop --add-port=7000/tcp', expected: [] },
  {
    title: 'services by name, as they are written',
    input:
      'firewall-cmd --add-service=nfs --add-service rpc-bind\nfirewall-cmd --add-service={nut,ftp} --remove-service=tftp',
    expected: ['- nfs', '- rpc-bind', '- nut', '- ftp'],
  },
  {
    title: 'a service of a loop, and none of a placeholder',
    input:
      'for s in nut tftp; do firewall-cmd --add-service=$s; done\nfirewall-cmd --add-service=<service> --add-service=$NAME --add-service=SERVICE_NAME',
    expected: ['- nut', '- tftp'],
  },
  {
    title: 'nothing where it only rewrites traffic',
    input: 'firewall-cmd --add-masquerade\nfirewall-cmd --add-forward-port=port=80:proto=tcp:toport=81',
    expected: [],
  },
  {
    title: 'a source that another command binds to the zone',
    input:
      'firewall-cmd --zone=lab --add-source=192.0.2.0/24\nfirewall-cmd --zone=lab --add-port=7000/tcp\nfirewall-cmd --add-port=7001/tcp',
    expected: ['tcp 7000: 192.0.2.0/24 >', 'tcp 7001'],
  },
  { title: 'nothing that is taken away', input: 'firewall-cmd --remove-port=7000/tcp', expected: [] },
  { title: 'nothing that is only asked', input: 'firewall-cmd --query-port=7000/tcp', expected: [] },
  { title: 'a protocol', input: 'firewall-cmd --add-protocol=gre', expected: ['gre -'] },
  {
    title: 'a rich rule',
    input: `firewall-cmd --add-rich-rule='rule family="ipv4" source address="192.0.2.0/24" port port="7000" protocol="tcp" accept'`,
    expected: ['tcp 7000: 192.0.2.0/24 >'],
  },
  {
    title: 'a rich rule with quotes in quotes, over two lines',
    input: `firewall-cmd --add-rich-rule="rule family="ipv4" \\\n  port protocol="udp" port="7000-7001" accept"`,
    expected: ['udp 7000-7001'],
  },
  {
    title: 'a rich rule for all traffic, and one for a protocol',
    input: `firewall-cmd --add-rich-rule='rule source address=192.0.2.1 destination address=192.0.2.2 accept'
firewall-cmd --add-rich-rule='rule protocol value="esp" accept'`,
    expected: ['all -: 192.0.2.1 > 192.0.2.2', 'esp -'],
  },
  {
    title: 'a rich rule for a service',
    input: `firewall-cmd --add-rich-rule='rule source address=192.0.2.1 service name=nut accept'`,
    expected: ['- nut: 192.0.2.1 >'],
  },
  {
    title: 'rich rules that accept no port',
    input: `firewall-cmd --add-rich-rule='rule port port=7000 protocol=tcp reject'
firewall-cmd --add-rich-rule='rule source address=192.0.2.1 masquerade'`,
    expected: [],
  },
  {
    title: 'direct rules',
    input: `firewall-cmd --direct --add-rule ipv4 filter INPUT 0 -p tcp --dport 7000 -j ACCEPT
firewall-cmd --direct --passthrough ipv4 -I OUTPUT -p udp --dport 7001 -j ACCEPT`,
    expected: ['tcp 7000 inbound', 'udp 7001 outbound'],
  },
])

cases('ufw', [
  { title: 'a port', input: 'ufw allow 7000', expected: ['- 7000'] },
  { title: 'a port and protocol', input: 'sudo ufw allow 7000/tcp', expected: ['tcp 7000'] },
  { title: 'a range', input: 'ufw allow 7000:7010/tcp', expected: ['tcp 7000-7010'] },
  { title: 'a list', input: 'ufw allow 7000,7002/udp', expected: ['udp 7000', 'udp 7002'] },
  {
    title: 'all from a network',
    input: 'ufw allow from 172.20.0.0/14 to any',
    expected: ['all -: 172.20.0.0/14 > any'],
  },
  {
    title: 'from, to, port and protocol',
    input: 'ufw allow from 192.0.2.1 to 192.0.2.2 port 7000 proto tcp',
    expected: ['tcp 7000: 192.0.2.1 > 192.0.2.2'],
  },
  {
    title: 'protocol first',
    input: 'ufw allow proto udp from 192.0.2.1 to any port 7000:7001',
    expected: ['udp 7000-7001: 192.0.2.1 > any'],
  },
  {
    title: 'an interface',
    input: 'ufw allow in on eth1 to any port 7000',
    expected: ['- 7000:  > any inbound'],
  },
  { title: 'out', input: 'ufw allow out 7000/udp', expected: ['udp 7000 outbound'] },
  {
    title: 'through',
    input: 'ufw route allow in on eth0 out on eth1 to 192.0.2.2 port 7000 proto tcp',
    expected: ['tcp 7000:  > 192.0.2.2'],
  },
  {
    title: 'its own comment',
    input: `ufw insert 1 limit 7000/tcp comment 'ssh alt'`,
    expected: ['tcp 7000 # ssh alt'],
  },
  { title: 'an IP protocol', input: 'ufw allow proto ah from 192.0.2.1', expected: ['ah -: 192.0.2.1 >'] },
  { title: 'words behind', input: 'ufw allow 7000/tcp lets everybody in', expected: ['tcp 7000'] },
  {
    title: 'words that objects inherit',
    input: 'ufw allow constructor 7000\nufw allow proto constructor from 192.0.2.1 to any port 7001',
    expected: ['- constructor', '- 7001: 192.0.2.1 > any'],
  },
  {
    title: 'nothing that closes',
    input: 'ufw deny 7000\nufw reject 7001/tcp\nufw delete allow 7002\nufw default allow outgoing',
    expected: [],
  },
  {
    title: 'services and profiles by name',
    input:
      'ufw allow nut\nufw limit "Lamp Full"\nufw allow in on eth0 to any app CUPS\nufw allow from 192.0.2.1 to any port nut proto tcp\nufw allow out nut/udp',
    expected: [
      '- nut',
      '- Lamp Full',
      '- CUPS:  > any inbound',
      'tcp nut: 192.0.2.1 > any',
      'udp nut outbound',
    ],
  },
  {
    title: 'placeholders with blanks',
    input: 'ufw allow from [IP of lamp 1] to <hub ip> proto tcp port 7000,7001',
    expected: ['tcp 7000: [IP of lamp 1] > <hub ip>', 'tcp 7001: [IP of lamp 1] > <hub ip>'],
  },
  {
    title: 'nothing without a number or a name',
    input:
      'ufw allow <service>\nufw allow port\nufw allow from 192.0.2.1 app Samba\nufw allow $PORT/tcp\nufw allow in on cni0 # 0\nufw allow from 192.0.2.1 port 53\nufw allow from <pod-cidr> to any',
    expected: [],
  },
])

cases('iptables', [
  {
    title: 'lines of a rules file that a dash escapes',
    input: '- - -A INPUT -p tcp --dport 7000 -j ACCEPT',
    expected: ['tcp 7000 inbound'],
  },
  {
    title: 'a port',
    input: 'iptables -A INPUT -p tcp --dport 7000 -j ACCEPT',
    expected: ['tcp 7000 inbound'],
  },
  {
    title: 'a range, outbound, with address',
    input: 'ip6tables -I OUTPUT 1 -p udp -d 2001:db8::1 --dport 7000:7001 -j ACCEPT',
    expected: ['udp 7000-7001:  > 2001:db8::1 outbound'],
  },
  {
    title: 'multiport and two sources',
    input:
      'iptables -A INPUT -s 192.0.2.0/24,198.51.100.0/24 -p tcp -m multiport --dports 7000,7002:7003 -j ACCEPT',
    expected: [
      'tcp 7000: 192.0.2.0/24 | 198.51.100.0/24 > inbound',
      'tcp 7002-7003: 192.0.2.0/24 | 198.51.100.0/24 > inbound',
    ],
  },
  {
    title: 'forwarded: the node is no end',
    input: '# On worker nodes\niptables -A FORWARD -p tcp --dport 7000 -j ACCEPT',
    expected: ['tcp 7000'],
  },
  {
    title: 'as saved, with a comment',
    input: '-A INPUT -p tcp -m tcp --dport 7000 -m comment --comment "web console" -j ACCEPT',
    expected: ['tcp 7000 inbound # web console'],
  },
  {
    title: 'protocols without ports, by name and number',
    input: 'iptables -A INPUT -p icmp -j ACCEPT\niptables -A INPUT -p 112 -j ACCEPT',
    expected: ['icmp - inbound', 'vrrp - inbound'],
  },
  {
    title: 'all from a network',
    input: 'iptables -A INPUT -s 172.20.0.0/14 -j ACCEPT',
    expected: ['all -: 172.20.0.0/14 > inbound'],
  },
  {
    title: 'nothing that accepts no new connection to a port',
    input: `iptables -A INPUT -p tcp --dport 7000 -j DROP
iptables -A INPUT -p tcp --dport 7001 -j REJECT
iptables -D INPUT -p tcp --dport 7002 -j ACCEPT
iptables -A INPUT -p tcp ! --dport 7003 -j ACCEPT
iptables -A INPUT -p tcp --dport ssh -j ACCEPT
iptables -A INPUT -i lo -j ACCEPT
iptables -P INPUT ACCEPT
iptables -A OUTPUT -p tcp --sport 7004 -m state --state ESTABLISHED -j ACCEPT
iptables -A INPUT -s 192.0.2.1 -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
iptables -t nat -A PREROUTING -p tcp --dport 7005 -j REDIRECT --to-ports 7006`,
    expected: [],
  },
])

cases('nft', [
  {
    title: 'a rule',
    input: 'nft add rule inet filter input tcp dport 7000 accept',
    expected: ['tcp 7000 inbound'],
  },
  {
    title: 'a set, quoted, with source',
    input: `nft 'add rule ip filter input ip saddr 192.0.2.0/24 udp dport { 7000, 7002-7003 } counter accept comment "mesh"'`,
    expected: ['udp 7000: 192.0.2.0/24 > inbound # mesh', 'udp 7002-7003: 192.0.2.0/24 > inbound # mesh'],
  },
  {
    title: 'a table',
    input: `table inet filter {
  chain input {
    type filter hook input priority 0; policy drop;
    ct state established,related accept
    iif lo accept
    tcp dport {
      7000,
      7001
    } accept # web
    tcp dport 7002 drop
    tcp dport != 7003 accept
    tcp dport vmap { 7004 : accept }
    meta l4proto { tcp, udp } th dport 7005 accept
    ip protocol vrrp accept
  }
  chain output { ip daddr 192.0.2.1 accept; }
}`,
    expected: [
      'tcp 7000 inbound # web',
      'tcp 7001 inbound # web',
      'tcp 7005 inbound',
      'udp 7005 inbound',
      'vrrp - inbound',
      'all -:  > 192.0.2.1 outbound',
    ],
  },
])

cases('SuSEfirewall2 and YaST', [
  {
    title: 'services',
    input: `FW_SERVICES_EXT_TCP="7000 ssh 7002:7003"\nFW_SERVICES_DMZ_UDP='7004'\nFW_SERVICES_INT_IP="esp"\nFW_ROUTE=yes`,
    expected: ['tcp 7000', 'tcp 7002-7003', 'udp 7004', 'esp -'],
  },
  {
    title: 'networks',
    input: 'FW_TRUSTED_NETS="192.0.2.0/24,tcp,7000 198.51.100.1"',
    expected: ['tcp 7000: 192.0.2.0/24 >', 'all -: 198.51.100.1 >'],
  },
  {
    title: 'fields of the dialog',
    input: 'TCP Ports\n7000, 7002-7003\nUDP Ports: 7004\nOther Ports\n7005',
    expected: ['tcp 7000', 'tcp 7002-7003', 'udp 7004'],
  },
])

cases('aws', [
  {
    title: 'plain options over lines',
    input: `aws ec2 authorize-security-group-ingress \\
  --group-id sg-0a1b --protocol tcp \\
  --port 7000-7001 \\
  --cidr 192.0.2.0/24   # console`,
    expected: ['tcp 7000-7001: 192.0.2.0/24 > sg-0a1b inbound # console'],
  },
  {
    title: 'egress, another group, all protocols',
    input:
      'aws ec2 authorize-security-group-egress --group-name web --protocol -1 --source-group sg-2\naws ec2 authorize-security-group-egress --group-id $ID --protocol udp --port 7000 --cidr 0.0.0.0/0',
    expected: ['all -: web > sg-2 outbound', 'udp 7000: $ID > 0.0.0.0/0 outbound'],
  },
  {
    title: 'permissions, short form',
    input:
      'aws ec2 authorize-security-group-ingress --group-id sg-1 --ip-permissions IpProtocol=tcp,FromPort=7000,ToPort=7001,IpRanges=[{CidrIp=192.0.2.0/24,Description="web"}] IpProtocol=icmp,FromPort=3,ToPort=4',
    expected: ['tcp 7000-7001: 192.0.2.0/24 > sg-1 inbound # web', 'icmp -:  > sg-1 inbound'],
  },
  {
    title: 'permissions, JSON in any order',
    input: `aws ec2 authorize-security-group-ingress --group-id sg-1 --ip-permissions '[
  {"IpProtocol": "-1", "UserIdGroupPairs": [{"GroupId": "sg-2"}]},
  {"FromPort": 7000, "IpProtocol": "tcp", "IpRanges": [{"CidrIp": "192.0.2.0/24"}, {"CidrIp": "198.51.100.0/24"}], "ToPort": 7000}
]'`,
    expected: ['all -: sg-2 > sg-1 inbound', 'tcp 7000: 192.0.2.0/24 | 198.51.100.0/24 > sg-1 inbound'],
  },
  {
    title: 'inside a substitution',
    input:
      'RULE=$(aws ec2 authorize-security-group-ingress --group-id sg-1 --protocol tcp --port 7000 --cidr "$(curl -s ip.example)/32")',
    expected: ['tcp 7000: $(curl -s ip.example)/32 > sg-1 inbound'],
  },
  {
    title: 'nothing that authorizes nothing',
    input:
      'aws ec2 revoke-security-group-ingress --port 7000\naws ec2 authorize-security-group-ingress --port $P --cidr 0.0.0.0/0',
    expected: [],
  },
])

cases('gcloud', [
  {
    title: 'ports, tags and protocols',
    input:
      'gcloud compute firewall-rules create r --allow tcp:7000,udp:7001-7002,icmp --source-ranges=192.0.2.0/24 --target-tags web',
    expected: [
      'tcp 7000: 192.0.2.0/24 > web',
      'udp 7001-7002: 192.0.2.0/24 > web',
      'icmp -: 192.0.2.0/24 > web',
    ],
  },
  {
    title: 'egress',
    input:
      'gcloud compute firewall-rules create r --action=ALLOW --rules=tcp:7000 --direction=EGRESS --destination-ranges=192.0.2.0/24 --target-tags=mail',
    expected: ['tcp 7000: mail > 192.0.2.0/24 outbound'],
  },
  {
    title: 'nothing denied, listed or unknown',
    input:
      'gcloud compute firewall-rules create r --action=DENY --rules=tcp:7000\ngcloud compute firewall-rules list --allow tcp:1\ngcloud compute firewall-rules create r --allow tcp:$P0',
    expected: [],
  },
])

cases('az', [
  {
    title: 'a rule with several ports',
    input: `az network nsg rule create -g rg --nsg-name n --name x --direction Inbound --access Allow --protocol Tcp \\
  --source-address-prefixes Internet --destination-port-ranges 7000 7002-7003 --description "web"`,
    expected: ['tcp 7000: Internet > inbound # web', 'tcp 7002-7003: Internet > inbound # web'],
  },
  {
    title: 'every port',
    input: `az network nsg rule create --direction Outbound --protocol '*' --source-address-prefixes '*' --destination-port-ranges '*' # 1`,
    expected: ['all *: * > outbound # 1'],
  },
  { title: 'an open port', input: 'az vm open-port --port 7000 -g rg -n vm', expected: ['- 7000'] },
  {
    title: 'nothing denied',
    input: 'az network nsg rule create --access Deny --protocol Tcp --destination-port-ranges 7000',
    expected: [],
  },
])

cases('Windows', [
  {
    title: 'netsh',
    input:
      'C:\\> netsh advfirewall firewall add rule name="My App" dir=in action=allow protocol=TCP localport=7000,7001 remoteip=192.0.2.0/24',
    expected: ['tcp 7000: 192.0.2.0/24 > inbound # My App', 'tcp 7001: 192.0.2.0/24 > inbound # My App'],
  },
  {
    title: 'netsh, outbound and blocked',
    input:
      'netsh advfirewall firewall add rule dir=out action=allow protocol=UDP remoteport=7000\nnetsh advfirewall firewall add rule dir=in action=block protocol=TCP localport=7001',
    expected: ['udp 7000 outbound'],
  },
  {
    title: 'PowerShell with a prompt, smart quotes, a continued line and a list',
    input:
      'PS C:\\Users\\me> New-NetFirewallRule -DisplayName “My App” –Direction Inbound `\n  -Protocol TCP -LocalPort 7000, 7001 -Action Allow | Out-Null',
    expected: ['tcp 7000 inbound # My App', 'tcp 7001 inbound # My App'],
  },
  {
    title: 'PowerShell arrays, variables and loops',
    input: `$Port = 7000   # the probe
New-NetFirewallRule -Direction Inbound -Protocol TCP -LocalPort $Port
foreach ($p in 7001,7002) { New-NetFirewallRule -Direction Inbound -Protocol TCP -LocalPort $p }
New-NetFirewallRule -Direction Inbound -Protocol UDP -LocalPort @(7003, 7004) -RemoteAddress 192.0.2.1`,
    expected: [
      'tcp 7000 inbound',
      'tcp 7001 inbound',
      'tcp 7002 inbound',
      'udp 7003: 192.0.2.1 > inbound',
      'udp 7004: 192.0.2.1 > inbound',
    ],
  },
  {
    title: 'PowerShell that blocks',
    input: 'New-NetFirewallRule -Direction Inbound -Protocol TCP -LocalPort 7000 -Action Block',
    expected: [],
  },
])

cases('scripts', [
  {
    title: 'prompts',
    input:
      '$ ufw allow 7000\n% sudo ufw allow 7001\n[root@host ~]# ufw allow 7002\nroot@host:~# ufw allow 7003\nhost$ ufw allow 7004\n> ufw allow 7005',
    expected: ['- 7000', '- 7001', '- 7002', '- 7003', '- 7004', '- 7005'],
  },
  {
    title: 'the prompt of root',
    input: '# ufw allow 7000\n# sudo ufw allow 7001',
    expected: ['- 7000', '- 7001'],
  },
  {
    title: 'a command that was taken out',
    input: '# ufw allow 7000\n#ufw allow 7001\nufw allow 7002',
    expected: ['- 7002'],
  },
  {
    title: 'several commands on a line',
    input: 'ufw allow 7000 && ufw allow 7001; (ufw allow 7002) || true | ufw allow 7003 &',
    expected: ['- 7000', '- 7001', '- 7002', '- 7003'],
  },
  {
    title: 'a loop on one line, over lines and in a loop',
    input: `for p in 7000 7001; do ufw allow $p/tcp; done
for p in 7002; do
  for q in tcp udp
  do
    ufw allow \${p}/$q
  done
done`,
    expected: ['tcp 7000', 'tcp 7001', 'tcp 7002', 'udp 7002'],
  },
  {
    title: 'variables of the block',
    input: `export NET="192.0.2.0/24"
PORTS=(7000 "7001")
for p in "\${PORTS[@]}"; do ufw allow from $NET to any port $p; done`,
    expected: ['- 7000: 192.0.2.0/24 > any', '- 7001: 192.0.2.0/24 > any'],
  },
  {
    title: 'other variables stay as written',
    input: 'ufw allow from $NET to any port 7000\nPORT=$(pick 7001)\nufw allow $PORT/tcp',
    expected: ['- 7000: $NET > any'],
  },
  {
    title: 'a value without end stays out of the commands',
    input: `NET=192.0.2.0/24${',192.0.2.0/24'.repeat(99)}\nufw allow from $NET to any port 7000`,
    expected: ['- 7000: $NET > any'],
  },
  {
    title: 'placeholders and redirections',
    input: 'ufw allow from <node ip> to any port 7000 2>&1 >/dev/null\nufw allow 7001 > log 2> 7002',
    expected: ['- 7000: <node ip> > any', '- 7001'],
  },
  {
    title: 'commands in quotes',
    input: `ssh root@host "sudo ufw allow 7000/tcp"
ssh host "sh -c 'ufw allow 7001; ufw allow 7002'"`,
    expected: ['tcp 7000', '- 7001', '- 7002'],
  },
  {
    title: 'items of a list',
    input: 'runcmd:\n  - ufw allow 7000/tcp\n  - "ufw allow 7001/tcp"',
    expected: ['tcp 7000', 'tcp 7001'],
  },
  { title: 'a path and other cases', input: '/usr/sbin/ufw allow 7000', expected: ['- 7000'] },
  {
    title: 'names that are no commands',
    input:
      'apt install ufw iptables-persistent 1.2\nsystemctl enable --now ufw 22\nufw status # 22/tcp ALLOW',
    expected: [],
  },
])

cases('comments', [
  { title: 'behind a command', input: 'ufw allow 7000 #web console', expected: ['- 7000 # web console'] },
  {
    title: 'above commands, to the next gap',
    input: '# etcd\nufw allow 7000\nufw allow 7001 # peers\n\nufw allow 7002',
    expected: ['- 7000 # etcd', '- 7001 # peers', '- 7002'],
  },
  { title: 'that only repeats the port', input: '# Open port 7000\nufw allow 7000', expected: ['- 7000'] },
  { title: 'for all', input: '# Open UDP for everyone\nufw allow 7000', expected: ['- 7000: ~everyone >'] },
  {
    title: 'that name the node, each for its paragraph',
    input: `# For broker nodes, run these commands:
ufw allow 7000
# metrics
ufw allow 7001

# --- Worker ---
ufw allow 7002

# Logs
ufw allow 7003`,
    expected: [
      '- 7000:  > ~broker nodes',
      '- 7001:  > ~broker nodes # metrics',
      '- 7002:  > ~Worker',
      '- 7003 # Logs',
    ],
  },
  {
    title: 'that name the node, outbound',
    input: '# On the gateway node\niptables -A OUTPUT -p tcp --dport 7000 -j ACCEPT',
    expected: ['tcp 7000: ~gateway node > outbound'],
  },
])

cases('openstack and hcloud', [
  {
    title: 'rules by options',
    input: `openstack security group rule create --protocol tcp --dst-port 7000:7002 --remote-ip 192.0.2.0/24 lamps
openstack security group rule create --egress --protocol udp --dst-port 7003 --remote-ip 192.0.2.9/32 lamps
hcloud firewall add-rule lamps --direction in --protocol tcp --port 7004 --source-ips 192.0.2.1/32,192.0.2.2/32
openstack security group list --protocol tcp`,
    expected: [
      'tcp 7000-7002: 192.0.2.0/24 > inbound',
      'udp 7003:  > 192.0.2.9/32 outbound',
      'tcp 7004: 192.0.2.1/32 | 192.0.2.2/32 > inbound',
    ],
  },
])

cases('pf', [
  {
    title: 'ports, a list and a range',
    input:
      'pass in on egress proto tcp from any to any port { 7000, 7001 } # web\npass in quick inet proto udp to port 7002:7010',
    expected: ['tcp 7000: any > any inbound', 'tcp 7001: any > any inbound', 'udp 7002-7010 inbound'],
  },
  {
    title: 'protocols, names, macros and out',
    input:
      'lamps = "{ 192.0.2.1 192.0.2.2 }"\nopen = "7000, nut"\npass in log proto { tcp udp } from $lamps to (self) port { $open }\npass out proto tcp to 192.0.2.9 port = 7001 keep state',
    expected: [
      'tcp 7000: 192.0.2.1 | 192.0.2.2 > (self) inbound',
      'tcp nut: 192.0.2.1 | 192.0.2.2 > (self) inbound',
      'udp 7000: 192.0.2.1 | 192.0.2.2 > (self) inbound',
      'udp nut: 192.0.2.1 | 192.0.2.2 > (self) inbound',
      'tcp 7001:  > 192.0.2.9 outbound',
    ],
  },
  {
    title: 'a protocol without ports',
    input: 'pass in inet proto icmp all\npass in quick on egress proto esp from 192.0.2.1 to any',
    expected: ['icmp - inbound', 'esp -: 192.0.2.1 > any inbound'],
  },
  {
    title: 'nothing that blocks, redirects or is about the port of the sender',
    input:
      'block in proto tcp to any port 7000\nrdr pass on egress proto tcp to port 7001 -> 192.0.2.1\npass in proto tcp from any port 7002 to any\npass in all',
    expected: [],
  },
])

const service = `<?xml version="1.0" encoding="utf-8"?>
<!-- kept by hand -->
<service>
  <short>broker</short>
  <description>Message broker (broker node)</description>
  <!-- <port protocol="tcp" port="6999"/> -->
  <port protocol="tcp" port="7000"/> <!-- clients -->
  <port port='7001-7002' protocol='udp' />
  <protocol value="vrrp"/>
  <include service="ssh"/>
</service>
`
const zone = `<zone target="ACCEPT">
  <source address="192.0.2.0/24"/>
  <rule><source address="198.51.100.1"/><port protocol="tcp" port="7000"/><accept/></rule>
  <rule><port protocol="tcp" port="7001"/><drop/></rule>
  <rule><source address="198.51.100.2"/><service name="ssh"/><accept/></rule>
  <forward-port port="7002" protocol="tcp" to-port="7003"/>
</zone>`

test('firewalld XML: a service file', async () => {
  const found = await extract('services/broker.xml', service)
  checkInside(service, found)
  assert.equal(found.claims.map(show), [
    'tcp 7000:  > ~broker node # clients',
    'udp 7001-7002:  > ~broker node',
    'vrrp -:  > ~broker node',
  ])
  assert.equal(
    found.claims.map(claim => claim.location.line),
    [7, 8, 9],
  )
  assert.equal(found.claims[0]!.context, ['broker'])
  assert.is(textAt(service, found.claims[1]!.spans.ports!), '7001-7002')
})

cases('firewalld XML', [
  {
    title: 'a zone in a code block',
    input: zone,
    expected: ['all -: 192.0.2.0/24 >', 'tcp 7000: 198.51.100.1 >', '- ssh: 198.51.100.2 >'],
  },
  {
    title: 'other XML',
    input: '<Server port="8005"><port protocol="AJP/1.3" port="8009"/></Server>',
    expected: [],
  },
])

test('other XML is not read as firewalld XML', async () => {
  assert.equal(
    (await extract('pom.xml', '<?xml version="1.0"?><project><port protocol="tcp" port="7000"/></project>'))
      .claims,
    [],
  )
})

test('places: the very characters, the statement on its line', async () => {
  const text = `> 1. Open the ports:
>
>    \`\`\`sh
>    firewall-cmd --zone=public \\
>      --add-port=7000/tcp \\
>      --add-port=7001-7002/udp
>    iptables -A INPUT \\
>      -p tcp -s '192.0.2.0/24' \\
>      --dport 7003 -j ACCEPT
>    for p in 7004; do ufw allow $p/tcp; done
>    \`\`\`
`
  const { claims } = await extract('page.md', text)
  const marked = claims.map(({ location, spans }) => [
    location.line,
    ...[spans.protocol, spans.ports, spans.source].map(span => span && textAt(text, span)),
  ])
  assert.equal(marked, [
    [5, 'tcp', '7000', null],
    [6, 'udp', '7001-7002', null],
    [7, 'tcp', '7003', '192.0.2.0/24'],
    [10, 'tcp', '7004', null],
  ])
})

test('places: entities, line breaks and Windows line ends', async () => {
  const html = '<pre><b>ufw</b> allow from &lt;node&gt; to any port 7001<br>ufw allow 7000/tcp</pre>'
  const claims = (await extract('page.html', html)).claims
  assert.equal(claims.map(show), ['- 7001: <node> > any', 'tcp 7000'])
  assert.is(textAt(html, claims[0]!.spans.source!), '&lt;node&gt;')
  const windows = '```\r\nufw allow \\\r\n  7000/tcp\r\nufw allow 7001/tcp # x\r\n```\r\n'
  const lines = (await extract('page.md', windows)).claims.map(claim => [
    claim.location.line,
    claim.description,
  ])
  assert.equal(lines, [
    [2, null],
    [4, 'x'],
  ])
})

test('context, condition and node from around the code', async () => {
  const text = `# Install

## Worker nodes

If you use ufw, run:

    ufw allow 7000/tcp
`
  const claim = (await extract('page.md', text)).claims[0]!
  assert.is(show(claim), 'tcp 7000:  > ~Worker nodes')
  assert.equal(claim.conditions, ['If you use ufw'])
  assert.equal(claim.context, ['Install', 'Worker nodes'])
  assert.is(claim.pattern, 'ufw')
})

const pages: { title: string; input: string; expected: string[] }[] = [
  {
    title: 'in code of a sentence, beside what the sentence says itself',
    input: 'If you use ufw, open port 7001 too: `sudo ufw allow 7000/tcp`.',
    expected: ['sentence - 7001', 'command tcp 7000'],
  },
  {
    title: 'in the code of an item',
    input: '- Lamps: `ufw allow 7000/tcp`',
    expected: ['command tcp 7000 # Lamps'],
  },
  { title: 'as a heading', input: '##### sudo ufw allow 7000/udp', expected: ['command udp 7000'] },
  {
    title: 'as lines of a paragraph',
    input: 'iptables -A INPUT -p tcp --dport 7000 -j ACCEPT\niptables -A INPUT -p udp --dport 7001 -j ACCEPT',
    expected: ['command tcp 7000 inbound', 'command udp 7001 inbound'],
  },
  { title: 'not where code only names a tool', input: 'Use `ufw` to allow more.', expected: [] },
  {
    title: 'not for a service that the page defines',
    input: 'Write `/etc/firewalld/services/lamp.xml`.\n\n    firewall-cmd --add-service=lamp',
    expected: [],
  },
  {
    title: 'whatever the title names',
    input: '# Firewall of the lamp server\n\n## ufw\n\n    ufw allow 7000/tcp',
    expected: ['command tcp 7000'],
  },
]
for (const { title, input, expected } of pages)
  test(`a command: ${title}`, async () => {
    const found = await extract('page.md', input)
    checkInside(input, found)
    assert.equal(
      found.claims.map(claim => `${claim.kind} ${show(claim)}`),
      expected,
    )
  })

const limits: { title: string; above: string; code: string; expected: string[] }[] = [
  {
    title: 'in an earlier sentence, behind a title',
    above: '**Lamps**: If the lamps are remote, open more. Run this:',
    code: 'ufw allow 7000',
    expected: ['If the lamps are remote'],
  },
  {
    title: 'in a comment behind',
    above: 'Run:',
    code: 'ufw allow 7000 # remote lamps only',
    expected: ['remote lamps only'],
  },
  {
    title: 'in brackets of the comment above',
    above: 'Run:',
    code: '# (optional) Let lamps in from anywhere (all of them).\nufw allow 7000',
    expected: ['optional'],
  },
  {
    title: 'in Japanese',
    above: 'ランプを使う場合は、実行します。',
    code: 'ufw allow 7000',
    expected: ['ランプを使う場合'],
  },
  {
    title: 'in Chinese, within a sentence',
    above: '通常不需要，如果灯在远处，请运行：',
    code: 'ufw allow 7000',
    expected: ['如果灯在远处'],
  },
]
for (const { title, above, code, expected } of limits)
  test(`a condition: ${title}`, async () => {
    const { claims } = await extract('page.md', `${above}\n\n~~~\n${code}\n~~~\n`)
    assert.equal(
      claims.map(({ conditions }) => conditions),
      [expected],
    )
  })

const said: { input: string; node: string | null; source: string | null }[] = [
  { input: 'For edge nodes, run the following:', node: 'edge nodes', source: null },
  { input: 'Run this on each machine in the cluster:', node: 'each machine', source: null },
  { input: 'Step 3: firewall (All Nodes)', node: 'All Nodes', source: null },
  { input: '=== Control plane ===', node: 'Control plane', source: null },
  { input: '控制平面节点', node: '控制平面节点', source: null },
  {
    input: 'Allow traffic from worker nodes on manager nodes',
    node: 'manager nodes',
    source: 'worker nodes',
  },
  { input: 'Let it in from anywhere', node: null, source: 'anywhere' },
  { input: 'The message server', node: null, source: null },
  { input: 'Depends on the role of the node', node: null, source: null },
  { input: 'Needed for adding the host', node: null, source: null },
  { input: 'node exporter', node: null, source: null },
]
for (const { input, node, source } of said)
  test(`said: ${input}`, () => {
    assert.equal(readSaid(input, vocabulary), { node, source })
    if (node === null) assert.is(nodeIn(input, vocabulary), null)
  })

const blocks: Record<string, string> = {
  yaml: 'apiVersion: v1\nports:\n  - port: 7000\n    protocol: TCP',
  json: '{ "port": 7000, "protocol": "tcp" }',
  go: 'iptables := []string{"-A", "INPUT", "--dport", "7000"}',
  text: 'Chain INPUT (policy ACCEPT)\nDROP tcp -- anywhere anywhere tcp dpt:7000\n7000/tcp   DENY   Anywhere',
  curl: 'curl http://localhost:7000/ufw && nc -z host 7000',
}
for (const [language, code] of Object.entries(blocks))
  test(`code without commands: ${language}`, async () => assert.equal(await read(code, language), []))

cases('records of clouds', [
  {
    title: 'doctl, both ways',
    input: `doctl compute firewall create --name hub --inbound-rules "protocol:tcp,ports:7000-7010,address:10.1.0.0/16 protocol:udp,ports:53,address:0.0.0.0/0" --outbound-rules "protocol:icmp,address:0.0.0.0/0"`,
    expected: [
      'tcp 7000-7010: 10.1.0.0/16 > inbound',
      'udp 53: 0.0.0.0/0 > inbound',
      'icmp -:  > 0.0.0.0/0 outbound',
    ],
  },
  {
    title: 'lightsail',
    input:
      'aws lightsail open-instance-public-ports --instance-name hub --port-info fromPort=7000,toPort=7005,protocol=TCP',
    expected: ['tcp 7000-7005:  > hub inbound'],
  },
  {
    title: 'oci',
    input: `oci network security-list update --ingress-security-rules '[{"source": "10.1.0.0/16", "protocol": "6", "tcpOptions": {"destinationPortRange": {"max": 7001, "min": 7000}}}]'`,
    expected: ['tcp 7000-7001: 10.1.0.0/16 > inbound'],
  },
  {
    title: 'linode, what drops is left out',
    input: `linode-cli firewalls rules-update 9 --inbound '[{"protocol":"TCP","ports":"7000","action":"ACCEPT","addresses":{"ipv4":["10.1.0.0/16"]}},{"protocol":"TCP","ports":"7001","action":"DROP"}]'`,
    expected: ['tcp 7000: 10.1.0.0/16 > inbound'],
  },
])

cases('RouterOS', [
  {
    title: 'one line',
    input:
      '/ip firewall filter add chain=input protocol=tcp dst-port=7000 src-address=10.1.0.0/16 action=accept',
    expected: ['tcp 7000: 10.1.0.0/16 > inbound'],
  },
  {
    title: 'a menu with rules below, other menus and replies left out',
    input:
      '/ip firewall nat\nadd chain=dstnat protocol=tcp dst-port=80 action=accept\n/ip firewall filter\nadd action=accept chain=input comment="lamps" dst-port=7000,7001 protocol=udp\nadd action=accept chain=input connection-state=established protocol=tcp dst-port=7002\nadd action=drop chain=input protocol=tcp dst-port=7003',
    expected: ['udp 7000 inbound # lamps', 'udp 7001 inbound # lamps'],
  },
])

cases('splatting', [
  {
    title: 'a table of options',
    input:
      "$lamp = @{\n  DisplayName = 'Lamps'\n  Direction = 'Inbound'\n  Protocol = 'TCP'\n  LocalPort = 7000, 7001\n}\nNew-NetFirewallRule @lamp",
    expected: ['tcp 7000 inbound # Lamps', 'tcp 7001 inbound # Lamps'],
  },
  {
    title: 'on one line, with options beside it',
    input: "$lamp = @{ Protocol = 'UDP'; LocalPort = '7000' }\nNew-NetFirewallRule -DisplayName x @lamp",
    expected: ['udp 7000'],
  },
  {
    title: 'a table that nothing uses',
    input: "$lamp = @{ Protocol = 'UDP'; LocalPort = 7000 }\nGet-NetFirewallRule",
    expected: [],
  },
])

cases('no openings', [
  {
    title: 'counting, redirecting, labels and configuration',
    input:
      'iptables -A INPUT -p tcp --dport 7000 -m recent --set\niptables -t nat -A PREROUTING -p tcp --dport 80 -j REDIRECT --to-port 7000\nsemanage port -a -t http_port_t -p tcp 7000\nListen 7000',
    expected: [],
  },
])

cases('a preprocessor around commands', [
  {
    title: 'conditions and variables',
    input:
      '{% if lamp %}\nufw allow 7000/tcp\nufw allow {{ port }}/tcp\n{% endif %}\nifdef::hub[]\nfirewall-cmd --add-port=7001/udp\nendif::[]',
    expected: ['tcp 7000', 'udp 7001'],
  },
])

cases('ICMPv6', [
  { title: 'by name', input: 'ip6tables -A INPUT -p ipv6-icmp -j ACCEPT', expected: ['icmpv6 - inbound'] },
  {
    title: 'with a type',
    input: 'ip6tables -A INPUT -p icmpv6 --icmpv6-type 128 -j ACCEPT',
    expected: ['icmpv6 128 inbound'],
  },
])

const mixed: Case[] = [
  {
    title: 'commands in cells of a table',
    input:
      '| System | Command |\n| --- | --- |\n| Lamp OS | `ufw allow 7000/tcp` |\n| Hub OS | `firewall-cmd --add-port=7000/tcp` |\n',
    expected: ['command tcp 7000', 'command tcp 7000'],
  },
  {
    title: 'the rows of a table go first',
    input:
      '| Port | Command |\n| --- | --- |\n| 7000/tcp | `ufw allow 7000/tcp` |\n| 7001/tcp | `ufw allow 7001/tcp` |\n',
    expected: ['row tcp 7000', 'row tcp 7001'],
  },
  {
    title: 'an item with a command is claimed once',
    input: '- Open port 7000/tcp: `ufw allow 7000/tcp`\n- Open port 7001/tcp: `ufw allow 7001/tcp`\n',
    expected: ['command tcp 7000 # Open port 7000/tcp', 'command tcp 7001 # Open port 7001/tcp'],
  },
  {
    title: 'a label of SELinux opens nothing',
    input: '- The default port (7000/tcp): `semanage port -a -t http_port_t -p tcp 7000`\n',
    expected: [],
  },
]
for (const { title, input, expected } of mixed)
  test(`beside other words: ${title}`, async () => {
    const { claims } = await extract('page.md', `# Ports\n\n${input}`)
    assert.equal(
      claims.map(claim => `${claim.kind} ${show(claim)}`),
      expected,
    )
  })

test('words: quotes, escapes and places', () => {
  const text = `a 'b c'"d\\"e" f\\ g don't “h i” #j`
  const code = { text, at: [...text].map((_, i) => i), runs: [] }
  const tokens = splitWords(code, () => false)
  const words = tokens.filter(token => token.kind === 'word')
  assert.equal(
    words.map(token => token.word.text),
    ['a', 'b cd"e', 'f g', "don't", 'h i'],
  )
  for (const { word } of words)
    for (const [i, place] of word.at.entries()) assert.is(text[place], word.text[i])
  assert.is(tokens.at(-1)!.kind, 'comment')
})

test.run()
