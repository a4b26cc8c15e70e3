import fc from 'fast-check'
import type { ElementContent, Root, RootContent, Text } from 'hast'
import { visit } from 'unist-util-visit'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { extract } from '../../extract/index.ts'
import { read } from '../../extract/read/index.ts'
import type { Reading } from '../../extract/read/reading.ts'
import { asciidoc } from '../generators/dictionary.ts'
import { runs } from '../runs.ts'

async function readLines(...lines: string[]): Promise<Reading> {
  return await read('page.adoc', lines.join('\n'), 'asciidoc')
}

/** A tree as one line: `td2x1(words)` for a cell over two columns; blanks and line ends are one blank. */
function outline(node: Root | RootContent | ElementContent): string {
  if (node.type === 'text') return node.value.replace(/\s+/g, ' ')
  if (node.type === 'root') return node.children.map(outline).join(' ')
  if (node.type !== 'element') return ''
  const { colSpan, rowSpan } = node.properties
  const spans = colSpan || rowSpan ? `${colSpan ?? 1}x${rowSpan ?? 1}` : ''
  const blocks = node.children.some(
    child =>
      child.type === 'element' && /^(?:h\d|p|div|[uod]l|li|d[td]|t\w*|pre|caption)$/.test(child.tagName),
  )
  return `${node.tagName}${spans}(${node.children
    .map(outline)
    .join(blocks ? ' ' : '')
    .trim()})`
}

