import { between, count, headed, repeat } from './make.js'

const rst = ['rst']
const grid = '+------+----------+\n| Port | Protocol |\n+======+==========+\n'

/** reStructuredText. */
export const rstInputs = {
  'grid table': [
    rst,
    headed(grid, n => `| ${String(n % 65536).padEnd(4)} | TCP      |\n+------+----------+\n`),
  ],
  'grid table of one row': [
    rst,
    size => `${headed(grid, () => '| 22   | TCP      |\n')(size)}+------+----------+\n`,
  ],
  'grid table wide': [
    rst,
    size => {
      const n = Math.floor(size / 30)
      return `+${'------+'.repeat(n)}\n|${' Port |'.repeat(n)}\n+${'======+'.repeat(n)}\n|${' 22   |'.repeat(n)}\n+${'------+'.repeat(n)}\n`
    },
  ],
  'grid table square': [
    rst,
    size => {
      const n = Math.floor(Math.sqrt(size / 14))
      return `+${'------+'.repeat(n)}\n${`|${' Port |'.repeat(n)}\n+${'------+'.repeat(n)}\n`.repeat(n)}`
    },
  ],
  'grid corners': [rst, between('+-', '+-', '+\n| port\n')],
  'simple table closed': [
    rst,
    size =>
      `${headed('=====  ========\nPort   Protocol\n=====  ========\n', n => `${String(n % 65536).padEnd(5)}  TCP\n`)(size)}=====  ========\n`,
  ],
  'simple table wide': [
    rst,
    size => {
      const n = Math.floor(size / 25)
      return `${'==== '.repeat(n)}\n${'Port '.repeat(n)}\n${'==== '.repeat(n)}\n${'22   '.repeat(n)}\n${'==== '.repeat(n)}\n`
    },
  ],
  'sections of every mark': [
    rst,
    count(n => {
      const mark = '=-~^"\'`#*+.:_'[n % 13]
      return `Port ${n}\n${mark.repeat(12)}\n\n`
    }),
  ],
  overlines: [rst, repeat('=====\n')],
  'bullets nested': [rst, count(n => `${' '.repeat(n * 2 - 2)}* Port ${n}\n\n`)],
  'bullets on a line': [rst, between('', '* ', 'port')],
  'definitions nested': [rst, count(n => `${' '.repeat(n - 1)}Port ${n}\n`)],
  'fields on a line': [rst, between('', ':port: ', '22')],
  'quotes nested': [rst, count(n => `${' '.repeat(n - 1)}port ${n}\n\n`)],
  'quotes unindented': [
    rst,
    size => {
      const d = Math.floor(Math.sqrt(2 * size)) - 12
      return Array.from({ length: d }, (_, i) => `${' '.repeat(d - i)}port 22\n\n`).join('')
    },
  ],
  'directives nested': [rst, count(n => `${'   '.repeat(n - 1)}.. note:: port 22\n\n`)],
  'directives on a line': [rst, between('', '.. ', 'note:: port')],
  'directives with options': [rst, headed('.. note::\n', n => `   :port${n}: 22\n`)],
  'raw directives': [rst, repeat('.. raw:: html\n\n   <table><tr><td>port 22\n\n')],
  'list-table': [rst, headed('.. list-table::\n\n', n => `   * - ${n % 65536}\n     - TCP\n`)],
  'csv-table': [
    rst,
    headed('.. csv-table::\n   :header: "Port", "Protocol"\n\n', n => `   ${n % 65536}, TCP\n`),
  ],
  'csv-table open': [rst, headed('.. csv-table::\n   :header: Port, Protocol\n\n', n => `   "${n}\n`)],
  'csv-table wide': [rst, between('.. csv-table::\n\n   Port', ',22', '\n')],
  tabs: [rst, headed('.. tabs::\n\n', n => `   .. tab:: Port ${n}\n\n      port 22 tcp\n\n`)],
  includes: [rst, count(n => `.. include:: port${n}.rst\n`)],
  substitutions: [rst, count(n => `.. |port${n}| replace:: |port${n - 1}| |port${n - 1}|\n`)],
  'substitutions open': [rst, repeat('|port')],
  'footnotes #': [rst, count(n => `Port 22 [#a${n}]_\n\n.. [#a${n}] tcp\n\n`)],
  'footnotes open': [rst, repeat('[#port')],
  'references <': [rst, between('`', 'a <', '`_')],
  'roles open': [rst, repeat(':ref:`port ')],
  'emphasis **': [rst, repeat('**port ')],
  'literals ``': [rst, repeat('``port ')],
  'literal block': [rst, headed('Port::\n\n', n => `  ufw allow ${n % 65536}/tcp\n`)],
  comments: [rst, repeat('.. port 22\n')],
}
