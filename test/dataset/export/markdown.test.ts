import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { markdownTable, toMarkdown } from '../../../dataset/export/markdown.ts'
import { between } from './build.ts'

test('a table for each deployment, without empty columns', () => {
  const flows = [
    between('lamp>keeper tcp/7443', { service: 'lamp-control' }),
    between('lamp>lamp udp/7000-7001', { local: true, when: { os: 'linux' }, status: 'disputed' }),
    between('any>keeper tcp/80', {
      deployment: 'pier',
      archived: true,
      versions: [{ first: '2.x', last: '2.x' }],
      places: [],
    }),
  ]
  assert.is(
    toMarkdown(flows),
    `## light / house

| From | To | Protocol | Ports | Service | Only if | Status | Stated in |
| --- | --- | --- | --- | --- | --- | --- | --- |
| lamp | keeper | tcp | 7443 | lamp-control |  |  | sources/pages/document.md:1 |
| lamp | lamp (local) | udp | 7000-7001 |  | linux | disputed | sources/pages/document.md:1 |

## light-2.x / pier

| From | To | Protocol | Ports |
| --- | --- | --- | --- |
| any | keeper | tcp | 80 |
`,
  )
})

test('no flows', () => assert.is(toMarkdown([]), 'No flows.\n'))

const cells: { title: string; text: string; written: string }[] = [
  {
    title: 'plain names have no escapes',
    text: 'kube-apiserver, 2379-2380',
    written: 'kube-apiserver, 2379-2380',
  },
  { title: 'a mark behind a port', text: '80*, 30000-32767* tcp', written: '80\\*, 30000-32767\\* tcp' },
  { title: 'an underscore', text: 'a_b', written: 'a\\_b' },
  { title: 'an address', text: 'http://a.b', written: 'http:&#8203;//a.b' },
  { title: 'a number that would begin a list', text: '1. a', written: '1\\. a' },
  { title: 'a reference', text: 'see GH-12', written: 'see GH\\-&#8203;12' },
]
for (const { title, text, written } of cells) {
  test(`cell: ${title}`, () => assert.is(markdownTable(['x'], [[text]]), `| x |\n| --- |\n| ${written} |\n`))
}

test.run()