const shapes: { title: string; input: string[]; expected: string }[] = [
  {
    title: 'sections become headings by level, the title the first',
    input: [
      '= Guide',
      'A. Writer <a@example.org>',
      ':toc:',
      '',
      'Intro.',
      '',
      '== One',
      '',
      '=== Two',
      '',
      'Text.',
    ],
    expected: 'h1(Guide) p(Intro.) h2(One) h3(Two) p(Text.)',
  },
  {
    title: 'a discrete heading is one too; the words of a heading may be marked up',
    input: ['[discrete]', '== Set `apart`', '', '[#id]', '== [[x]]At *home*'],
    expected: 'h2(Set code(apart)) h2(At strong(home))',
  },
  {
    title: 'the offset of levels counts',
    input: [':leveloffset: +2', '', '== Deep'],
    expected: 'h4(Deep)',
  },
  {
    title: 'a table with a title: caption, head, body and foot',
    input: [
      '.Open ports',
      '[options="header,footer"]',
      '|===',
      '|Port |Who',
      '',
      '|80 |all',
      '|Sum |one',
      '|===',
    ],
    expected:
      'table(caption(Open ports) thead(tr(th(Port) th(Who))) tbody(tr(td(80) td(all))) tfoot(tr(td(Sum) td(one))))',
  },
  {
    title: 'spans of columns and rows, a cell to a line, empty cells',
    input: ['[cols=3*]', '|===', '.2+|a', '2+|b', '|c', '|', '|==='],
    expected: 'table(tbody(tr(td1x2(a) td2x1(b)) tr(td(c) td())))',
  },
  {
    title: 'a cell repeated, a header cell in the body, an escaped separator',
    input: ['[cols=2*]', '|===', '2*|x', 'h|y', '|z \\| w', '|==='],
    expected: 'table(tbody(tr(td(x) td(x)) tr(th(y) td(z | w))))',
  },
  {
    title: 'a cell of blocks, a nested table in it',
    input: ['[cols=2*]', '|===', 'a|', '* one', '* two', 'a|Text', '', '!===', '!in ! ner', '!===', '|==='],
    expected: 'table(tbody(tr(td(ul(li(one) li(two))) td(p(Text) table(tbody(tr(td(in) td(ner))))))))',
  },
  {
    title: 'paragraphs and breaks in a cell',
    input: ['|===', '|one +', 'line', '', 'two', '|==='],
    expected: 'table(tbody(tr(td(p(onebr() line) p(two)))))',
  },
  {
    title: 'values separated by commas, colons and other marks',
    input: [
      ',===',
      'a,"b,c"',
      ',===',
      '',
      ':===',
      'd:e',
      ':===',
      '',
      '[separator=¦]',
      '|===',
      '¦f|g ¦h',
      '|===',
    ],
    expected: 'table(tbody(tr(td(a) td(b,c)))) table(tbody(tr(td(d) td(e)))) table(tbody(tr(td(f|g) td(h))))',
  },
  {
    title: 'comments between rows and in text give nothing',
    input: [
      '// a',
      '|===',
      '|x',
      '// |y',
      '|z',
      '////',
      '|hidden',
      '////',
      '|===',
      '',
      '////',
      'off',
      '////',
      'on',
      '// off',
      'still',
    ],
    expected: 'table(tbody(tr(td(x)) tr(td(z)))) p(on still)',
  },
  {
    title: 'the title of any block but a table is bold text, and so of a collapsible one',
    input: [
      '.Click here',
      '[%collapsible]',
      '====',
      'Hidden text',
      '====',
      '',
      '[NOTE]',
      '.Mind:',
      '====',
      'A note.',
      '====',
    ],
    expected: 'p(strong(Click here)) div(p(Hidden text)) p(strong(Mind:)) div(p(A note.))',
  },
  {
    title: 'an image has no words but its title',
    input: ['.The plan', 'image::plan.png[Alt]', '', 'After'],
    expected: 'p(strong(The plan)) p(After)',
  },
  {
    title: 'admonitions, sidebars, quotations and open blocks hold their text',
    input: ['TIP: Short.', '', '****', 'Side', '****', '', '____', 'Quoted', '____', '', '--', 'Open', '--'],
    expected: 'div(p(Short.)) div(p(Side)) blockquote(p(Quoted)) div(p(Open))',
  },
  {
    title: 'lists in lists, blocks joined to items',
    input: [
      '* one',
      '** deep',
      '+',
      '----',
      'code',
      '----',
      '* two',
      '',
      '. first',
      '',
      'Key:: value',
      'Other::',
      '  text',
    ],
    expected:
      'ul(li(one ul(li(deep pre(code(code))))) li(two ol(li(first dl(dt(Key) dd(value) dt(Other) dd(text))))))',
  },
  {
    title: 'code as it is written, but for callouts',
    input: ['[source,sh]', '----', 'open 80 # <1>', '// kept', '----', '<1> Why'],
    expected: 'pre(code(open 80 // kept)) ol(li(Why))',
  },
  {
    title: 'inline markup: code, passthroughs, superscript, links',
    input: ['`a` `+b+` +c+ ^(1)^ https://example.org/22[d 22] link:x.adoc[e] <<id,f>> pass:[<u>g</u>]'],
    expected: 'p(code(a) code(b) c sup((1)) a(d 22) a(e) a(f) u(g))',
  },
  {
    title: 'words stay as written: no typography',
    input: ["It's 1 -- 2... (C) -> &amp; \\*x* 3 < 4 <host>"],
    expected: "p(It's 1 -- 2... (C) -> & *x* 3 < 4 <host>)",
  },
  {
    title: 'tags of HTML are read, in cells and text, but not in code',
    input: [
      '|===',
      '|<ul><li>a</li><li>b</li></ul>',
      '|c<br/>d `<br>`',
      '|===',
      '',
      '++++',
      '<p>e</p>',
      '++++',
    ],
    expected: 'table(tbody(tr(td(ul(li(a) li(b)))) tr(td(cbr()d code(<br>))))) p(e)',
  },
  {
    title: 'attributes stay as written, whoever sets them; characters are read',
    input: [
      '= On {product}',
      ':product: Thing',
      ':port: 80',
      '',
      '{product} {port} {nowhere} a{nbsp}b {empty}c \\{d}',
    ],
    expected: 'h1(On {product}) p({product} {port} {nowhere} a b c {d})',
  },
  {
    title: 'an attribute with words in brackets is a link',
    input: ['See {url-of-guide}[the guide] and {there}#part[{name} part], link:{base}/x[x].'],
    expected: 'p(See a(the guide) and a({name} part), a(x).)',
  },
  {
    title: 'columns may be set by an attribute',
    input: [':widths: 1,2', '', '[cols="{widths}"]', '|===', '|a', '|b', '|==='],
    expected: 'table(tbody(tr(td(a) td(b))))',
  },
  {
    title: 'every branch of a conditional is read, side by side as blocks of their own',
    input: [
      'ifdef::a[]',
      'One',
      'endif::a[]',
      'ifndef::a[]',
      'Two',
      'endif::[]',
      '',
      'ifeval::["{x}" == "y"]',
      'Three',
      'endif::[]',
    ],
    expected: 'p(One) p(Two) p(Three)',
  },
  {
    title: 'a conditional inside a paragraph or on one line',
    input: ['Start', 'ifdef::a[]', 'middle', 'endif::[]', 'end', '', 'ifdef::b[On one line]'],
    expected: 'p(Start middle end) p(On one line)',
  },
  {
    title: 'of branches for one cell the first, of branches for rows all',
    input: [
      '[cols=2*]',
      '|===',
      'ifdef::a[]',
      '|x',
      'endif::[]',
      'ifndef::a[]',
      '|y',
      'endif::[]',
      '|80',
      '',
      'ifdef::a[]',
      '|p',
      '|1',
      'endif::[]',
      'ifndef::a[]',
      '|q',
      '|2',
      'endif::[]',
      '|===',
    ],
    expected: 'table(tbody(tr(td(x) td(80)) tr(td(p) td(1)) tr(td(q) td(2))))',
  },
  {
    title: 'a footnote stands below the block that refers to it',
    input: ['|===', 'a|80 footnote:[Only for *HA*.]', '|===', '', 'After'],
    expected: 'table(tbody(tr(td(p(80 sup([a(1)])))))) p([1] Only for strong(HA).) p(After)',
  },
  {
    title: 'what tabs hold, without their labels',
    input: ['[tabs]', '====', 'First::', '+', '--', 'One', '--', 'Second::', '+', 'Two', '===='],
    expected: 'div(div(p(One)) p(Two))',
  },
  { title: 'an empty page', input: [''], expected: '' },
]

