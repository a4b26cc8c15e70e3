import { between, count, halves, headed, repeat } from './make.js'

const fences = {
  markdown: text => `\`\`\`\n${text}\n\`\`\`\n`,
  html: text => `<pre>${text.replaceAll('<', '&lt;')}</pre>`,
}
const code = (make, formats = Object.keys(fences)) => [
  formats,
  (size, format) => (fences[format] ?? (text => text))(make(size)),
]
const xml = ['firewalld']
const zone = '<?xml version="1.0"?>\n<zone>\n'

/** Firewall commands in code blocks, and the files of firewalld. */
export const commands = {
  'iptables lines': code(count(n => `iptables -A INPUT -p tcp --dport ${n % 65536} -j ACCEPT\n`)),
  'iptables continued': code(count(n => `iptables -A INPUT -p tcp --dport ${n % 65536} \\\n`)),
  'iptables many ports': code(between('iptables -A INPUT -p tcp --dports ', '22,', '23 -j ACCEPT')),
  'ufw lines': code(count(n => `ufw allow ${n % 65536}/tcp\n`)),
  'ufw one line': code(repeat('ufw allow 22/tcp ')),
  'ufw in quotes open': code(between('ssh "', 'ufw allow 22 ', '')),
  'ufw in quotes nested': code(repeat(`ssh a "sh -c 'ufw allow 22/tcp'"\n`)),
  'substitutions open': code(between('ufw allow ', '$(ufw ', '')),
  quotes: code(between('ufw allow ', `"'`, '')),
  backslashes: code(between('ufw allow ', '\\', '')),
  'rich rule long': code(between(`firewall-cmd --add-rich-rule='rule `, 'port port="22" ', `accept'`)),
  variables: code(count(n => `PORT${n}=$PORT${n - 1}\nufw allow $PORT${n}\n`)),
  'variables doubled': code(count(n => `A${n}="$A${n - 1} $A${n - 1}"\nufw allow $A${n}\n`)),
  'variables one long list': code(
    size =>
      `${between('PORTS="', '22 ', '23"\n')(size / 2)}${repeat('for p in $PORTS; do ufw allow $p; done\n')(size / 2)}`,
  ),
  'loops nested': code(
    repeat('for p in 1 2 3 4 5 6 7 8; do\nfor q in 1 2 3 4 5; do ufw allow from $q to any port $p\n'),
  ),
  'loop long': code(between('for p in ', '22 ', '; do ufw allow $p/tcp; done\n')),
  braces: code(between('ufw allow {', '22,', '23}/tcp')),
  'braces nested': code(between('ufw allow ', '{22,23}', '/tcp')),
  'nft set': code(between('table inet filter { chain input { tcp dport { ', '22, ', '} accept } }')),
  'nft braces': code(between('table inet filter ', '{ tcp dport 22 ', '')),
  'nft defines': code(
    count(
      n =>
        `define P${n} = { $P${n - 1}, ${n % 65536} }\nadd rule inet filter input tcp dport $P${n} accept\n`,
    ),
  ),
  'aws permissions': code(
    between(
      'aws ec2 authorize-security-group-ingress --ip-permissions ',
      'IpProtocol=tcp,FromPort=22,ToPort=22,IpRanges=[{CidrIp=10.0.0.0/8}] ',
      '',
    ),
  ),
  'SuSEfirewall2 long': code(between('FW_SERVICES_EXT_TCP="', '22 ', '"')),
  prompts: code(repeat('# # # ufw allow 22\n')),
  'code blocks': [['markdown'], count(n => `\`\`\`\nufw allow ${n % 65536}/tcp\n\`\`\`\n\n`)],
  'firewalld ports': code(
    headed(zone, n => `<port port="${n % 65536}" protocol="tcp"/>\n`),
    [...xml, 'markdown'],
  ),
  'firewalld rules open': code(
    headed(zone, () => '<rule><port port="22" protocol="tcp"/>'),
    xml,
  ),
  'firewalld quotes open': code(
    headed(zone, () => '<port port="'),
    xml,
  ),
  'firewalld sources and ports': code(
    size =>
      zone +
      halves(
        n => `<source address="10.0.${n % 256}.0/24"/>`,
        n => `<port port="${n % 65536}" protocol="tcp"/>`,
      )(size),
    xml,
  ),
  'firewalld <': code(
    headed(zone, () => '<'),
    xml,
  ),
}
