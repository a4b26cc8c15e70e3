import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { parse } from 'yaml'
import { withoutCorrections } from '../../cli/commands/update/proposal.ts'
import { root } from './helpers.ts'

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
