import type { Element, ElementContent, RootContent } from 'hast'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { extract, mayClaim } from '../../extract/index.ts'
import { read } from '../../extract/read/index.ts'
import type { Reading } from '../../extract/read/reading.ts'
import { checkPlaces, summarize } from './helpers.ts'

const reading = (text: string): Promise<Reading> => read('page.rst', text)
const quoteless = new Set(['strong', 'em', 'span', 'a'])

/** The blocks of a page, each as its tag and what it holds. */
async function outline(text: string): Promise<string[]> {
  return (await reading(text)).tree.children.flatMap(show)
}

function show(node: RootContent): string[] {
  if (node.type !== 'element') return []
  if (node.tagName === 'table')
    return [`table ${node.children.map(part => showPart(part as Element)).join(' ')}`]
  if (node.tagName === 'div') return node.children.flatMap(show)
  if (node.tagName === 'pre') return [`pre ${JSON.stringify(raw(node))}`]
  if (/^(?:p|h\d|dt)$/.test(node.tagName)) return [`${node.tagName} ${words(node.children)}`]
  return [`${node.tagName}(${node.children.flatMap(show).join('; ')})`]
}

function showPart(part: Element): string {
  if (part.tagName === 'caption') return `"${words(part.children)}"`
  return part.children
    .map(row => `[${(row as Element).children.map(cell => showCell(cell as Element)).join('|')}]`)
    .join('')
}

function showCell({ tagName, properties, children }: Element): string {
  const { rowSpan, colSpan } = properties
  const said = children.map(child => {
    if (child.type !== 'element') return words([child])
    return child.tagName === 'p' ? words(child.children) : show(child).join()
  })
  const spans = `${rowSpan ? `v${rowSpan}` : ''}${colSpan ? `>${colSpan}` : ''}`
  return `${tagName === 'th' ? '#' : ''}${spans}${said.join('/')}`
}

/** Inline content with its tags, but for those that mean nothing here. */
function words(nodes: ElementContent[]): string {
  return nodes
    .map(node => {
      if (node.type === 'text') return node.value
      if (node.type !== 'element') return ''
      if (node.tagName === 'br') return ' // '
      return quoteless.has(node.tagName) ? words(node.children) : `<${node.tagName} ${words(node.children)}>`
    })
    .join('')
}

function raw(node: ElementContent): string {
  return node.type === 'text' ? node.value : node.type === 'element' ? node.children.map(raw).join('') : ''
}