for (const { title, input, expected } of shapes) {
  test(`shape: ${title}`, async () => {
    const reading = await readLines(...input)
    assert.is(outline(reading.tree), expected)
    checkPlaces(reading)
  })
}

/** Every text with a place is what stands there; every block and cell has one, inside its parent's. */
function checkPlaces({ plain, tree }: Reading): void {
  visit(tree, (node, _, parent) => {
    const place = node.position
    if (node.type === 'text' && place)
      assert.is(plain.slice(place.start.offset, place.end.offset), node.value)
    if (node.type !== 'element' || !/^(?:h\d|p|[uod]l|li|d[td]|table|t[rhd]|div|pre)$/.test(node.tagName))
      return
    assert.ok(place, `${node.tagName} has no place`)
    const around = parent?.position
    if (!around || node.tagName === 'p') return
    assert.ok(place.start.offset! >= around.start.offset! && place.end.offset! <= around.end.offset!)
  })
}

const texts: { title: string; input: string[]; expected: string[] }[] = [
  {
    title: 'cells on one line and on lines of their own',
    input: ['[cols=2*]', '|===', '|TCP | 80', '', '|TCP', '|`443`', '|==='],
    expected: ['3:2 TCP', '3:8 80', '5:2 TCP', '6:3 443'],
  },
  {
    title: 'behind spans and styles, beside comments and conditionals',
    input: ['[cols=2*]', '|===', '.2+|a', '// |a', 'm|b', 'ifdef::x[]', '|b', 'endif::[]', '2+s| a', '|==='],
    expected: ['3:5 a', '5:3 b', '7:2 b', '9:6 a'],
  },
  {
    title: 'the same words again and again',
    input: ['a *a* `a` a', '', '* a', '* a', '', 'a:: a', '', '.a', '|===', '|a|a', '|==='],
    expected: [
      '1:1 a ',
      '1:4 a',
      '1:8 a',
      '1:10  a',
      '3:3 a',
      '4:3 a',
      '6:1 a',
      '6:5 a',
      '8:2 a',
      '10:2 a',
      '10:4 a',
    ],
  },
  {
    title: 'a range of two code spans, a protocol before it',
    input: ['UDP `9000`-`9999`'],
    expected: ['1:1 UDP ', '1:6 9000', '1:11 -', '1:13 9999'],
  },
  {
    title: 'the words of a link, not of its target',
    input: ['https://22.example.org/22[22] xref:80.adoc[port 80] <<p80,80>>'],
    expected: ['1:27 22', '1:44 port 80', '1:59 80'],
  },
  {
    title: 'around escapes, characters and comments',
    input: ['a \\*b* c', '// c', 'd{nbsp}e'],
    expected: ['1:1 a ', '1:4 *b* ', '1:8 c', '3:1 d', '3:8 e'],
  },
  {
    title: 'over the lines of a paragraph, with either kind of line end',
    input: ['one\r', 'two +\r', '*three*'],
    expected: ['1:1 one', '2:1 two', '3:2 three'],
  },
  {
    title: 'in blocks within lists, after lines that lists leave out',
    input: ['* one', '', '', '', '* two', '+', '====', 'x', '', '|===', '|x', '|===', '====', '', 'x'],
    expected: ['1:3 one', '5:3 two', '8:1 x', '11:2 x', '15:1 x'],
  },
  {
    title: 'line by line in code',
    input: ['----', '  a', 'b <1>', '----'],
    expected: ['2:1   a', '3:1 b'],
  },
  {
    title: 'in comma-separated values and passed-through HTML',
    input: [',===', 'TCP,80', 'TCP,"80"', ',===', '', '++++', '<b>80</b>', '++++'],
    expected: ['2:1 TCP', '2:5 80', '3:1 TCP', '3:6 80', '7:4 80'],
  },
  {
    title: 'in the last row, which has too few cells',
    input: ['[cols=2*]', '|===', '|a |b', '|c', '|==='],
    expected: ['3:2 a', '3:5 b', '4:2 c'],
  },
]

