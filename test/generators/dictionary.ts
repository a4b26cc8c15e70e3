// Bits of pages in each format, clean and broken: what damaged documents are made of.

/** Bits between blanks; in them `⏎` stands for a line end, `␣` for a blank. */
function split(bits: string): string[] {
  return bits
    .trim()
    .split(/\s+/)
    .map(bit => bit.replaceAll('⏎', '\n').replaceAll('␣', ' '))
}

/** Markdown and HTML, with what tables, lists and sentences say of ports. */
export const markdown = split(`
  ⏎ ⏎⏎ ␣ ␣␣␣␣ | || \\| --- :-: ---⏎ +++⏎ |---|---|---|⏎
  |␣Protocol␣|␣Port␣|␣Source␣|⏎ |␣TCP␣|␣443␣|␣quay␣|⏎ |␣From␣/␣To␣|␣Quay␣|⏎ 端口␣|␣协议⏎
  TCP UDP all N/A * 80 0 65536 30000- 32767 2379-2380 192.0.2.1:80 443␣TCP␣(web) <sup>1</sup>
  <table> </table> <tr> <td> </td> <td␣rowspan=0␣colspan=9> <caption>x <tr><th>Port<th>Protocol
  <ul><li> </li></ul> <br> </br> <dl><dt> <dd> <b> </b> <p <div> </div> <pre> <details> <h2> </h2>
  {{%␣tab␣"A"␣%}} {{%␣/tab␣%}} {{<␣x {{<␣y␣>}} <Tabs> <TabItem␣label="A"> </TabItem> {:toc}⏎
  ===␣"A"⏎ !!!␣note⏎ :::tip⏎ :::⏎ {%␣x␣%} import␣A␣from␣"a.mdx"⏎ <A␣/> {/*␣a␣*/} [^1] [^1]:␣a
  #␣Quay␣nodes⏎ ##Inbound␣rules⏎ ### Inbound⏎===⏎ <figcaption>Outbound -␣ 1.␣ >␣
  Port␣443␣must␣be␣open␣on␣the␣quay. ports␣80␣and␣443␣ 端口␣6443␣需要
  -␣Port:␣443⏎ -␣Protocol:␣TCP⏎ -␣Source:␣a⏎ \`\`\`⏎ ~~~ \` ** <!-- --> &amp; &#45; & \\ " { } < > 😀 é
`)

/** Lines of AsciiDoc. */
export const asciidoc = split(`
  |=== ==== ---- -- //// ++++ !=== [tabs] + a| 2+|b A::␣b *␣c
  ifdef::a[] endif::[] include::a[] =␣T ===␣U .t [cols=2*] <table> :a:␣b
`).concat('')

/** reStructuredText, tables above all. */
export const rst = split(`
  +--+--+⏎ |␣a␣|␣b␣|⏎ ==␣==⏎ ---⏎ ⏎ ⏎⏎ ␣␣␣ a 中 1.␣ -␣ ␣::␣ * \` \`\`
  \\ _ | : " , ..␣ ..␣[#]␣ [#]_␣ ..␣csv-table::⏎⏎␣␣␣ ..␣list-table::⏎⏎␣␣␣*␣-␣
`)

/** Words of commands that open ports. */
export const commands = [
  'firewall-cmd',
  '--add-port=',
  '7000/tcp',
  '--add-source=192.0.2.0/24',
  `--add-rich-rule='rule port port=7000 protocol=tcp accept'`,
  'ufw allow',
  'from',
  'to any',
  'port',
  'iptables -A INPUT',
  '--dport 7000',
  '-j ACCEPT',
  'aws ec2 authorize-security-group-ingress',
  '--ip-permissions IpProtocol=tcp,FromPort=7000,ToPort=7001',
  '--protocol -1',
  '--cidr',
  'tcp dport { 7000, 7001 } accept',
  'FW_SERVICES_EXT_TCP="7000"',
  '<service>',
  '<port port="7000" protocol="tcp"/>',
  'for p in 7000',
  'do',
  '$p',
  ...`'"\\$(){}<>#;&|!\n\`“=-, `,
  '99999',
  '🙂',
]
