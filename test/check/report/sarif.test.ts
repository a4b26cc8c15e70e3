import { Ajv2020 } from 'ajv/dist/2020.js'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { rules, suppressionRules } from '../../../check/index.ts'
import type { Results } from '../../../check/report/results.ts'
import { sarif } from '../../../check/report/sarif.ts'
import { finding, hostile, results, rule } from './build.ts'
import { sarifSchema } from './sarif-schema.ts'

const validate = new Ajv2020({ strict: true, allErrors: true }).compile(sarifSchema)
const isValid = (log: unknown): boolean => validate(log) === true

/** The one run of a valid log. */
function run(of: Results) {
  const log = JSON.parse(sarif(of))
  assert.ok(isValid(log), JSON.stringify(validate.errors))
  assert.is(log.runs.length, 1)
  return log.runs[0]
}
const first = (of: Results) => run(of).results[0]
const artifact = (uri: string) => ({ uri, uriBaseId: '%SRCROOT%' })

test('a finding in full', () => {
  const region = { startLine: 3, startColumn: 9, endLine: 3, endColumn: 12 }
  assert.equal(first(results([finding()])), {
    ruleId: 'port-slip',
    ruleIndex: 0,
    level: 'error',
    message: { text: 'Port 379 should be 2379. Write 2379.' },
    locations: [{ physicalLocation: { artifactLocation: artifact('docs/ports.md'), region } }],
    relatedLocations: [
      {
        id: 1,
        physicalLocation: {
          artifactLocation: artifact('docs/other%20page.md'),
          region: { startLine: 1, startColumn: 5 },
        },
        message: { text: '2379 for “keepers”' },
      },
    ],
    partialFingerprints: { 'portolan/v1': '5f2b8c1d9e3a7046' },
    suppressions: [],
    fixes: [
      {
        description: { text: 'Write 2379' },
        artifactChanges: [
          {
            artifactLocation: artifact('docs/ports.md'),
            replacements: [{ deletedRegion: region, insertedContent: { text: '2379' } }],
          },
        ],
      },
    ],
  })
})

test('the tool, its version, the unit of columns', () => {
  const { tool, columnKind } = run(results([]))
  assert.is(tool.driver.name, 'portolan')
  assert.is(tool.driver.semanticVersion, '1.2.3')
  assert.is(columnKind, 'utf16CodeUnits')
})

test('only rules that fired are listed', () => {
  assert.equal(run(results([])).tool.driver.rules, [])
})

test('a rule with its help, examples in blocks of code', () => {
  const [descriptor] = run(results([finding()])).tool.driver.rules
  const { help, ...rest } = descriptor
  assert.equal(rest, {
    id: 'port-slip',
    shortDescription: { text: 'A port is a slip away.' },
    fullDescription: { text: 'A port is a slip away. Nothing listens there.' },
    defaultConfiguration: { level: 'error' },
    properties: { tags: ['documentation', 'numbers'], 'problem.severity': 'error' },
  })
  assert.is(help.text, 'A port is a slip away. Nothing listens there.')
  assert.is(
    help.markdown,
    `${help.text}

**A digit**

Wrong:

\`\`\`text
\`{{379}}\`
\`\`\`

Right:

\`a.md\`

\`\`\`\`text
\`\`\`
2379
\`\`\`
\`\`\`\`

Mend:

\`\`\`text
2379
\`\`\``,
  )
})

test('severities as levels', () => {
  const all = (['error', 'warning', 'info'] as const).map(severity => finding({ severity }))
  const levels = run(results(all)).results.map(({ level }: { level: string }) => level)
  assert.equal(levels, ['error', 'warning', 'note'])
})

test('a rule that is not listed is named all the same', () => {
  const { ruleId, ...rest } = first(results([finding({ rule: 'unknown-rule' })]))
  assert.is(ruleId, 'unknown-rule')
  assert.not.ok('ruleIndex' in rest)
})

test('what is corrected is suppressed, the others say that they are not', () => {
  const [corrected, open] = run(results([finding({ corrected: true }), finding()])).results
  assert.is(corrected.suppressions[0].kind, 'external')
  assert.is(corrected.suppressions[0].status, 'accepted')
  assert.equal(open.suppressions, [])
})

test('no fix without an exact edit; no list without evidence', () => {
  const words = { text: 'Ask', replacement: null, span: null }
  for (const suggestion of [null, words]) {
    const found = first(results([finding({ suggestion, evidence: [] })]))
    assert.not.ok('fixes' in found || 'relatedLocations' in found)
  }
})

const paths: { title: string; path: string; uri: string }[] = [
  { title: 'blanks and marks', path: 'a b/#1?.md', uri: 'a%20b/%231%3F.md' },
  { title: 'Chinese', path: '文档/端口.md', uri: '%E6%96%87%E6%A1%A3/%E7%AB%AF%E5%8F%A3.md' },
  { title: 'a per cent sign and a colon', path: '100%:x.md', uri: '100%25%3Ax.md' },
  { title: 'above the working folder', path: '../a.md', uri: '../a.md' },
  { title: 'half a character', path: 'a\ud800.md', uri: 'a%EF%BF%BD.md' },
  { title: 'standard input', path: '-', uri: '-' },
]
for (const { title, path, uri } of paths) {
  test(`a path as a relative URI: ${title}`, () => {
    const { locations } = first(results([finding({ location: { ...finding().location, document: path } })]))
    assert.equal(locations[0].physicalLocation.artifactLocation, artifact(uri))
  })
}

test('words of a document are no placeholders, links, or lines', () => {
  const evidence = [{ document: 'a.md', line: 1, column: 1, note: hostile }]
  const bad = first(results([finding({ message: hostile, suggestion: null, evidence })]))
  for (const { text } of [bad.message, bad.relatedLocations[0].message]) {
    assert.not.match(text, /[\p{Cc}\u202e]|[^\\]\]\(|[^{]\{\d+\}[^}]/u)
    assert.match(text, '[a\\](b) {{0}}')
  }
})

test('the log of all rules there are is valid, with lone findings of each', () => {
  const all = [...rules, ...suppressionRules]
  const found = all.map(({ id, severity }) => finding({ rule: id, severity }))
  assert.is(run(results(found, { rules: all })).tool.driver.rules.length, all.length)
})

test('no finding: an empty list, as a log of a scan must have', () => {
  assert.equal(run(results([])).results, [])
})

test('the same findings give the same bytes', () => {
  assert.is(sarif(results([finding()])), sarif(results([finding()], { rules: [rule] })))
})

test('the schema of this test refuses what the standard does', () => {
  const log = JSON.parse(sarif(results([finding()])))
  for (const harm of [
    () => delete log.runs[0].results[0].message,
    () => (log.version = '2.2'),
    () => (log.runs[0].tool.name = 'x'),
  ]) {
    harm()
    assert.not.ok(isValid(log))
  }
})

test.run()