for (const { title, input, expected } of texts) {
  test(`places of words: ${title}`, async () => {
    const reading = await readLines(...input)
    assert.equal(
      textsOf(reading.tree).map(({ value, position }) => {
        const { line, column } = position!.start
        return `${line}:${column} ${value.replace(/\s*\n\s*/g, '')}`
      }),
      expected,
    )
    checkPlaces(reading)
  })
}

function textsOf(tree: Root): Text[] {
  const found: Text[] = []
  visit(tree, 'text', node => void (node.position && found.push(node)))
  return found
}

test('places of cells: from the separator, or what stands before it, to the last word', async () => {
  const { tree } = await readLines(
    '[cols=4*]',
    '|===',
    '|a |b 2+|c ',
    '.2+a|d',
    'e',
    '',
    '3+^s|f',
    '|',
    '2+|',
    '|===',
  )
  const cells: string[] = []
  visit(tree, 'element', ({ tagName, position }) => {
    const { start, end } = position!
    if (/^t[rd]$/.test(tagName))
      cells.push(`${tagName} ${start.line}:${start.column}-${end.line}:${end.column}`)
  })
  assert.equal(cells, [
    'tr 3:1-3:11',
    'td 3:1-3:3',
    'td 3:4-3:6',
    'td 3:7-3:11',
    'tr 4:1-7:7',
    'td 4:1-5:2',
    'td 7:1-7:7',
    'tr 8:1-9:4',
    'td 8:1-8:2',
    'td 9:1-9:4',
  ])
})