const blocks: { title: string; input: string; expected: string[] }[] = [
  { title: 'nothing', input: '', expected: [] },
  { title: 'paragraphs', input: 'one\ntwo\n\nthree', expected: ['p one two', 'p three'] },
  {
    title: 'titles, by order of appearance',
    input: '=====\nTop\n=====\n\nPart\n====\n\nSub\n---\n\nNext\n====\n',
    expected: ['h1 Top', 'h2 Part', 'h3 Sub', 'h2 Next'],
  },
  { title: 'a transition', input: 'one\n\n----\n\ntwo', expected: ['p one', 'p two'] },
  { title: 'marks too short for a title', input: 'Words\n--', expected: ['p Words --'] },
  { title: 'a wide title', input: '端口\n====\n', expected: ['h1 端口'] },
  {
    title: 'nested bullets',
    input: '- one\n  goes on\n\n  + two\n- three',
    expected: ['ul(li(p one goes on; ul(li(p two))); li(p three))'],
  },
  { title: 'an item short of its mark', input: '-   one\n  goes on', expected: ['ul(li(p one goes on))'] },
  { title: 'numbers', input: '1. one\n#. two\n\n(a) x', expected: ['ol(li(p one); li(p two); li(p x))'] },
  { title: 'a sentence that begins with a letter', input: 'A. Smith\nwrote', expected: ['p A. Smith wrote'] },
  {
    title: 'definitions',
    input: 'Port : number\n  80\n\nProtocol\n  TCP',
    expected: ['dl(dt Port; dd(p 80); dt Protocol; dd(p TCP))'],
  },
  {
    title: 'fields',
    input: ':Port: 80\n:Used by: all\n  nodes',
    expected: ['dl(dt Port; dd(p 80); dt Used by; dd(p all nodes))'],
  },
  { title: 'a role is no field', input: ':ref:`here` is it', expected: ['p here is it'] },
  { title: 'lines', input: '| one\n| two\n  goes on', expected: ['p one // two goes on'] },
  { title: 'a quote', input: 'one\n\n  two', expected: ['p one', 'blockquote(p two)'] },
  { title: 'a comment', input: '.. one\n   two\n\nthree', expected: ['p three'] },
  { title: 'an empty comment', input: '..\n\n  one', expected: ['blockquote(p one)'] },
  { title: 'targets', input: '.. _a: http://b\n.. |x| replace:: y\n__ http://c\n\n|x|', expected: ['p |x|'] },
  {
    title: 'literal blocks',
    input: 'Run::\n\n    a\n      b\n\n    c\n\nthen ::\n\n\td\n\n::\n\n> e\n> f\n',
    expected: ['p Run:', 'pre "a\\n  b\\n\\nc"', 'p then', 'pre "d"', 'pre "> e\\n> f"'],
  },
  {
    title: 'code',
    input:
      '.. code-block:: bash\n   :linenos:\n\n   a\n   b\n\n.. code::\n   c\n\n.. prompt:: bash $\n\n   d',
    expected: ['pre "a\\nb"', 'pre "c"', 'pre "d"'],
  },
  {
    title: 'admonitions',
    input: '.. note:: one\n   two\n\n   three\n\n.. warning::\n\n   - four\n\n.. admonition:: Five\n\n   six',
    expected: ['p one two', 'p three', 'ul(li(p four))', 'p Five', 'p six'],
  },
  { title: 'only', input: '.. only:: html\n\n   one', expected: ['p one'] },
  {
    title: 'other directives',
    input: '.. toctree::\n   :maxdepth: 2\n\n   a\n\n.. image:: b.png\n\nc',
    expected: ['p c'],
  },
  {
    title: 'footnotes',
    input: 'See [#]_, [2]_ and [#x]_, [*]_.\n\n.. [#] one\n.. [2] two\n.. [#x] three\n.. [*] four',
    expected: [
      'p See <sup [1]>, <sup [2]> and <sup [3]>, <sup [*]>.',
      'p [1] one',
      'p [2] two',
      'p [3] three',
      'p [*] four',
    ],
  },
  {
    title: 'raw HTML',
    input: '.. raw:: html\n\n   <table><tr><td>1</td></tr></table>',
    expected: ['table [1]'],
  },
  { title: 'raw LaTeX', input: '.. raw:: latex\n\n   x', expected: [] },
]

for (const { title, input, expected } of blocks) {
  test(`blocks: ${title}`, async () => assert.equal(await outline(input), expected))
}

const marked: { title: string; input: string; expected: string }[] = [
  { title: 'literals', input: 'a ``b *c* \\`` d', expected: 'a <code b *c* \\> d' },
  { title: 'a literal over two lines', input: '``a\nb``', expected: '<code a b>' },
  { title: 'emphasis', input: '*a* **b** (*c*)', expected: 'a b (c)' },
  { title: 'stars that are none', input: '*.example.com and 2*3*4', expected: '*.example.com and 2*3*4' },
  { title: 'links', input: '`a <http://b>`_, c_ and `d e`__', expected: 'a, c and d e' },
  {
    title: 'roles',
    input: ':ref:`a <b>` :sup:`2` :file:`c` `d`:command:',
    expected: 'a <sup 2> <code c> <code d>',
  },
  { title: 'names with underscores', input: 'net_core_max and _x', expected: 'net_core_max and _x' },
  { title: 'escapes', input: '\\*a\\* b\\ c `x\\`y`', expected: '*a* bc x`y' },
  { title: 'substitutions', input: '|name| and |link|_', expected: '|name| and |link|_' },
  { title: 'an address', input: 'https://a_b_/c_ d', expected: 'https://a_b_/c_ d' },
  { title: 'half a mark', input: '``a **b `c', expected: '``a **b `c' },
]

for (const { title, input, expected } of marked) {
  test(`inline: ${title}`, async () => assert.equal(await outline(input), [`p ${expected}`]))
}

