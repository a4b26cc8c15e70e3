import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { cleanDocuments, loadMends } from '../../bench/mutate/clean.ts'
import { cleanOf, draw, sitesOf } from '../../bench/mutate/draw.ts'
import { edited } from '../../bench/mutate/edit.ts'
import { loadSources } from '../../dataset/sources.ts'

const sources = loadSources('sources')
const clean = cleanOf(cleanDocuments(sources, loadMends()))
const sites = sitesOf(clean.pages)

test('mends are for sources that exist', () => {
  assert.equal(
    Object.keys(loadMends()).sort(),
    sources.map(({ source }) => source.id),
  )
})

test('the clean documents give no error', () => {
  const errors = clean.findings.filter(({ severity }) => severity === 'error')
  assert.equal(
    errors.map(({ location, message }) => `${location.document}:${location.line} ${message}`),
    [],
  )
})

test('a correction that still finds a claim is told', () => {
  const mends = { ...loadMends(), 'rke-nodes': { edits: [] } }
  assert.throws(
    () => cleanDocuments(sources, mends),
    /rke-nodes\/document\.md: correction "etcd-client-port"/,
  )
})

test('every number of every claim can be mistyped', () => {
  const slips = ['digit dropped', 'digit dropped, stated once'].flatMap(kind =>
    draw(kind, sites.get(kind) ?? [], 1, Number.POSITIVE_INFINITY),
  )
  const places = new Set(slips.map(({ page, edit }) => `${page.path}:${edit.start}`))
  assert.is(places.size, slips.length)
  const numbers = clean.pages.flatMap(({ claims }) =>
    claims.flatMap(({ location, spans, ports }) => {
      const { line, column } = spans.ports ?? location
      const place = `${location.document}:${line}:${column}`
      return ports ? [place, ...(ports.first === ports.last ? [] : [`${place} last`])] : []
    }),
  )
  assert.is(slips.length, new Set(numbers).size)
})

test('every slip changes one stretch of one document', () => {
  for (const [kind, all] of sites) {
    for (const { page, edit } of draw(kind, all, 1, 40)) {
      const text = edited(page.text, edit)
      assert.is.not(text, page.text, kind)
      assert.is(text.slice(0, edit.start), page.text.slice(0, edit.start))
      assert.is(text.slice(edit.start + edit.text.length), page.text.slice(edit.end))
    }
  }
})

test('slips are drawn alike for the same seed, otherwise for another', () => {
  const drawn = (seed: number) =>
    draw('digit changed', sites.get('digit changed')!, seed, 20).map(({ page, edit }) => [page.path, edit])
  assert.equal(drawn(3), drawn(3))
  assert.not.equal(drawn(3), drawn(4))
})

test.run()
