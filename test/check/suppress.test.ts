import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { check, suppressionRules } from '../../check/index.ts'
import { suppress } from '../../check/suppress.ts'
import { examine } from '../../extract/index.ts'
import { finding } from './helpers.ts'

const ids = { known: ['port-slip', 'glued-words', 'joined-rows'], ran: ['port-slip', 'glued-words'] }

/** What is left of findings of `port-slip` on lines, and what is said about the comments. */
async function left(path: string, text: string, lines: number[], rule = 'port-slip') {
  const findings = lines.map(line => finding({ line, document: path, rule }))
  const { kept, silenced, reports } = suppress(findings, (await examine(path, text)).parts, ids)
  assert.is(kept.length + silenced.length, findings.length)
  return {
    lines: kept.map(({ location }) => location.line),
    reports: reports.map(({ rule, problem }) => `${problem.at.line} ${rule.id}`),
  }
}

const markdown = [
  '# Ports', // 1
  '',
  '<!-- portolan-disable-next-line port-slip -- ours -->',
  '| Port |', // 4
  '| ---- |',
  '| 379  |', // 6
  '',
  '<!-- portolan-disable port-slip -- an old page -->', // 8
  '',
  '| Port |', // 10
  '| ---- |',
  '| 379  |',
  '',
  '<!-- portolan-enable port-slip -->', // 14
  'text', // 15
].join('\n')

const cases = [
  {
    title: 'the next line',
    file: 'a.md',
    text: markdown,
    lines: [1, 4, 6],
    left: [1, 6],
    said: ['8 unused-suppression'],
  },
  {
    title: 'a stretch, around a table',
    file: 'a.md',
    text: markdown,
    lines: [4, 10, 12, 15],
    left: [15],
    said: [],
  },
  {
    title: 'stretches within each other',
    file: 'a.md',
    text: '<!-- portolan-disable port-slip -- x -->\n\n<!-- portolan-disable-next-line port-slip -- y -->\na\n\nb\n\n<!-- portolan-enable -->\n\nc\n\n<!-- portolan-disable-next-line port-slip -- z -->\nd\n\ne\n',
    lines: [4, 6, 10, 15],
    left: [10, 15],
    said: ['12 unused-suppression'],
  },
  {
    title: 'what code in code shows is no comment',
    file: 'a.html',
    text: '<pre><code>a</code>\n<!-- portolan-disable port-slip -- x -->\n</pre>\n<p>b\n',
    lines: [4],
    left: [4],
    said: [],
  },
  {
    title: 'a stretch without an end lasts to the end',
    file: 'a.md',
    text: 'a\n\n<!-- portolan-disable port-slip -- x -->\n\nb\n\nc\n',
    lines: [1, 5, 7],
    left: [1],
    said: [],
  },
  {
    title: 'an end without a rule ends all',
    file: 'a.md',
    text: '<!-- portolan-disable port-slip -- x -->\n\na\n\n<!-- portolan-enable -->\n\nb\n',
    lines: [3, 7],
    left: [7],
    said: [],
  },
  {
    title: 'the whole file, wherever it stands',
    file: 'a.md',
    text: 'a\n\nb\n\n<!-- portolan-disable-file port-slip -- x -->\n',
    lines: [1, 3],
    left: [],
    said: [],
  },
  {
    title: 'blank lines and further comments do not count as the next line',
    file: 'a.md',
    text: '<!-- portolan-disable-next-line port-slip -- x -->\n<!-- portolan-disable-next-line glued-words -- y -->\n\na\n',
    lines: [4],
    left: [],
    said: ['2 unused-suppression'],
  },
  {
    title: 'several rules in one comment',
    file: 'a.md',
    text: '<!-- portolan-disable-next-line glued-words, port-slip -- x -->\na\n',
    lines: [2],
    left: [],
    said: ['1 unused-suppression'],
  },
  {
    title: 'a comment of several lines',
    file: 'a.md',
    text: '<!-- portolan-disable-next-line\n  port-slip\n  -- a long\n  reason -->\na\n',
    lines: [5],
    left: [],
    said: [],
  },
  {
    title: 'CRLF',
    file: 'a.md',
    text: '<!-- portolan-disable-next-line port-slip -- x -->\r\n\r\na\r\nb\r\n',
    lines: [3, 4],
    left: [4],
    said: [],
  },
  {
    title: 'MDX',
    file: 'a.mdx',
    text: 'a\n\n{/* portolan-disable-next-line port-slip -- x */}\n| Port |\n| ---- |\n| 379  |\n',
    lines: [4, 6],
    left: [6],
    said: [],
  },
  {
    title: 'HTML, between the rows of a table',
    file: 'a.html',
    text: '<table>\n<tr><td>1</td></tr>\n<!-- portolan-disable-next-line port-slip -- x -->\n<tr><td>379</td></tr>\n</table>\n',
    lines: [2, 4],
    left: [2],
    said: [],
  },
  {
    title: 'AsciiDoc',
    file: 'a.adoc',
    text: '= Ports\n\n// portolan-disable-next-line port-slip -- x\na\n\nb\n',
    lines: [4, 6],
    left: [6],
    said: [],
  },
  {
    title: 'reStructuredText, with a reason of two lines',
    file: 'a.rst',
    text: 'Ports\n=====\n\n.. portolan-disable-next-line port-slip -- a\n   long reason\n\na\n\nb\n',
    lines: [7, 9],
    left: [9],
    said: [],
  },
  {
    title: 'a rule that was not applied is not held against the comment',
    file: 'a.md',
    text: '<!-- portolan-disable-next-line joined-rows -- x -->\na\n',
    lines: [],
    left: [],
    said: [],
  },
  {
    title: 'a comment without a reason has no effect',
    file: 'a.md',
    text: '<!-- portolan-disable-next-line port-slip -->\na\n\n<!-- portolan-disable-next-line port-slip -- -->\nb\n',
    lines: [2, 5],
    left: [2, 5],
    said: ['1 suppression-without-reason', '4 suppression-without-reason'],
  },
  {
    title: 'a rule that there is not, none, and a comment that is none',
    file: 'a.md',
    text: '<!-- portolan-disable-next-line port-slp -- x -->\n<!-- portolan-disable -- x -->\n<!-- portolan-disable-nextline port-slip -- x -->\na\n',
    lines: [4],
    left: [4],
    said: ['1 unknown-rule', '2 unknown-rule', '3 unused-suppression'],
  },
  {
    title: 'an end of nothing',
    file: 'a.md',
    text: '<!-- portolan-enable port-slip -->\na\n',
    lines: [2],
    left: [2],
    said: ['1 unused-suppression'],
  },
]