const tables: { title: string; input: string[]; expected: string }[] = [
  {
    title: 'grid',
    input: ['+---+-----+', '| a | b   |', '+===+=====+', '| 1 | two |', '|   | x   |', '+---+-----+'],
    expected: 'table [#a|#b] [1|two x]',
  },
  {
    title: 'grid with spans',
    input: [
      '+---+---+---+',
      '| a | b | c |',
      '+===+===+===+',
      '| 1     | 2 |',
      '+---+---+   |',
      '| 3 | 4 |   |',
      '+---+---+---+',
    ],
    expected: 'table [#a|#b|#c] [>21|v22][3|4]',
  },
  {
    title: 'grid with an open edge',
    input: ['+---+---+', '|   | 1 |', '+ a +---+', '|   | 2 |', '+---+---+'],
    expected: 'table [v2a|1][2]',
  },
  {
    title: 'grid in wide characters',
    input: ['+------+---+', '| 端口 | b |', '+------+---+', '| 80   | 中|', '+------+---+'],
    expected: 'table [端口|b][80|中]',
  },
  {
    title: 'grid with a list in a cell',
    input: ['+-----+---+', '| - x | 1 |', '| - y |   |', '+-----+---+'],
    expected: 'table [ul(li(p x); li(p y))|1]',
  },
  {
    title: 'grid whose lines do not meet',
    input: ['+---+---+', '| a | b |', '+===+===+', '| long | 2 |', '| | 3 |', '+---+---+'],
    expected: 'table [#a|#b] [long|2 3]',
  },
  {
    title: 'simple',
    input: ['====  ===', 'Port  Use', '====  ===', '80    web', '      and', '\\     x', '====  ==='],
    expected: 'table [#Port|#Use] [80|web and][|x]',
  },
  { title: 'simple without a header', input: ['= =', '1 2', '', '3 4', '= ='], expected: 'table [1|2][3|4]' },
  {
    title: 'simple with spans',
    input: ['== == ===', 'a     b', '----- ---', 'c  d  e', '== == ===', '1  2  3', '== == ==='],
    expected: 'table [#>2a|#b][#c|#d|#e] [1|2|3]',
  },
  {
    title: 'simple with words over an edge',
    input: ['=== ===', 'a   b', '=== ===', '12345 6', '=== ==='],
    expected: 'table [#a|#b] [12345|6]',
  },
  { title: 'simple that never ends', input: ['=== ===', '1   2', '', 'x'], expected: 'table [1|2]' },
  {
    title: 'of lists',
    input: [
      '.. list-table:: Ports',
      '   of all',
      '   :header-rows: 1',
      '   :widths: 10 20',
      '',
      '   * - a',
      '     - b',
      '   * - 1',
      '       more',
      '     -',
    ],
    expected: 'table "Ports of all" [#a|#b] [1 more|]',
  },
  {
    title: 'of lists, with spans',
    input: ['.. flat-table::', '', '   * - :cspan:`1` :rspan:`1` a', '     - b'],
    expected: 'table [v2>2a|b]',
  },
  {
    title: 'of values',
    input: [
      '.. csv-table:: Ports',
      '   :header: "a, b", c',
      '',
      '   1, "x ""y"""',
      '   "two',
      '   lines",3',
      '   ,',
    ],
    expected: 'table "Ports" [#a, b|#c] [1|x "y"][two lines|3][|]',
  },
  {
    title: 'of values, otherwise parted',
    input: ['.. csv-table::', '   :delim: ;', '   :header-rows: 1', '', '   a;b', '   1;2'],
    expected: 'table [#a|#b] [1|2]',
  },
  {
    title: 'under a caption',
    input: ['.. table:: Ports', '', '   === ===', '   1   2', '   === ==='],
    expected: 'table "Ports" [1|2]',
  },
]

for (const { title, input, expected } of tables) {
  test(`tables: ${title}`, async () => assert.is((await outline(input.join('\n')))[0], expected))
}

test('tables: values in another file are nothing', async () => {
  assert.equal(await outline('.. csv-table:: a\n   :file: b.csv\n'), [])
})

test('damaged tables are reported', async () => {
  const lines = async (text: string) => (await reading(text)).file.messages.map(message => message.line)
  assert.equal(await lines('a\n\n+--+--+\n| a | b |\n+--+--+\n'), [3])
  assert.equal(await lines('=== ===\n1   2\n'), [1])
})

