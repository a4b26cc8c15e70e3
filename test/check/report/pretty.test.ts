import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { pretty } from '../../../check/report/pretty.ts'
import { finding, hostile, results } from './build.ts'

const style = { width: 80, colour: false, quiet: false }

test('the place is marked in its line, the mend and the evidence follow', () => {
  const warning = finding({
    rule: 'other',
    severity: 'warning',
    message: 'Port 379 stands with Chinese words',
    location: { document: 'docs/ports.md', line: 4, column: 14, endLine: 4, endColumn: 17 },
    suggestion: null,
    evidence: [
      { document: 'docs/ports.md', line: 3, column: 9, note: 'the same' },
      { document: 'docs/other page.md', line: 1, column: 5, note: '2379' },
    ],
  })
  assert.is(
    pretty(results([finding(), warning])),
    `docs/ports.md
3:9-3:12   error    Port 379 should be 2379  port-slip
 3 | | TCP | 379 | keepers |
   |         ^^^
   = Write 2379
   > docs/other page.md:1:5  2379 for “keepers”

4:14-4:17  warning  Port 379 stands with Chinese words  other
 4 | | 协议 TCP | 端口 379 | 灯塔 |
   |                  ^^^
   > 3:9                     the same
   > docs/other page.md:1:5  2379

✖ 1 error, 1 warning in 2 documents
`,
  )
})

test('documents come in the order of their first finding', () => {
  const other = finding({
    location: { ...finding().location, document: 'docs/other page.md', line: 1, endLine: 1 },
  })
  const heads = pretty(results([other, finding(), other])).match(/^docs.*$/gm)
  assert.equal(heads, ['docs/other page.md', 'docs/ports.md'])
})

test('a document that is not at hand has no line to show', () => {
  const text = pretty(results([finding()], { lineAt: () => null }))
  assert.not.match(text, '|')
  assert.match(text, 'Write 2379')
})

test('a place of several lines is marked to the end of the first', () => {
  const long = finding({ location: { ...finding().location, column: 3, endLine: 4, endColumn: 2 } })
  assert.match(pretty(results([long])), '\n 3 | | TCP | 379 | keepers |\n   |   ^^^^^^^^^^^^^^^^^^^^^\n')
})

test('what is corrected is told, and the sign is that of what is left', () => {
  const text = pretty(results([finding({ corrected: true }), finding({ severity: 'warning' })]))
  assert.match(text, 'Port 379 should be 2379  port-slip (corrected)\n')
  assert.match(text, '⚠ 1 error, 1 warning (1 of them corrected) in 2 documents\n')
})

test('nothing found; one document', () => {
  assert.is(pretty(results([])), '✔ 2 documents, nothing found\n')
  assert.is(pretty(results([], { documents: 1 })), '✔ 1 document, nothing found\n')
  assert.is(pretty(results([], { documents: 0 })), 'no document was checked\n')
})

test('quiet: no counts', () => {
  assert.is(pretty(results([], { style: { ...style, quiet: true } })), '')
  assert.not.match(pretty(results([finding()], { style: { ...style, quiet: true } })), 'documents')
})

test('what is said fits the width, and goes on below its first word', () => {
  const long = finding({
    message: 'Port 379 should be 2379, as the same row says in other words elsewhere',
    suggestion: { text: 'Write 2379 in place of 379 in this row and below', replacement: null, span: null },
    evidence: [
      { document: 'docs/ports.md', line: 1, column: 5, note: 'the same of keepers in every harbour' },
    ],
  })
  assert.match(
    pretty(results([long], { style: { ...style, width: 44 } })),
    `docs/ports.md
3:9-3:12  error    Port 379 should be 2379,
                   as the same row says in
                   other words elsewhere
                   port-slip
 3 | | TCP | 379 | keepers |
   |         ^^^
   = Write 2379 in place of 379 in this row
     and below
   > 1:5  the same of keepers in every
          harbour
`,
  )
})

test('colours only when asked for, and without them the same words', () => {
  const plain = pretty(results([finding()]))
  const coloured = pretty(results([finding()], { style: { ...style, colour: true } }))
  assert.not.match(plain, '\u001b')
  assert.match(coloured, '\u001b[31m        ^^^\u001b[39m')
  assert.is(coloured.replace(new RegExp(`${String.fromCharCode(27)}\\[\\d+m`, 'g'), ''), plain)
})

test('nothing in a document speaks to the terminal', () => {
  const bad = finding({
    message: hostile,
    location: { ...finding().location, document: hostile },
    evidence: [{ document: hostile, line: 1, column: 1, note: hostile }],
    suggestion: { text: hostile, replacement: null, span: null },
  })
  const lineAt = () => hostile.replaceAll('\n', ' ')
  const text = pretty(results([bad], { lineAt, style: { ...style, width: 400 } }))
  assert.not.match(text, /(?!\n)[\p{Cc}\u202a-\u202e\u2066-\u2069]/u)
  assert.is(text.split('\n').length, 9, 'no line more than there is to say')
})

test.run()
