import fc from 'fast-check'
import type { Nodes, Root } from 'mdast'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import { visit } from 'unist-util-visit'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { code, markdown, words } from '../../../check/report/markdown.ts'
import { oneLine } from '../../../check/report/plain.ts'
import { runs } from '../../runs.ts'
import { finding, hostile, results } from './build.ts'

const parse = (text: string): Root => unified().use(remarkParse).use(remarkGfm).parse(text)

/** The kinds of nodes that a text makes, but those of plain text. */
function kinds(text: string): string[] {
  const found = new Set<Nodes['type']>()
  visit(parse(text), node => void found.add(node.type))
  return [...found].filter(type => !['root', 'paragraph', 'text'].includes(type)).sort()
}

/** What a reader sees; parts that show nothing left out. */
function seen(text: string): string {
  let all = ''
  visit(parse(text), node => {
    if ('value' in node) all += node.value
  })
  return all.replaceAll('\u200b', '')
}

test('findings by document, the mend below, the evidence folded away', () => {
  const evidence = [
    { document: 'docs/ports.md', line: 3, column: 9, note: 'the same' },
    { document: 'docs/other page.md', line: 1, column: 5, note: '2379' },
  ]
  const warning = finding({ severity: 'warning', suggestion: null, evidence, corrected: true })
  const other = finding({
    severity: 'info',
    evidence: [],
    location: { ...finding().location, document: 'docs/other page.md', line: 1 },
  })
  assert.is(
    markdown(results([finding(), warning, other])),
    `## Portolan: 1 error, 1 warning, 1 info

Checked 2 documents.

### \`docs/ports.md\`

- ❌ **line 3** Port 379 should be 2379 (\`port-slip\`)${'  '}
  **Mend:** Write 2379

  <details><summary>Evidence: 1 place</summary>

  - \`docs/other page.md:1:5\`: 2379 for “keepers”

  </details>

- ⚠️ **line 3** Port 379 should be 2379 (\`port-slip\`) *(corrected in the dataset)*

  <details><summary>Evidence: 2 places</summary>

  - line 3: the same
  - \`docs/other page.md:1:5\`: 2379

  </details>

### \`docs/other page.md\`

- ℹ️ **line 1** Port 379 should be 2379 (\`port-slip\`)${'  '}
  **Mend:** Write 2379
`,
  )
})

test('nothing found', () => {
  assert.is(markdown(results([])), '## Portolan\n\nNothing found in 2 documents.\n')
})

const harmful: { title: string; text: string; written: string }[] = [
  { title: 'mentions', text: 'ask @team', written: 'ask @&#8203;team' },
  {
    title: 'references',
    text: 'see #12, o/r#3, GH-4',
    written: 'see \\#&#8203;12, o/r\\#&#8203;3, GH\\-&#8203;4',
  },
  { title: 'HTML', text: '<img src=x>', written: '&lt;img src=x&gt;' },
  { title: 'entities', text: '&lt;', written: '&amp;lt;' },
  { title: 'pipes and backticks', text: '| `a` |', written: '\\| \\`a\\` \\|' },
  { title: 'links', text: '[a](b)', written: '\\[a\\]\\(b\\)' },
  { title: 'addresses', text: 'http://a.b, www.a.b', written: 'http:&#8203;//a.b, www&#8203;.a.b' },
  { title: 'line ends', text: 'a\r\n\n# b', written: 'a \\#&#8203; b' },
]
for (const { title, text, written } of harmful) {
  test(`words: ${title}`, () => assert.is(words(text), written))
}

test('words: nothing but the words themselves is seen', () => {
  const piece = fc.constantFrom(
    ...[
      '`',
      '*',
      '_',
      '~~',
      '<b>',
      '</details>',
      '[a](b)',
      '![',
      '@me',
      '#1',
      'www.a.de',
      'https://a.de',
      'a@b.de',
    ],
    ...[
      '\\',
      '|',
      '\n',
      '- ',
      '1. ',
      '&amp;',
      '$x$',
      '<!--',
      '-->',
      '[^1]',
      '# ',
      '> ',
      '\u202e',
      '端口',
      'x',
    ],
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), pieces => {
      const text = pieces.join('')
      assert.equal(kinds(`a ${words(text)} z`), [], words(text))
      const plain = `a ${oneLine(text)} z`.replaceAll('\u200b', '')
      assert.is(seen(`a ${words(text)} z`).replace(/\s+/g, ' '), plain.replace(/\s+/g, ' '))
    }),
    runs(500),
  )
})

test('code: whatever ticks there are', () => {
  assert.is(code('a.md'), '`a.md`')
  assert.is(code('a``b'), '```a``b```')
  assert.is(code('`a'), '`` `a ``')
  assert.equal(kinds(`a ${code(hostile)} z`), ['inlineCode'])
})

test('a report of hostile words has the shape of any other', () => {
  const shape = (text: string) => {
    const types: string[] = []
    visit(parse(text), node => void types.push(node.type))
    return types.filter(type => type !== 'text')
  }
  const evidence = (words: string) => [{ document: words, line: 1, column: 1, note: words }]
  const report = (words: string) =>
    markdown(
      results([
        finding({
          message: words,
          evidence: evidence(words),
          suggestion: { text: words, replacement: null, span: null },
          location: { ...finding().location, document: words },
        }),
      ]),
    )
  assert.equal(shape(report(hostile)), shape(report('plain')))
})

test('a report is never longer than a comment may be, and says what it leaves out', () => {
  const many = Array.from({ length: 900 }, (_, i) =>
    finding({ location: { ...finding().location, document: `docs/${i % 7}.md`, line: i + 1 } }),
  )
  const text = markdown(results(many))
  assert.ok(text.length < 65_536, `${text.length}`)
  const left = Number(/…and (\d+) more;/.exec(text)?.[1])
  assert.is(text.match(/^- ❌/gm)!.length + left, 900)
  assert.match(text, '## Portolan: 900 errors')
})

test.run()
