import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { parseCsv } from '../dataset/helpers.ts'
import { several } from './helpers.ts'
import { checkoutWith } from './house.ts'

const cwd = checkoutWith()
const [all, expanded, csv, json, markdown, none, usage] = await several([
  { args: ['matrix'], cwd },
  { args: ['matrix', '--expand', '--deployment', 'house', '--protocol', 'udp', '-f', 'markdown'], cwd },
  { args: ['matrix', '--format', 'csv'], cwd },
  { args: ['matrix', '--format', 'json', '--deployment', 'pier'], cwd },
  { args: ['matrix', '--format', 'markdown', '--deployment', 'pier'], cwd },
  { args: ['matrix', '--deployment', 'hause'], cwd },
  { args: ['matrix', '--format', 'xml'], cwd },
])

test('a matrix for each deployment', () => {
  const headings = all!.stdout.split('\n').filter(line => line.includes(' / '))
  assert.equal(headings, ['light / house', 'light / pier'])
  assert.match(all!.stdout, /│ lamp +│.*7443 tcp; 4789\* udp +│/)
  assert.match(all!.stdout, /\n\* only under conditions\n$/)
})

test('groups give way to their roles', () => {
  assert.is(
    expanded!.stdout,
    `## light / house

| From \\\\ To | keeper | lamp | warden |
| --- | --- | --- | --- |
| keeper | 8472\\* udp | 8472\\* udp | 8472\\* udp |
| lamp | 4789\\*, 8472\\* udp | 8472\\* udp | 8472\\* udp |
| warden | 8472\\* udp | 8472\\* udp | 8472\\* udp |

\\* only under conditions
`,
  )
})

test('csv: deployments share the columns, safe in a spreadsheet', () => {
  const [head, ...rows] = parseCsv(csv!.stdout)
  assert.equal(head, ['product', 'deployment', 'from', 'keeper', 'lamp', 'lights', 'warden'])
  assert.equal(
    rows.map(row => row.join('|')),
    [
      'light|house|any||80 tcp||',
      'light|house|keeper|7000-7001 tcp|||',
      'light|house|lamp|7443 tcp; 4789* udp|||',
      'light|house|lights|||8472* udp|',
      "light|pier|lamp||||'=随意|as agreed* tcp",
    ],
  )
})

test('json: ends, and the flows where they cross', () => {
  assert.equal(JSON.parse(json!.stdout), [
    {
      product: 'light',
      archived: false,
      deployment: 'pier',
      from: [{ kind: 'role', id: 'lamp' }],
      to: [{ kind: 'role', id: 'warden' }],
      cells: [[['light/pier/lamp>warden/tcp/as-agreed']]],
    },
  ])
})

test('markdown: words of documents are no markup', () => {
  assert.match(markdown!.stdout, '| lamp | =随意\\|as agreed\\* tcp |')
})

test('nothing found, and usage', () => {
  assert.equal([none!.status, none!.stdout], [1, ''])
  assert.match(none!.stderr, 'did you mean house?')
  assert.is(usage!.status, 2)
})

test.run()
