import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { explain, flowsAt } from '../../dataset/api/explain.ts'
import type { MadeCorrection, SourceRecord } from '../../dataset/api/records.ts'
import { finding } from '../check/report/build.ts'
import { claim, flow, source } from '../reconcile/build.ts'

const document = 'sources/pages/document.md'
const at = (line: number, endLine = line) => ({
  location: { document, line, column: 1, endLine, endColumn: 9 },
})
const made = (id: string, claims: string[]): MadeCorrection => ({
  id,
  claims,
  set: { protocol: 'udp' },
  reason: 'A test.',
  evidence: [{ document, line: 9, column: 1, note: 'udp' }],
})
const record = (values: Partial<SourceRecord>): SourceRecord => ({
  ...source(),
  versions: [],
  archived: false,
  path: null,
  revision: null,
  date: null,
  stale: null,
  isNewest: true,
  document,
  sha256: '',
  claims: { total: 3 },
  flows: 1,
  corrections: [],
  repairs: [],
  unresolved: [],
  unknownLabels: [],
  ...values,
})

const claims = [
  claim({ id: 'pages:3:1', ...at(3) }),
  claim({ id: 'pages:5:1', ...at(5, 6) }),
  claim({ id: 'quay:3:1', location: { ...at(3).location, document: 'quay.md' } }),
]
const doubted = flow({ id: 'doubted', claims: ['pages:5:1', 'quay:3:1', 'lost:1:1'], findings: ['doubt'] })
const flows = [doubted, flow({ id: 'other', claims: ['pages:3:1'] })]
const findings = [
  finding({ id: 'remark', claims: ['pages:5:1'], severity: 'info' }),
  finding({ id: 'elsewhere', claims: ['pages:3:1'] }),
  finding({ id: 'doubt', claims: ['quay:3:1'] }),
]
const sources = [
  record({
    origin: { file: 'ports.md', url: 'https://example.org/ports' },
    corrections: [made('mend', ['pages:5:1']), made('other-mend', ['pages:3:1'])],
  }),
]
const data = { flows, claims, findings, sources }

test('explain: the claims in the order of the flow, with place, source and address', () => {
  const { claims: backing, flow } = explain('doubted', data)!
  assert.is(flow, doubted)
  assert.equal(
    backing.map(({ claim, place, source, url }) => [claim.id, place, source?.id, url]),
    [
      ['pages:5:1', `${document}:5`, 'pages', 'https://example.org/ports'],
      ['quay:3:1', 'quay.md:3', undefined, null],
    ],
  )
})

test('explain: the corrections made to them, with their source', () => {
  assert.equal(explain('doubted', data)!.corrections, [{ source: 'pages', ...made('mend', ['pages:5:1']) }])
})

test('explain: what casts doubt goes before what else is found', () => {
  assert.equal(
    explain(doubted, data)!.findings.map(({ id }) => id),
    ['doubt', 'remark'],
  )
})

test('explain: a flow that is not there', () => assert.is(explain('lost', data), null))

const places: { title: string; document?: string; line: number; expected: string[] }[] = [
  { title: 'a line', line: 3, expected: ['other'] },
  { title: 'the second line of a claim', line: 6, expected: ['doubted'] },
  { title: 'a line that claims nothing', line: 4, expected: [] },
  { title: 'another document', document: 'quay.md', line: 3, expected: ['doubted'] },
]
for (const { title, document: name = document, line, expected } of places) {
  test(`flows at: ${title}`, () => {
    assert.equal(
      flowsAt(name, line, data).map(({ id }) => id),
      expected,
    )
  })
}

test.run()
