import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import type { Claim, Flow, Node } from '../../schema/types.ts'
import { validate } from '../../schema/validate.ts'
import { portolan, root } from '../cli/helpers.ts'
import { records, type SourceRecord, wordsAt } from './helpers.ts'

// What the dataset that is published must hold, whatever the documents say.
const read = (name: string) => readFileSync(path.join(root, 'dataset/data', name), 'utf8')
const claims: Claim[] = read('claims.ndjson')
  .trim()
  .split('\n')
  .map(line => JSON.parse(line))
const flows: Flow[] = JSON.parse(read('flows.json'))
const sources: SourceRecord[] = JSON.parse(read('sources.json'))
const byId = new Map(claims.map(claim => [claim.id, claim]))
const backing = new Set(flows.flatMap(flow => flow.claims))
const unresolved = new Map(
  sources.flatMap(one => one.unresolved.map(({ claim, ...why }) => [claim, why] as const)),
)
const documents = new Map(
  sources.map(({ document }) => [document, readFileSync(path.join(root, document), 'utf8').split('\n')]),
)

test('it is what a build writes now', async () => {
  const { status, stdout, stderr } = await portolan(['build', '--check', '--quiet'], { cwd: root })
  assert.equal({ status, stdout, stderr }, { status: 0, stdout: '', stderr: '' })
})

test('there is a record for each folder of sources, in order', () => {
  const ids = readdirSync(fileURLToPath(new URL('../../sources', import.meta.url)), { withFileTypes: true })
    .filter(entry => entry.isDirectory())
    .map(({ name }) => name)
  assert.equal(
    sources.map(({ id }) => id),
    ids.sort(),
  )
})

test('ids are unique, flows sorted by theirs, claims in order of the pages', () => {
  const ids = flows.map(({ id }) => id)
  assert.equal(ids, [...new Set(ids)].sort())
  assert.is(byId.size, claims.length)
  const places = claims.map(({ id }) => id.split(/:(?=\d)/))
  for (const [i, [source, line, n]] of places.entries()) {
    const [before, , last] = i > 0 && places[i - 1]![1] === line ? places[i - 1]! : []
    if (before === source) assert.is(Number(n), Number(last) + 1, claims[i]!.id)
    else assert.is(n, '1', claims[i]!.id)
  }
})

test('claims and flows are what the schemas say', () => {
  for (const claim of claims) validate('claim', claim, claim.id)
  for (const flow of flows) validate('flow', flow, flow.id)
})

test('every flow leads to claims, and from there to a line that has words', () => {
  for (const flow of flows) for (const id of flow.claims) assert.ok(byId.has(id), `${flow.id}: ${id}`)
  for (const { id, location } of claims) {
    const lines = documents.get(location.document) ?? []
    assert.ok(lines[location.line - 1]?.trim(), id)
    assert.is(id.split(':').at(-2), String(location.line))
    assert.ok(location.endColumn <= lines[location.endLine - 1]!.length + 1, id)
  }
})

const plain = (text: string) => text.replace(/\s/g, '')

test('the ports, and the words in place of ports, stand on that line', () => {
  for (const { id, ports, portText, spans, location } of claims) {
    assert.ok(spans.ports, id)
    assert.ok(spans.ports.line >= location.line && spans.ports.endLine <= location.endLine, id)
    const words = wordsAt(documents.get(location.document)!, spans.ports)
    const numbers: string[] = words.match(/\d+/g) ?? []
    if (ports)
      assert.ok(
        [ports.first, ports.last].every(port => numbers.includes(String(port))),
        `${id}: ${words}`,
      )
    else assert.is(plain(words), plain(portText ?? ''), id)
  }
})

test('protocols and the labels of rows stand on that line', () => {
  for (const { id, protocolText, spans, location, source, destination } of claims) {
    const lines = documents.get(location.document)!
    if (spans.protocol) assert.is(wordsAt(lines, spans.protocol), protocolText, id)
    for (const [span, ends] of [[spans.source, source] as const, [spans.destination, destination] as const]) {
      const words = span && plain(wordsAt(lines, span).replaceAll('`', ''))
      for (const { label } of ends) if (words) assert.ok(words.includes(plain(label)), `${id}: ${label}`)
    }
  }
})

test('every claim backs a flow, or is listed as unresolved with a reason', () => {
  for (const { id } of claims) assert.ok(backing.has(id) !== unresolved.has(id), id)
  for (const [id, { reason, message }] of unresolved) assert.ok(byId.has(id) && reason && message, id)
})

test('an end without a role is one that the document does not name, or a label that is listed', () => {
  const listed = new Set(sources.flatMap(one => one.unknownLabels.map(({ label }) => label)))
  const known = (node: Node, ends: Claim['source']) =>
    node.kind !== 'unknown' || ends.every(({ label }) => listed.has(label))
  for (const { id, from, to, claims } of flows) {
    for (const claim of claims.map(name => byId.get(name)!)) {
      assert.ok(known(from, claim.source) && known(to, claim.destination), `${id}: ${claim.id}`)
    }
  }
})

test('the id of a flow is made of its own values', () => {
  for (const { id, product, version, deployment, from, protocol, ports } of flows) {
    const [first, second, ends, fourth, fifth] = id.split('/')
    assert.is(first, version === null ? product : `${product}-${version}`, id)
    assert.is(second, deployment, id)
    assert.ok(id.includes(`/${from.id}>`) && ends, id)
    if (protocol && !from.id.includes('/')) assert.is(fourth, protocol, id)
    if (ports && !from.id.includes('/')) {
      assert.is(fifth, ports.first === ports.last ? `${ports.first}` : `${ports.first}-${ports.last}`, id)
    }
  }
})

test('the table has a row for each flow, with the places of its claims', () => {
  const rows = records(read('flows.csv'))
  assert.equal(
    rows.map(({ id }) => id),
    flows.map(({ id }) => id),
  )
  for (const [i, { claims, ports }] of flows.entries()) {
    const places = claims.map(id => byId.get(id)!.location).map(({ document, line }) => `${document}:${line}`)
    assert.is(rows[i]!.stated_in, [...new Set(places)].join(' | '))
    assert.is(rows[i]!.first_port, String(ports?.first ?? ''))
  }
})

test('what it says of sources adds up', () => {
  for (const { id, claims: counts, floor, flows: backed } of sources) {
    const own = claims.filter(claim => claim.id.startsWith(`${id}:`))
    const { total, ...kinds } = counts
    assert.is(total, own.length, id)
    assert.is(
      Object.values(kinds).reduce((a, b) => a + b),
      total,
      id,
    )
    assert.ok(total >= floor.claims, id)
    assert.is(backed, flows.filter(flow => flow.claims.some(name => name.startsWith(`${id}:`))).length, id)
  }
})

test.run()
