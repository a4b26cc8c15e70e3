import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { build } from '../../dataset/build.ts'
import { digest, published, publishedFinding, shorten } from '../../dataset/published.ts'
import { loadSources } from '../../dataset/sources.ts'
import { extract } from '../../extract/index.ts'
import { defaultVocabulary } from '../../reconcile/index.ts'
import type { Claim } from '../../schema/types.ts'
import { finding } from '../check/report/build.ts'
import { claim, source } from '../reconcile/build.ts'
import { runs } from '../runs.ts'

const vocabulary = defaultVocabulary()

const shortened: { title: string; text: string; words: number; expected: string }[] = [
  { title: 'as many words as allowed', text: 'one two three', words: 3, expected: 'one two three' },
  { title: 'one too many', text: 'one two three four', words: 3, expected: 'one two three…' },
  { title: 'no mark before the ellipsis', text: 'one, two: (three)', words: 2, expected: 'one, two…' },
  { title: 'marks are no words', text: 'a / b - c (d)', words: 4, expected: 'a / b - c (d)' },
  { title: 'white space stays', text: 'one  two\nthree', words: 3, expected: 'one  two\nthree' },
  { title: 'a bracket that is not closed goes', text: 'one (two three', words: 1, expected: 'one…' },
  { title: 'nothing', text: '', words: 3, expected: '' },
  { title: 'Chinese: four characters are three words', text: '港口节点间', words: 3, expected: '港口节点…' },
  { title: 'Chinese within', text: '港口节点间', words: 4, expected: '港口节点间' },
  { title: 'Japanese', text: 'ポートをひらく', words: 3, expected: 'ポートを…' },
  { title: 'English within Chinese', text: '到 etcd 节点的流量', words: 4, expected: '到 etcd 节点的…' },
  {
    title: 'accents do not part words',
    text: 'Überfahrt hôtel naïf señor',
    words: 3,
    expected: 'Überfahrt hôtel naïf…',
  },
  { title: 'letters beyond the first plane', text: '𝐚𝐛𝐜 d', words: 1, expected: '𝐚𝐛𝐜…' },
]

for (const { title, text, words, expected } of shortened) {
  test(`shorten: ${title}`, () => assert.is(shorten(text, words), expected))
}

test('shorten: Chinese right after English is counted too', () => {
  assert.is(shorten('到etcd节点的流量', 4), '到etcd节点的…')
})

test('shorten: a beginning of the text, and shortening it again changes nothing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.nat(12), (text, words) => {
      const short = shorten(text, words)
      if (short === text) return
      assert.ok(text.startsWith(short.slice(0, -1)))
      assert.is(shorten(short, words), short)
    }),
    runs(100),
  )
})

test('published: prose is shortened, facts are not, the claim itself stays', () => {
  const words = 'fog '.repeat(20).trim()
  const long = claim({ description: words, conditions: [words], context: [words], source: [words] })
  const before = structuredClone(long)
  const { description, conditions, ...rest } = published(long)
  assert.is(description, 'fog fog fog fog fog fog fog fog…')
  assert.equal(conditions, [`${'fog '.repeat(10).trim()}…`])
  assert.equal({ ...rest, description: words, conditions: [words] }, before)
  assert.equal(long, before)
  assert.is(published(claim()).description, null)
})

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

const cases: { title: string; text: string; description: string | null; conditions: string[] }[] = [
  { title: 'no prose', text: 'Timetable of the ferry', description: null, conditions: [] },
  {
    title: 'when it holds, in normal form',
    text: 'Timetable of the ferry, asked for by everybody who talks through Calico overlays',
    description: null,
    conditions: ['cni=calico'],
  },
  {
    title: 'what listens, by a name of ours',
    text: 'Read by the kubelet API of the ferry',
    description: 'Kubelet API',
    conditions: [],
  },
]
for (const { title, text, ...expected } of cases)
  test(`a fetched document: ${title}`, async () => {
    const { description, conditions } = digest(await claimOf(text), source(), vocabulary)
    assert.equal({ description, conditions }, expected)
  })

test('a digest is a digest of itself', async () => {
  for (const { text } of cases) {
    const short = digest(await claimOf(text), source(), vocabulary)
    assert.equal(published(short), short)
    assert.equal(digest(short, source(), vocabulary), short)
  }
})

test('sources of which only digests are kept give the same facts', async () => {
  const all = loadSources(fileURLToPath(new URL('../../sources', import.meta.url)))
  const loaded = all.filter(({ state }) => !state)
  const whole = await build(loaded)
  const claims = new Map(whole.sources.map(one => [one.source.id, one.claims]))
  const kept = await build(
    loaded.map(one => ({
      ...one,
      text: '',
      claims: claims.get(one.source.id)!.map(claim => digest(claim, one.source, vocabulary)),
      corrections: [],
    })),
  )
  const facts = ({ flows }: typeof whole) =>
    flows
      .filter(({ corrections }) => corrections.length === 0)
      .map(({ id, service, required, claims }) => ({ id, service, required, claims }))
  const stated = new Set(facts(kept).map(fact => JSON.stringify(fact)))
  assert.equal(
    facts(whole).filter(fact => !stated.has(JSON.stringify(fact))),
    [],
  )
})

const fog = 'fog '.repeat(12).trim()
const short = `${'fog '.repeat(8).trim()}…`
const texts: { title: string; text: string; expected: string }[] = [
  { title: 'our own words stay', text: fog, expected: fog },
  { title: 'curly quotation marks', text: `See “${fog}” here`, expected: `See “${short}” here` },
  { title: 'straight ones', text: `"${fog}" and "fog"`, expected: `"${short}" and "fog"` },
  { title: 'code', text: `\`${fog}\``, expected: `\`${short}\`` },
]
for (const { title, text, expected } of texts) {
  test(`published: ${title}`, () => {
    const { message, evidence, suggestion } = publishedFinding(
      finding({
        message: text,
        evidence: [{ document: 'a.md', line: 1, column: 1, note: text }],
        suggestion: { text, replacement: null, span: null },
      }),
    )
    assert.equal([message, evidence[0]!.note, suggestion!.text], [expected, expected, expected])
  })
}

test('published: an edit that holds prose becomes words, others stay', () => {
  const span = { line: 1, column: 1, endLine: 1, endColumn: 2 }
  const given = (replacement: string) =>
    publishedFinding(finding({ suggestion: { text: 'Write it', replacement, span } })).suggestion
  assert.equal(given('2379'), { text: 'Write it', replacement: '2379', span })
  assert.equal(given(fog), { text: 'Write it', replacement: null, span: null })
  assert.is(publishedFinding(finding({ suggestion: null })).suggestion, null)
})

test.run()