const marks: { title: string; input: string[]; expected: string[] }[] = [
  {
    title: 'an include is a mark and leaves a blank line',
    input: ['before', 'include::{parts}/a b.adoc[tag=x]', 'after'],
    expected: ['include {parts}/a b.adoc: include::{parts}/a b.adoc[tag=x]'],
  },
  {
    title: 'includes count in code and in tables, not in comments nor when escaped',
    input: [
      '----',
      'include::a.yaml[]',
      '----',
      '|===',
      'include::b.csv[]',
      '|===',
      '////',
      'include::c[]',
      '////',
      '\\include::d[]',
    ],
    expected: ['include a.yaml: include::a.yaml[]', 'include b.csv: include::b.csv[]'],
  },
  {
    title: 'an include under a condition on its line',
    input: ['ifdef::a[include::b.adoc[]]'],
    expected: ['include b.adoc: include::b.adoc[]'],
  },
  {
    title: 'tabs reach from their label to the next',
    input: ['[tabs]', '====', 'One *1*::', '+', 'a', 'Two::', '+', 'b', '====', '', 'c'],
    expected: ['tab One 1: One *1*:: + a', 'tab Two: Two:: + b'],
  },
  {
    title: 'tabs in tabs',
    input: [
      '[tabs]',
      '======',
      'Out::',
      '+',
      '--',
      '[tabs]',
      '====',
      'In::',
      '+',
      'a',
      '====',
      '--',
      '======',
    ],
    expected: ['tab Out: Out:: + -- [tabs] ==== In:: + a ==== --', 'tab In: In:: + a'],
  },
]

for (const { title, input, expected } of marks) {
  test(`marks: ${title}`, async () => {
    const reading = await readLines(...input)
    const text = input.join('\n')
    assert.equal(
      reading.marks.map(({ kind, label, start, end, closed }) => {
        assert.ok(closed)
        return `${kind} ${label}: ${text.slice(start, end).replace(/\s+/g, ' ').trim()}`
      }),
      expected,
    )
    assert.is(reading.plain.length, text.length)
    assert.not.match(reading.plain, 'include::b')
  })
}

const damages: { title: string; input: string[]; repairs: string[]; messages: number[]; expected: string }[] =
  [
    {
      title: 'a table that is never closed ends before the next heading',
      input: ['|===', '|a', '', '== Next', '', '|===', '|b', '|==='],
      repairs: ['1 unclosed-table'],
      messages: [],
      expected: 'table(thead(tr(th(a)))) h2(Next) table(tbody(tr(td(b))))',
    },
    {
      title: 'or before the next table',
      input: ['|===', '|a', '', '.Title', '[cols=2*]', '|===', '|b |c', '|==='],
      repairs: ['1 unclosed-table'],
      messages: [],
      expected: 'table(thead(tr(th(a)))) table(caption(Title) tbody(tr(td(b) td(c))))',
    },
    {
      title: 'or before the next table with several lines ahead of it',
      input: ['|===', '|a', '', '[cols=2*]', '.Title', '[%autowidth]', '|===', '|b |c', '|==='],
      repairs: ['1 unclosed-table'],
      messages: [],
      expected: 'table(thead(tr(th(a)))) table(caption(Title) tbody(tr(td(b) td(c))))',
    },
    {
      title: 'a missing cell stays in its row, where blank lines part the rows',
      input: [
        '[cols=3*]',
        '|===',
        '|a',
        '|b',
        '|c',
        '',
        '|d',
        '|e',
        '',
        '|f',
        '|g',
        '|h',
        '',
        '|i',
        '|j',
        '|k',
        '|===',
      ],
      repairs: [],
      messages: [7],
      expected:
        'table(tbody(tr(td(a) td(b) td(c)) tr(td(d) td(e)) tr(td(f) td(g) td(h)) tr(td(i) td(j) td(k))))',
    },
    {
      title: 'or where each has a line',
      input: ['|===', '|a |b', '|c', '|d |e', '|f |g', '|==='],
      repairs: [],
      messages: [3],
      expected: 'table(tbody(tr(td(a) td(b)) tr(td(c)) tr(td(d) td(e)) tr(td(f) td(g))))',
    },
    {
      title: 'a block that is never closed is told of',
      input: ['====', 'a', '', '* b'],
      repairs: [],
      messages: [1],
      expected: 'div(p(a) ul(li(b)))',
    },
    {
      title: 'a thousand columns are a port with a star',
      input: ['|===', '|10250*|TCP', '|==='],
      repairs: [],
      messages: [],
      expected: 'table(tbody(tr(td(10250*) td(TCP))))',
    },
  ]

