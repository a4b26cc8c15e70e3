import { between, count, headed, repeat } from './make.js'

const adoc = ['asciidoc']

/** AsciiDoc. */
export const asciidoc = {
  'blocks growing': [adoc, count(n => `${'='.repeat(n + 3)}\nport 22 tcp\n`)],
  'blocks nested and closed': [
    adoc,
    size => {
      const d = Math.floor(Math.sqrt(size))
      const all = Array.from({ length: d }, (_, n) => '='.repeat(n + 4))
      return [...all, 'port 22', ...all.reverse()].join('\n')
    },
  ],
  'blocks open --': [adoc, repeat('--\nport 22\n')],
  'quotes ____': [adoc, repeat('____\nport 22\n')],
  'lists * growing': [adoc, count(n => `${'*'.repeat(n)} Port: ${n}\n`)],
  'lists continued': [adoc, repeat('* port 22\n+\ntcp\n')],
  'lists ::': [adoc, count(n => `Port ${n}:: tcp\n`)],
  'lists :::: nested': [adoc, repeat('a:: b\nc::: d\ne:::: f\n')],
  'tables with cells': [adoc, headed('|===\n|Port |Protocol\n\n', n => `|${n % 65536} |TCP\n`)],
  tables: [adoc, count(n => `|===\n|Port |Protocol\n\n|${n % 65536} |TCP\n|===\n\n`)],
  'table open': [adoc, headed('|===\n|Port |Protocol\n\n', () => '|22 ')],
  'table with huge copies': [adoc, headed('|===\n|Port |Protocol\n\n', () => '100000*|22\n')],
  'table with AsciiDoc cells': [
    adoc,
    headed('[cols="1a,1a"]\n|===\n|Port |Protocol\n\n', n => `|* ${n} |TCP\n`),
  ],
  'table of many columns': [adoc, headed('[cols="1000000*"]\n|===\n', () => '|22 ')],
  'tables nested': [adoc, size => `[cols="a"]\n|===\n|\n${repeat('!===\n!port\n')(size)}`],
  includes: [adoc, count(n => `include::port${n}.adoc[]\n`)],
  'conditionals open': [adoc, repeat('ifdef::port[]\nport 22 tcp\n')],
  'attributes of each other': [adoc, count(n => `:port${n}: {port${n - 1}}{port${n - 1}}\n\n{port${n}}\n`)],
  'attribute continued': [adoc, between(':port: 22 \\\n', '22 \\\n', '\n')],
  sections: [adoc, count(n => `== Port ${n % 65536} tcp\n\ntext\n\n`)],
  'inline *': [adoc, repeat('*port ')],
  'inline `': [adoc, repeat('`port ')],
  'inline _': [adoc, repeat('_a_b ')],
  'inline +': [adoc, repeat('+port ')],
  'inline [#': [adoc, repeat('[.a]#port ')],
  'inline <<': [adoc, repeat('<<a')],
  'inline ((': [adoc, repeat('((a')],
  'inline "`': [adoc, repeat('"`port ')],
  'inline link:': [adoc, repeat('link:a[')],
  'inline mail': [adoc, repeat('a@b.c ')],
  'inline footnotes open': [adoc, repeat('footnote:[port ')],
  'inline callouts': [adoc, headed('----\n', n => `ufw allow ${n % 65536} <${n}>\n`)],
  'attribute list long': [adoc, between('[', 'a=b,', ']\nport 22')],
  'comment blocks': [adoc, repeat('////\nport 22\n')],
  'passthrough blocks': [adoc, repeat('++++\n<table><tr><td>port 22\n++++\n')],
  'Markdown fences': [adoc, repeat('```\nport 22\n')],
  'tab sets': [adoc, repeat('[tabs]\n======\nPort 22::\n+\n--\nport 22 tcp\n--\n======\n')],
  xref: [adoc, repeat('xref:a#b[port 22 ')],
  stem: [adoc, repeat('stem:[a')],
}
