import { between, count, halves, headed, nest, repeat } from './make.js'

const md = ['markdown']
const both = ['markdown', 'html']
const table = '| Protocol | Port | Source | Destination |\n| --- | --- | --- | --- |\n'

/** Markdown, with what site generators and MDX add to it. */
export const markdown = {
  'quotes nested': [md, between('', '> ', 'port 22')],
  'quotes deeper and deeper': [md, count(n => `${'>'.repeat(n)} port 22 tcp\n`)],
  'list nested on a line': [md, between('', '- ', 'port 22')],
  'list nested by indent': [md, count(n => `${'  '.repeat(n - 1)}- Port: ${n}\n`)],
  'list items': [md, count(n => `- ${n % 65536}/tcp: etcd\n`)],
  'list after a heading': [md, headed('## Port 22\n\n', n => `* Protocol: TCP\n* Source: ${n}\n`)],
  'emphasis open *a **a': [md, repeat('*a **a ')],
  'emphasis nested': [md, nest('*a **a ', 'port 22', ' b** b*')],
  'emphasis **x*': [md, repeat('**x* ')],
  strikethrough: [md, repeat('~~port ')],
  'brackets [': [md, repeat('[')],
  'brackets [[]]': [md, nest('[', 'port', ']')],
  'brackets [a](<b': [md, repeat('[a](<b')],
  'images nested': [md, nest('![', 'a', '](b)')],
  'links (((': [md, between('[a](', '(', '')],
  'backticks growing': [md, count(n => `${'`'.repeat(n)}port `)],
  backticks: [md, repeat('`port')],
  'fences growing': [md, count(n => `${'`'.repeat(n + 2)}\nport 22\n`)],
  'code indented': [md, count(n => `    ufw allow ${n % 65536}/tcp\n`)],
  references: [
    md,
    halves(
      n => `[port${n}] `,
      n => `\n[port${n}]: /${n}\n`,
    ),
  ],
  'reference label open': [md, between('[', 'port ', ']: ')],
  footnotes: [
    md,
    halves(
      n => `port ${n % 65536}[^${n}] `,
      n => `\n\n[^${n}]: tcp only`,
    ),
  ],
  'footnotes nested': [md, count(n => `${'    '.repeat(n - 1)}[^${n}]: port ${n}\n`)],
  'entities &#': [both, repeat('&#')],
  'autolinks a@b': [md, repeat('a@b.')],
  'autolinks &a;': [md, between('http://a.b/', '&a;', '')],
  emails: [md, repeat('a+')],
  'hard breaks': [md, repeat('port 22  \n')],
  'headings # a #': [md, between('# port', ' #', 'x')],
  'heading underlined late': [md, headed('', n => `port ${n}\n`)],
  'rule * *': [md, between('', '* ', 'port')],
  pipes: [md, repeat('|')],
  'rows of a table': [md, headed(table, n => `| TCP | ${n % 65536} | worker ${n % 7} | etcd |\n`)],
  'rows with footnotes': [md, headed(table, n => `| TCP | ${n % 65536}<sup>${n}</sup> | a | b |\n`)],
  'row with many cells': [md, size => `${table}${repeat('| 22 ')(size)}\n`],
  'rows with many cells': [
    md,
    size => `${'| Port '.repeat(300)}|\n${'| - '.repeat(300)}|\n${repeat(`${'| 22 '.repeat(300)}|\n`)(size)}`,
  ],
  'rows joined': [md, headed(table, n => `| TCP | ${n % 65536} | a | b || UDP | ${n % 65536} | c | d |\n`)],
  'cell with breaks': [md, size => `${table}| TCP | ${repeat('22<br>')(size)} | a | b |\n`],
  'cell with ports': [md, size => `${table}| TCP | ${repeat('22, ')(size)}23 | a | b |\n`],
  'delimiter row': [md, between('| port |\n|', ' :-: |', '\n')],
  'tables under headings': [
    md,
    count(
      n => `## etcd ${n}\n\n| Port | Protocol | Source |\n| - | - | - |\n| ${n % 65536} | TCP | a${n} |\n\n`,
    ),
  ],
  'tables and lost headings': [
    md,
    count(n => `Etcd ${n}\n\n| Port | Protocol |\n| - | - |\n| ${n % 65536} | TCP |\n\n`),
  ],
  matrix: [
    md,
    headed('| From/To | a | b |\n| - | - | - |\n', n => `| w${n} | ${n % 65536} TCP | ${n % 999} UDP |\n`),
  ],
  'tab marks {{% tab': [both, count(n => `{{% tab "port ${n}" %}}\nport ${n % 65536} tcp\n`)],
  'tab containers open': [
    both,
    halves(
      () => '{{% tabs %}}\n',
      n => `{{% tab "port ${n}" %}}\nport 22\n{{% /tab %}}\n`,
    ),
  ],
  'tab marks <TabItem': [both, repeat('<TabItem value="port">\nport 22 tcp\n')],
  'tab marks === nested': [md, count(n => `${' '.repeat(n - 1)}=== "port ${n}"\n`)],
  'shortcodes open {{< a': [both, repeat('{{< port "a" ')],
  'Liquid open': [both, repeat('{% include ')],
  'components with quotes apart': [both, repeat("<Port a='x\" b=' ")],
  'imports used': [
    md,
    halves(
      n => `import A${n} from './port${n}.md'\n`,
      n => `<A${n} />\n`,
    ),
  ],
  'MDX comments open': [md, repeat('{/* port ')],
  'MDX spacers': [md, between('port {', ' ', '')],
  'containers :::': [md, repeat(':::tip port\n')],
  'definition lists': [md, repeat('443/tcp\n: port for etcd\n')],
}
