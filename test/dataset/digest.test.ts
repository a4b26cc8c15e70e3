import { fileURLToPath } from 'node:url'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { build } from '../../dataset/build.ts'
import { digest, published } from '../../dataset/published.ts'
import { loadSources } from '../../dataset/sources.ts'
import { extract } from '../../extract/index.ts'
import type { Claim, Flow } from '../../schema/types.ts'

/** What a page with one row claims. */
async function claimOf(description: string): Promise<Claim> {
  const head = '| Protocol | Port | Source | Destination | Description |\n| --- | --- | --- | --- | --- |\n'
  const { claims } = await extract(
    'page.md',
    `${head}| TCP | 7000 | worker nodes | etcd nodes | ${description} |\n`,
  )
  assert.is(claims.length, 1)
  return claims[0]!
}

const cases: { title: string; text: string; expected: string }[] = [
  { title: 'a short text is kept', text: 'Timetable of the ferry', expected: 'Timetable of the ferry' },
  {
    title: 'of a long one the first words are kept',
    text: 'Timetable of the ferry, which is asked for by everybody who is late',
    expected: 'Timetable of the ferry, which is asked for…',
  },
  {
    title: 'but those that tell when it holds, where the first do not',
    text: 'Timetable of the ferry, which is asked for by everybody who talks through Calico overlays',
    expected: '…asked for by everybody who talks through Calico…',
  },
]
for (const { title, text, expected } of cases)
  test(title, async () => {
    assert.is(digest(await claimOf(text)).description, expected)
  })

test('a digest is as short as what is published, and a digest of itself', async () => {
  for (const { text } of cases) {
    const short = digest(await claimOf(text))
    assert.equal(published(short), short)
    assert.equal(digest(short), short)
  }
})

test('sources of which only digests are kept give the same flows', async () => {
  const loaded = loadSources(fileURLToPath(new URL('../../sources', import.meta.url)))
  const whole = await build(loaded)
  const claims = new Map(whole.sources.map(one => [one.source.id, one.claims]))
  const kept = await build(
    loaded.map(one => ({ ...one, text: '', claims: claims.get(one.source.id)!.map(digest) })),
  )
  // What rules find in texts is not found; flows state the same all the same.
  const stated = ({ status, findings: _, ...flow }: Flow) => ({
    ...flow,
    status: status === 'disputed' ? 'stated' : status,
  })
  assert.equal(kept.flows.map(stated), whole.flows.map(stated))
  assert.equal(
    kept.files.get('data/claims.ndjson')!.split('\n').length,
    whole.files.get('data/claims.ndjson')!.split('\n').length,
  )
  const known = new Set(whole.findings.map(({ rule, message }) => `${rule} ${message}`))
  assert.equal(
    kept.findings.filter(({ rule, message }) => !known.has(`${rule} ${message}`)),
    [],
  )
})

test.run()
