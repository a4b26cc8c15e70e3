import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { parse } from 'yaml'
import { withFetched, withoutCorrections } from '../../cli/commands/update/proposal.ts'
import { root } from './helpers.ts'

const fetched = { sha256: 'a'.repeat(64), revision: null, stale: 'it: "broke"', repairs: [] }
const written = `fetched:\n  sha256: ${'a'.repeat(64)}\n  revision: null\n  stale: 'it: "broke"'\n  repairs: []\n`

const sources: { title: string; text: string; revision?: string; expected: string }[] = [
  {
    title: 'put at the end',
    text: '# About\nid: quay # here\n',
    expected: `# About\nid: quay # here\n${written}`,
  },
  { title: 'on a line of its own', text: 'id: quay', expected: `id: quay\n${written}` },
  {
    title: 'put in the place of the former',
    text: `id: quay\nfetched:\n  sha256: b\n  repairs:\n    - { id: x }\nfloor: [ 1,2 ]\n`,
    expected: `id: quay\n${written}floor: [ 1,2 ]\n`,
  },
  {
    title: 'in the place of a former one of one line',
    text: `fetched: { sha256: b }\nfloor: {claims: 1}\n`,
    expected: `${written}floor: {claims: 1}\n`,
  },
  {
    title: 'with another revision',
    text: `upstream: { git: "https://x/y", path: a.md,  revision: "1.10" } # why\n`,
    revision: '1.20',
    expected: `upstream: { git: "https://x/y", path: a.md,  revision: "1.20" } # why\n${written}`,
  },
]
for (const { title, text, revision, expected } of sources)
  test(`source.yaml: ${title}`, () => {
    const edited = withFetched(text, fetched, revision)
    assert.is(edited, expected)
    assert.equal(parse(edited).fetched, fetched)
    assert.is(withFetched(edited, fetched, revision), expected, 'twice is once')
  })

const one = '- id: one # first\n  where: {ports: { first: 1, last: 1 }}\n'
const two = '- id: two\n  reason: >-\n    long\n\n    and # no comment\n'
const three = '- id: three\n  set: { protocol: udp }\n'
const header = '# About the file.\n\n# About one.\n'
const file = `${header}${one}\n# About two.\n${two}# About three.\n# At length.\n${three}# The end.\n`

const corrections: { title: string; text?: string; ids: string[]; expected: string }[] = [
  { title: 'none', ids: ['four'], expected: file },
  {
    title: 'the first',
    ids: ['one'],
    expected: `${header}\n# About two.\n${two}# About three.\n# At length.\n${three}# The end.\n`,
  },
  {
    title: 'one in the middle',
    ids: ['two'],
    expected: `${header}${one}# About three.\n# At length.\n${three}# The end.\n`,
  },
  { title: 'the last', ids: ['three'], expected: `${header}${one}\n# About two.\n${two}# The end.\n` },
  { title: 'all', ids: ['one', 'two', 'three'], expected: `${header}[]\n# The end.\n` },
  { title: 'from a file that is none', text: '[]\n', ids: ['one'], expected: '[]\n' },
]
for (const { title, text = file, ids, expected } of corrections)
  test(`corrections.yaml: without ${title}`, () => {
    const edited = withoutCorrections(text, ids)
    assert.is(edited, expected)
    const left = (parse(text) as { id: string }[]).filter(({ id }) => !ids.includes(id))
    assert.equal(parse(edited), left)
  })

test('the project’s own files: each correction alone, and all', () => {
  const folder = path.join(root, 'sources')
  const texts = readdirSync(folder).flatMap(id => {
    try {
      return [readFileSync(path.join(folder, id, 'corrections.yaml'), 'utf8')]
    } catch {
      return []
    }
  })
  assert.ok(texts.length > 3)
  for (const text of texts) {
    const all = parse(text) as { id: string }[]
    for (const ids of [[], ...all.map(({ id }) => [id]), all.map(({ id }) => id)])
      assert.equal(
        parse(withoutCorrections(text, ids)),
        all.filter(({ id }) => !ids.includes(id)),
      )
  }
})

test.run()
