import { readFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { loadDataset } from '../../dataset/files.ts'
import { validate } from '../../schema/validate.ts'
import { root } from '../cli/helpers.ts'
import { wordsAt } from './helpers.ts'

// What the dataset that is published must hold, whatever the documents say. `npm run checks` compares it with a build.
const { claims, flows, findings, sources } = loadDataset(path.join(root, 'dataset'))
const claimIds = new Set(claims.map(({ id }) => id))
/** Of fetched documents no text is kept. */
const linesOf = new Map(
  sources
    .filter(({ upstream }) => !upstream)
    .map(({ document }) => [document, readFileSync(path.join(root, document), 'utf8').split('\n')]),
)

test('claims, flows and findings are what the schemas say, each with an id of its own', () => {
  for (const [schema, list] of [
    ['claim', claims] as const,
    ['flow', flows] as const,
    ['finding', findings] as const,
  ]) {
    for (const one of list) validate(schema, one, one.id)
    assert.is(new Set(list.map(({ id }) => id)).size, list.length, schema)
  }
})

test('ports, and the words in place of ports, are on the line that the claim names', () => {
  for (const { id, ports, portText, spans, location } of claims) {
    if (!linesOf.has(location.document)) continue
    const words = wordsAt(linesOf.get(location.document)!, spans.ports!)
    const numbers: string[] = words.match(/\d+/g) ?? []
    if (ports)
      assert.ok(numbers.includes(`${ports.first}`) && numbers.includes(`${ports.last}`), `${id}: ${words}`)
    else assert.is(words.replace(/\s/g, ''), portText?.replace(/\s/g, ''), id)
  }
})

test('every flow leads to claims; every claim backs a flow, or is listed as unresolved with a reason', () => {
  const backing = new Set(flows.flatMap(flow => flow.claims))
  const unresolved = new Set(sources.flatMap(one => one.unresolved.map(({ claim }) => claim)))
  for (const id of backing) assert.ok(claimIds.has(id), id)
  for (const { id } of claims) assert.ok(backing.has(id) !== unresolved.has(id), id)
})

test('every place of a finding and its evidence is in a document, its claims in the dataset', () => {
  for (const { id, location, evidence, claims } of findings) {
    for (const { document, line } of [location, ...evidence])
      assert.ok(!linesOf.has(document) || linesOf.get(document)![line - 1] !== undefined, id)
    for (const claim of claims) assert.ok(claimIds.has(claim), `${id}: ${claim}`)
  }
})

test('flows lead to findings about their claims, and are disputed by open errors and warnings', () => {
  const byId = new Map(findings.map(finding => [finding.id, finding]))
  for (const { id, status, claims, findings: about } of flows) {
    const found = about.map(name => byId.get(name)!)
    for (const finding of found)
      assert.ok(
        finding.claims.some(claim => claims.includes(claim)),
        id,
      )
    if (status === 'disputed')
      assert.ok(
        found.some(({ corrected, severity }) => !corrected && severity !== 'info'),
        id,
      )
  }
})

test.run()
