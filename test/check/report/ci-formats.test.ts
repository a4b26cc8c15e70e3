import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { codeclimate } from '../../../check/report/codeclimate.ts'
import { junit } from '../../../check/report/junit.ts'
import { pretty } from '../../../check/report/pretty.ts'
import { finding, hostile, results } from './build.ts'

const info = finding({ severity: 'info', rule: 'ends-disagree', message: 'Others say “a & b”' })

test('junit: a failed case for each error and warning, none for a note', () => {
  const text = junit(results([finding(), info]))
  assert.match(
    text,
    /^<\?xml version="1\.0" encoding="UTF-8"\?>\n<testsuites name="portolan" tests="2" failures="1">/,
  )
  assert.match(
    text,
    /<failure type="error" message="Port 379 should be 2379">docs\/ports\.md:3:9\nWrite 2379\n/,
  )
  assert.match(text, /<system-out>Others say “a &amp; b”/)
})

test('junit: nothing found is a suite without failures', () => {
  assert.match(junit(results([])), /<testsuite name="portolan" tests="2" failures="0"\/>/)
})

test('junit: words of documents are escaped', () => {
  const text = junit(results([finding({ message: hostile })]))
  assert.not(text.includes('<img') || text.includes('\u001b'))
})

test('codeclimate: rule, severity, place and fingerprint', () => {
  const [issue, note] = JSON.parse(codeclimate(results([finding(), info])))
  assert.equal(
    [issue.check_name, issue.severity, issue.location, issue.fingerprint, note.severity],
    [
      'port-slip',
      'major',
      { path: 'docs/ports.md', lines: { begin: 3, end: 3 } },
      '5f2b8c1d9e3a7046',
      'info',
    ],
  )
})

test('pretty: many findings are summed up by rule, and hidden ones counted', () => {
  const many = Array.from({ length: 11 }, () => finding())
  const text = pretty(results(many, { hidden: { silenced: 2, known: 1 } }))
  assert.match(text, /\n11 error {3}port-slip\n\n✖ 11 errors in 2 documents; 2 suppressed, 1 known\n$/)
  assert.match(pretty(results([], { hidden: { silenced: 1, known: 0 } })), /nothing found; 1 suppressed\n$/)
})

test.run()