const govern: { title: string; input: string; expected: string[] }[] = [
  {
    title: 'tabs',
    input: '.. tabs::\n\n   .. tab:: One\n\n      a\n\n   .. group-tab:: *Two*\n\n      b\n\nc',
    expected: ['tab One: a', 'tab Two: b'],
  },
  {
    title: 'tab items',
    input: '.. tab-set::\n\n   .. tab-item:: X\n      :sync: x\n\n      a\n',
    expected: ['tab X: a'],
  },
  {
    title: 'code tabs',
    input: '.. tabs::\n\n   .. code-tab:: bash Shell\n\n      a\n',
    expected: ['tab Shell: a'],
  },
  { title: 'cards', input: '.. card:: Proxy role\n\n   a\n', expected: ['tab Proxy role: a'] },
  {
    title: 'includes',
    input: '.. include:: /a/b.inc\n   :start-line: 2\n',
    expected: ['include /a/b.inc: '],
  },
  { title: 'included code', input: '.. include:: a.sh\n   :code: bash\n', expected: [] },
]

for (const { title, input, expected } of govern) {
  test(`marks: ${title}`, async () => {
    const { marks, plain } = await reading(input)
    const inside = (start: number, end: number) =>
      plain.slice(start, end).split('\n\n').slice(1).join(' ').trim()
    assert.equal(
      marks.map(({ kind, label, start, end }) => `${kind} ${label}: ${inside(start, end)}`),
      expected,
    )
  })
}

const page = `Firewall
========

.. tabs::

   .. tab:: VXLAN

      .. list-table::
         :header-rows: 1

         * - Port
           - Protocol
           - From
           - To
         * - 8472 [#]_
           - UDP
           - all nodes
           - all nodes

Worker nodes
------------

====================  ========  ==============
Port                  Protocol  Source
====================  ========  ==============
\`\`30000-32767\`\`       TCP/UDP   load balancer
====================  ========  ==============

.. [#] Only if IPv4 is used.
`

test('claims: from tables of a page, with the lines of their cells', async () => {
  const extraction = await extract('page.rst', page)
  checkPlaces(page, extraction)
  assert.equal(summarize(extraction).claims, [
    {
      line: 15,
      kind: 'row',
      protocol: 'udp',
      ports: '8472',
      source: ['all nodes'],
      destination: ['all nodes'],
      conditions: ['Only if IPv4 is used.'],
      context: ['Firewall', 'VXLAN'],
    },
    ...['tcp', 'udp'].map(protocol => ({
      line: 26,
      kind: 'row' as const,
      protocol,
      ports: '30000-32767',
      source: ['load balancer'],
      destination: ['~Worker nodes'],
      context: ['Firewall', 'Worker nodes'],
    })),
  ])
})

test('claims: an included part without a telling name is read like the whole', async () => {
  const text = '===== =====\nPort  Proto\n===== =====\n179   TCP\n===== =====\n'
  const resolve = (_: string, target: string) => (target === 'a.inc' ? { path: 'a.inc', text } : null)
  const { claims } = await extract('page.rst', '.. include:: a.inc', { resolve })
  assert.equal(
    claims.map(({ location, ports }) => [location.document, location.line, ports?.first]),
    [['a.inc', 4, 179]],
  )
})

const passes = [
  '+---+\n| Port | Protocol |\n+---+',
  '= =\nPort x\n= =',
  '.. list-table::\n\n   * - Port',
  ':Port: any',
  'Port\n  any',
]

for (const text of passes) {
  test(`pre-filter lets through: ${JSON.stringify(text)}`, () => assert.ok(mayClaim(text)))
}

/** Asserts that every part has a place in the text, and every text is what stands at its own. */
function checkTree({ tree, plain }: Reading): void {
  const check = (node: ElementContent): void => {
    const { start, end } = node.position ?? {}
    assert.ok((start?.offset ?? 0) <= (end?.offset ?? 0))
    assert.ok((end?.offset ?? 0) <= plain.length)
    if (node.type === 'text' && start) assert.is(plain.slice(start.offset, end!.offset), node.value)
    if (node.type === 'element') node.children.forEach(check)
  }
  for (const child of tree.children) check(child as ElementContent)
}

test('every text stands where it says', async () => {
  for (const { input } of [...blocks, ...marked]) checkTree(await reading(input))
  for (const { input } of tables) checkTree(await reading(input.join('\r\n')))
  checkTree(await reading(page))
})

test('nesting has an end', async () => {
  const deep = Array.from({ length: 300 }, (_, i) => `${' '.repeat(2 * i)}- a`).join('\n\n')
  checkTree(await reading(deep))
  checkTree(await reading('- '.repeat(5000)))
})

test.run()
