import fc from 'fast-check'

/** Bits of pages, clean and broken, between blanks; `⏎` stands for a line end, `␣` for a blank. */
const bits = `
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
`
  .trim()
  .split(/\s+/)
  .map(bit => bit.replaceAll('⏎', '\n').replaceAll('␣', ' '))

const odd = fc.constantFrom('\r\n', '\r', '\t', '\u00A0', '\uFEFF', '\u0000')

/** Text that looks like Markdown or HTML, mostly broken. */
export const soup: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      { weight: 18, arbitrary: fc.constantFrom(...bits) },
      { weight: 1, arbitrary: odd },
      { weight: 1, arbitrary: fc.string({ maxLength: 5 }) },
    ),
    { maxLength: 40 },
  )
  .map(parts => parts.join(''))
