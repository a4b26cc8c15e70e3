import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { rdjson } from '../../../check/report/rdjson.ts'
import type { Results } from '../../../check/report/results.ts'
import { finding, hostile, results } from './build.ts'

const read = (of: Results) => JSON.parse(rdjson(of))
const first = (of: Results) => read(of).diagnostics[0]

test('a finding in full', () => {
  const range = { start: { line: 3, column: 9 }, end: { line: 3, column: 12 } }
  assert.equal(read(results([finding()])), {
    source: { name: 'portolan' },
    diagnostics: [
      {
        message: 'Port 379 should be 2379\nWrite 2379\n- docs/other page.md:1:5: 2379 for “keepers”',
        location: { path: 'docs/ports.md', range },
        severity: 'ERROR',
        code: { value: 'port-slip' },
        suggestions: [{ range, text: '2379' }],
      },
    ],
  })
})

test('columns count bytes of UTF-8', () => {
  // | 协议 TCP | 端口 379: four characters of three bytes each stand before the number.
  const span = { line: 4, column: 14, endLine: 4, endColumn: 17 }
  const { location, suggestions } = first(
    results([
      finding({
        location: { document: 'docs/ports.md', ...span },
        suggestion: { text: 'Write 2379', replacement: '2379', span },
      }),
    ]),
  )
  assert.equal(location.range, { start: { line: 4, column: 22 }, end: { line: 4, column: 25 } })
  assert.equal(suggestions[0].range, location.range)
})

test('characters beyond the first plane are four bytes', () => {
  const span = { line: 1, column: 4, endLine: 1, endColumn: 5 }
  const { location } = first(
    results([finding({ location: { document: 'a.md', ...span } })], { lineAt: () => 'a𐐀b' }),
  )
  assert.equal(location.range, { start: { line: 1, column: 6 }, end: { line: 1, column: 7 } })
})

test('an edit over several lines', () => {
  const span = { line: 3, column: 3, endLine: 4, endColumn: 5 }
  const { suggestions } = first(results([finding({ suggestion: { text: 'Remove', replacement: '', span } })]))
  assert.equal(suggestions, [
    { range: { start: { line: 3, column: 3 }, end: { line: 4, column: 9 } }, text: '' },
  ])
})

const none: { title: string; values: Parameters<typeof finding>[0]; of?: Partial<Results> }[] = [
  { title: 'no suggestion', values: { suggestion: null } },
  { title: 'words alone', values: { suggestion: { text: 'Ask', replacement: null, span: null } } },
  { title: 'a line that is not at hand', values: {}, of: { lineAt: () => null } },
]
for (const { title, values, of } of none) {
  test(`no edit is offered: ${title}`, () => {
    assert.not.ok('suggestions' in first(results([finding(values)], of)))
  })
}

test('a line that is not at hand: the place is given by lines', () => {
  const { location } = first(results([finding()], { lineAt: () => null }))
  assert.equal(location.range, { start: { line: 3 }, end: { line: 3 } })
})

test('severities; what is corrected is but information', () => {
  const all = [
    finding(),
    finding({ severity: 'warning' }),
    finding({ severity: 'info' }),
    finding({ corrected: true }),
  ]
  const given = read(results(all)).diagnostics.map(({ severity }: { severity: string }) => severity)
  assert.equal(given, ['ERROR', 'WARNING', 'INFO', 'INFO'])
})

test('words of a document stay within their line', () => {
  const { message } = first(results([finding({ message: hostile, suggestion: null, evidence: [] })]))
  assert.not.match(message, /[\p{Cc}\u202e]/u)
})

test('no finding: an empty list', () => {
  assert.equal(read(results([])), { source: { name: 'portolan' }, diagnostics: [] })
})

test.run()