for (const { title, input, repairs, messages, expected } of damages) {
  test(`damage: ${title}`, async () => {
    const reading = await readLines(...input)
    assert.is(outline(reading.tree), expected)
    const lineAt = (offset: number) => input.join('\n').slice(0, offset).split('\n').length
    assert.equal(
      reading.repairs.map(({ id, start }) => `${lineAt(start)} ${id}`),
      repairs,
    )
    assert.equal(
      reading.file.messages.map(message => message.line),
      messages,
    )
    checkPlaces(reading)
  })
}

test('claims: caption, spans of rows, tabs and lists in cells are understood', async () => {
  const text = [
    '= Ports',
    '',
    '[tabs]',
    '====',
    'Linux::',
    '+',
    '.Inbound rules for gateway nodes',
    '|===',
    '|Protocol |Port |Source',
    '',
    '.2+|TCP',
    '|`6000`-`6009`',
    'a|',
    '* console',
    '* agents',
    '',
    '|7000',
    '|console',
    '|===',
    '====',
  ].join('\n')
  const { claims, messages } = await extract('ports.adoc', text)
  const lines = text.split('\n')
  assert.equal(messages, [])
  assert.equal(
    claims.map(({ protocol, ports, source, context, location, spans }) => ({
      line: location.line,
      protocol,
      ports: `${ports!.first}-${ports!.last}`,
      source: source.map(({ label }) => label),
      context,
      span: lines[spans.ports!.line - 1]!.slice(spans.ports!.column - 1, spans.ports!.endColumn - 1),
    })),
    [
      { line: 12, ports: '6000-6009', source: ['console', 'agents'], span: '6000`-`6009' },
      { line: 17, ports: '7000-7000', source: ['console'], span: '7000' },
    ].map(claim => ({
      protocol: 'tcp',
      context: ['Ports', 'Linux', 'Inbound rules for gateway nodes'],
      ...claim,
    })),
  )
})

/** Stands for a word of its own. */
const word = fc.constant('@')
const phrase = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: word },
      fc.constantFrom(
        '`@`',
        '*@*',
        '_@_ @',
        '+@+',
        '^(1)^ @',
        "it's @ -- @",
        '{name} @',
        '{link}[@ @]',
        'a{nbsp}@',
      ),
      fc.constantFrom('https://example.org/a[@]', '<<id,@>>', '<b>@</b>', '@ \\{x} @'),
    ),
    { minLength: 1, maxLength: 4 },
  )
  .map(words => words.join(' '))
const paragraph = fc
  .tuple(fc.array(phrase, { minLength: 1, maxLength: 3 }), fc.constantFrom('\n', ' +\n', '\n// off\n'))
  .map(([lines, end]) => lines.join(end))
const plainList = fc
  .array(fc.tuple(fc.constantFrom('* ', '** '), phrase, fc.constantFrom('', '\n', '\n\n\n')), {
    minLength: 1,
    maxLength: 4,
  })
  .map(items => items.map(item => item.join('')).join('\n'))
