import { between, count, headed, nest, repeat } from './make.js'

const html = ['html', 'markdown']
const head = '<table><tr><th>Port</th><th>Protocol</th><th>Source</th><th>Destination</th></tr>\n'

/** HTML, as a document of its own and within Markdown. */
export const htmlInputs = {
  'tags open <a b=': [html, repeat('<a b="')],
  'tags <b> <i>': [html, repeat('<b><i>port ')],
  'tags <a><p>': [html, repeat('<a><p>port 22')],
  'tags <font>': [html, count(n => `<font size=${n}>port `)],
  'tags </b></i>': [html, repeat('<b><i></b></i>')],
  'tags <svg><p>': [html, repeat('<svg><foreignObject><p>')],
  'tags <template>': [html, repeat('<template>')],
  'tags <plaintext>': [html, repeat('<plaintext>port 22')],
  'tags <script>': [html, repeat('<script>port 22 tcp ')],
  '<div> open': [html, repeat('<div>')],
  '<div> nested': [html, nest('<div>', 'port 22 tcp', '</div>')],
  '<ul> nested': [html, nest('<ul><li>', 'port 22 tcp', '</li></ul>')],
  '<li>': [html, headed('<ul>', n => `<li>Port: ${n % 65536}`)],
  '<dt>': [html, headed('<dl>', n => `<dt>Port<dd>${n % 65536}`)],
  '<p>': [html, count(n => `<p>Open TCP port ${n % 65536} from a to b.`)],
  '<br>': [html, repeat('port 22 <br> ')],
  '<table> nested': [html, nest('<table><tr><td>', 'port 22', '</td></tr></table>')],
  '<table> nested with headers': [html, repeat('<table><tr><th>Port<th>Protocol<tr><td>22<td>')],
  '<table> and stray rows': [html, headed('<table>', n => `port ${n} <tr><td>22</td></tr> <p>`)],
  '<tr>': [html, headed(head, n => `<tr><td>${n % 65536}<td>TCP<td>a<td>b\n`)],
  '<tr> and notes': [
    html,
    headed(head, n => `<tr><td>${n % 65536}<sup>${n}</sup><td>TCP<td>a<td>b\n<tr><td colspan=4>${n}: local`),
  ],
  '<td> both spans': [html, headed(head, () => '<tr><td rowspan=65534 colspan=1000>22')],
  '<td> in a row': [html, headed(`${head}<tr>`, n => `<td>${n % 65536}`)],
  '<td> in wide rows': [
    html,
    size => `<table><tr>${'<th>Port'.repeat(2000)}${repeat(`<tr>${'<td>22'.repeat(2000)}`)(size)}`,
  ],
  'matrix spans': [
    html,
    headed(
      '<table><tr><th>From/To<th>a<th>b</tr>',
      () => '<tr><th rowspan=65534>a<td colspan=1000 rowspan=65534>22 TCP',
    ),
  ],
  'matrix of one cell': [
    html,
    size =>
      `<table><tr><th>From/To${count(n => `<th>d${n}`)(size / 3)}${count(n => `<tr><th>s${n}`)(size / 3)}<td colspan=1000 rowspan=65534>22 TCP`,
  ],
  'matrix cell first': [
    html,
    size =>
      `<table><tr><th>From/To${count(n => `<th>d${n}`)(size / 3)}<tr><th>s<td colspan=1000 rowspan=65534>${repeat('22, ')(size / 10)}${count(n => `<tr><th>s${n}`)(size / 3)}`,
  ],
  '<col>': [html, headed('<table>', () => '<col span=1000>')],
  '<h1>..<h6>': [html, count(n => `<h${(n % 6) + 1}>Port ${n % 65536} tcp`)],
  '<details>': [html, repeat('<details><summary>port</summary>port 22 tcp')],
  'comments open': [html, repeat('<!-- port ')],
  'comments --!>': [html, repeat('<!-- port --!> ')],
  'CDATA open': [html, repeat('<![CDATA[ port ')],
  'attributes distinct': [html, size => `<p ${count(n => `a${n}=1 `)(size)}>port 22`],
  'attribute long': [html, between('<p title="', 'port 22 tcp ', '">')],
  '<body> attributes': [html, count(n => `<body a${n}=1>`)],
  '<pre>': [html, count(n => `<pre>ufw allow ${n % 65536}</pre>`)],
}
