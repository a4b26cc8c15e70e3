import { readFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { rules, suppressionRules } from '../../check/index.ts'
import type { Finding, Flow } from '../../schema/types.ts'
import { validate } from '../../schema/validate.ts'
import { root } from '../cli/helpers.ts'
import type { SourceRecord } from './helpers.ts'

// What the published findings must hold, whatever the documents say.
const read = (name: string) => readFileSync(path.join(root, 'dataset/data', name), 'utf8')
const findings: Finding[] = JSON.parse(read('findings.json'))
const flows: Flow[] = JSON.parse(read('flows.json'))
const sources: SourceRecord[] = JSON.parse(read('sources.json'))
const claims = new Set(read('claims.ndjson').match(/(?<=^\{"id":")[^"]+/gm))
const documents = new Map(
  sources.map(({ document }) => [document, readFileSync(path.join(root, document), 'utf8').split('\n')]),
)

test('findings are what the schema says, of known rules, with names of their own', () => {
  const known = new Set([...rules, ...suppressionRules].map(({ id }) => id))
  for (const finding of findings) {
    validate('finding', finding, finding.id)
    assert.ok(known.has(finding.rule), finding.id)
  }
  for (const of of ['id', 'fingerprint'] as const)
    assert.is(new Set(findings.map(finding => finding[of])).size, findings.length, of)
})

test('every place of a finding and its evidence is there', () => {
  for (const { id, location, evidence, suggestion } of findings) {
    const lines = documents.get(location.document)!
    for (const { line, column } of [location, ...evidence]) assert.ok(line >= 1 && column >= 1, id)
    for (const { document, line } of [location, ...evidence])
      assert.ok(documents.get(document)![line - 1] !== undefined, id)
    for (const span of [location, suggestion?.span].filter(span => span != null)) {
      assert.ok(span.line <= span.endLine && span.column <= lines[span.line - 1]!.length + 1, id)
      assert.ok(span.endColumn <= lines[span.endLine - 1]!.length + 1, id)
    }
  }
})

test('every claim that a finding names is in the dataset', () => {
  for (const finding of findings)
    for (const id of finding.claims) assert.ok(claims.has(id), `${finding.id}: ${id}`)
})

test('flows are disputed by open errors and warnings about their claims, and by all of them', () => {
  const byId = new Map(findings.map(finding => [finding.id, finding]))
  for (const { id, status, claims, findings } of flows) {
    assert.is(status === 'disputed', findings.length > 0, id)
    for (const name of findings) {
      const finding = byId.get(name)!
      assert.ok(!finding.corrected && finding.severity !== 'info', id)
      assert.ok(
        finding.claims.some(claim => claims.includes(claim)),
        id,
      )
    }
  }
})

test('no quotation is long', () => {
  for (const { id, message, evidence, suggestion } of findings) {
    for (const text of [message, suggestion?.text ?? '', ...evidence.map(({ note }) => note)]) {
      const quotes = text.match(/“[^“”]*”|`[^`]*`/g) ?? []
      for (const quote of quotes)
        assert.ok((quote.match(/[\p{L}\p{N}]+/gu) ?? []).length <= 10, `${id}: ${quote}`)
    }
  }
})

test.run()