const listing = fc.constantFrom(
  '----\n@ @ <1>\n\n  @\n----',
  '[source,sh]\n----\n// @\n----',
  '....\n@\n....',
)
const cell = fc.oneof(
  phrase.map(words => `|${words}`),
  phrase.map(words => `| ${words} +\n@`),
  plainList.map(list => `a|\n${list}\n`),
  fc.constantFrom('|', '|@ \\| @', 's|@', '|@\n\n@'),
)
const rowOfTwo = fc.tuple(
  cell,
  cell,
  fc.constantFrom('', '\n', '\n// off | off', '\nifdef::x[]\nendif::[]', '\n////\n|off\n////'),
)
const twoColumns = fc
  .tuple(fc.constantFrom('', '.@ @\n'), fc.array(rowOfTwo, { minLength: 1, maxLength: 4 }))
  .map(
    ([title, rows]) =>
      `${title}[cols=2*]\n|===\n${rows.map(([a, b, end]) => `${a}\n${b}${end}`).join('\n')}\n|===`,
  )
const simple = fc.oneof(paragraph, paragraph, plainList, listing, twoColumns)
const block = fc.oneof(
  simple,
  simple.map(inner => `.@\n[%collapsible]\n=====\n${inner}\n=====`),
  simple.map(inner => `* @\n+\n${inner}`),
  simple.map(inner => `[tabs]\n======\nLabel::\n+\n--\n${inner}\n--\n\nOther::\n+\n@\n======`),
  simple.map(inner => `ifdef::x[]\n${inner}\nendif::[]`),
  fc.constantFrom(
    'include::@.adoc[]',
    'NOTE: @',
    '== @ @',
    '////\noff\n////',
    'Term:: @\nOther::\n  @',
    'ifdef::x[@ @]',
  ),
)
const pages = fc.tuple(fc.array(block, { maxLength: 8 }), fc.constantFrom('\n', '\r\n'))

test('property: every word is read once and stands where it says, however alike the words are', async () => {
  await fc.assert(
    fc.asyncProperty(pages, async ([blocks, end]) => {
      let count = 0
      const pattern = blocks.join('\n\n').replaceAll('\n', end)
      const text = pattern.replaceAll('@', () => `w${String(count++).padStart(4, '0')}x`)
      const found = textsOf((await readPage(text)).tree).flatMap(({ value, position }) =>
        [...value.matchAll(/w\d+x/g)].map(
          ({ 0: word, index }) => [word, position!.start.offset! + index] as const,
        ),
      )
      const expected = [...text.matchAll(/(?<!::)w\d+x/g)].map(({ 0: word, index }) => [word, index] as const)
      assert.equal(found.toSorted(byWord), expected)
      const alike = await readPage(
        text.replace(/w(\d+)x/g, (_, number) => (number % 2 ? 'alike1' : 'alike2')),
      )
      assert.equal(offsets(alike), offsets(await readPage(text)))
    }),
    runs(150),
  )
})

async function readPage(text: string): Promise<Reading> {
  const reading = await read('page.adoc', text, 'asciidoc')
  assert.is(reading.plain.length, text.length)
  assert.not.match(JSON.stringify(reading.tree), /\boff\b/)
  checkPlaces(reading)
  return reading
}

function offsets({ tree }: Reading): (number | undefined)[] {
  return textsOf(tree).map(({ position }) => position?.start.offset)
}

function byWord([a]: readonly [string, number], [b]: readonly [string, number]): number {
  return a < b ? -1 : 1
}

test('property: no text is too damaged', async () => {
  const line = fc.oneof(fc.constantFrom(...asciidoc), fc.string())
  await fc.assert(
    fc.asyncProperty(fc.array(line, { maxLength: 40 }), async lines => {
      const text = lines.join('\n')
      const { tree, plain, marks } = await read('page.adoc', text, 'asciidoc')
      assert.is(plain.length, text.length)
      visit(tree, node => {
        const { start, end } = node.position ?? {}
        assert.ok(!start || (start.offset! <= end!.offset! && end!.offset! <= text.length))
      })
      assert.ok(marks.every(({ start, end }) => start <= end && end <= text.length))
    }),
    runs(200),
  )
})

test.run()