for (const { title, file, text, lines, left: expected, said } of cases) {
  test(`comments: ${title}`, async () =>
    assert.equal(await left(file, text, lines), { lines: expected, reports: said }))
}

const shown = '<!-- portolan-disable-file port-slip -- x -->'
const code = [
  { title: 'a fence', file: 'a.md', text: `\`\`\`html\n${shown}\n\`\`\`\n\na\n` },
  { title: 'an indented block', file: 'a.md', text: `b\n\n    ${shown}\n\na\n` },
  { title: 'a code span', file: 'a.md', text: `b \`${shown}\`\n\n\n\na\n` },
  { title: 'a listing', file: 'a.adoc', text: '----\n// portolan-disable-file port-slip -- x\n----\n\na\n' },
  {
    title: 'a literal block',
    file: 'a.rst',
    text: '::\n\n   .. portolan-disable-file port-slip -- x\n\na\n',
  },
  {
    title: 'pre',
    file: 'a.html',
    text: '<pre>\n&lt;!-- x -->\n<!-- portolan-disable-file port-slip -- x -->\n</pre>\n<p>a\n',
  },
]
for (const { title, file, text } of code) {
  test(`comments: one that is shown in ${title} is none`, async () =>
    assert.equal(await left(file, text, [5]), { lines: [5], reports: [] }))
}

test('comments: those of an included file hold in that file alone', async () => {
  const part = { path: 'part.md', text: '<!-- portolan-disable-file port-slip -- x -->\n\nb\n' }
  const { parts } = await examine('a.adoc', '= A\n\ninclude::part.adoc[]\n\na\n', { resolve: () => part })
  assert.is(parts.length, 2)
  const findings = ['a.adoc', 'part.md'].map(document => finding({ line: 3, document }))
  const { kept } = suppress(findings, parts, ids)
  assert.equal(
    kept.map(({ location }) => location.document),
    ['a.adoc'],
  )
})

test('comments: what is said names the mend', async () => {
  const text = '<!-- portolan-disable-next-line port-slp, glued-words -- x -->\na\n'
  const { reports } = suppress([], (await examine('a.md', text)).parts, ids)
  assert.equal(
    reports.map(({ problem }) => problem.message),
    [
      'There is no rule `port-slp`; did you mean `port-slip`?',
      '`portolan-disable-next-line` silences nothing: `glued-words` reports nothing there',
    ],
  )
})

for (const rule of suppressionRules) {
  for (const { wrong, right, says, fix } of rule.examples) {
    const found = async (documents: typeof wrong) =>
      (await check([{ path: 'page.md', text: String(documents) }])).findings.filter(
        one => one.rule === rule.id,
      )

    test(`${rule.id}: example`, async () => {
      const [said, ...more] = await found(wrong)
      assert.equal(more, [])
      assert.ok(said?.message.includes(says), said?.message)
      if (fix !== undefined) assert.is(said?.suggestion?.replacement, fix)
      assert.equal(await found(right), [])
    })
  }
}

test.run()
