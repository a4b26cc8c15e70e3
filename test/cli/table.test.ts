import stringWidth from 'string-width'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { formatClaims } from '../../cli/commands/extract/claims.ts'
import { drawFlows } from '../../cli/format/matrix.ts'
import { drawTable, leastWidth, stripControls } from '../../cli/format/table.ts'
import { claim, flow } from '../reconcile/build.ts'
import { controls } from './helpers.ts'

const head = ['port', 'about']
const words = 'pier quay tide fog horn ferry harbour timetable '
const rows = [
  ['22', words.repeat(4).trim()],
  ['2379-2380', '港口 节点 之间 '.repeat(6).trim()],
  ['53', 'été 👩‍🚀 naïve '.repeat(8).trim()],
]

for (const width of [30, 80, 400]) {
  test(`a table of ordinary words fits ${width} columns, and all its lines are as wide`, () => {
    const lines = drawTable(head, rows, width).split('\n')
    const widths = new Set(lines.map(line => stringWidth(line)))
    assert.is(widths.size, 1, [...widths].join(', '))
    assert.ok(
      [...widths].every(found => found <= width),
      [...widths].join(', '),
    )
  })

  test(`a table of ordinary words in ${width} columns loses none of them`, () => {
    const drawn = drawTable(head, rows, width).replace(/[^\p{L}\p{N}]+/gu, '')
    for (const word of ['timetable', '节点', 'naïve']) {
      const cell = rows.find(([, text]) => text!.includes(word))![1]!
      assert.is(drawn.split(word).length, cell.split(word).length, word)
    }
  })
}

test('as wide as its longest words a table keeps them whole', () => {
  const width = leastWidth(head, rows)
  assert.is(stringWidth(drawTable(head, rows, width).split('\n')[0]!), width)
  assert.match(drawTable(head, rows, width), 'timetable')
})

const notes = ['22 tcp', '4433 tcp', '2379 tcp'].map((port, i) => [port, i === 1 ? words.trim() : ''])

test('the column gives way where that wraps the fewest cells', () => {
  const lines = drawTable(['ports', 'about'], notes, 26).split('\n')
  for (const port of ['22 tcp', '4433 tcp', '2379 tcp'])
    assert.is(lines.filter(line => line.includes(port)).length, 1, lines.join('\n'))
})

test('names at the head stay whole while something else can be parted', () => {
  const drawn = drawTable(['protocol', 'about'], [['tcp', `https://example.org/${'quay'.repeat(9)}`]], 30)
  assert.match(drawn, '│ protocol │')
  assert.is(stringWidth(drawn.split('\n')[0]!), 30)
})

test('names at the head are parted at their hyphens before words are', () => {
  const drawn = drawTable(['From', 'load-balancer'], [['controlplane', '443 tcp']], 28)
  assert.match(drawn, /│ From +│ load- +│\n│ +│ balancer +│/)
  assert.match(drawn, '│ controlplane │')
})

test('narrower than that it parts words, and loses none of their letters', () => {
  const drawn = drawTable(head, rows, 1)
  const letters = (text: string) => [...text.replace(/[^\p{L}\p{N}]+/gu, '')].sort().join('')
  assert.ok(stringWidth(drawn.split('\n')[0]!) < leastWidth(head, rows))
  assert.is(letters(drawn), letters([head, ...rows].flat().join(' ')))
})

test('control and direction marks become blanks, line ends stay', () => {
  assert.is(stripControls('a\x1b[2Jb\x07\u202ec\u2066d\x9be\nf'), 'a [2Jb  c d e\nf')
  assert.not.match(drawTable(['a\x1b'], [['b\x9b\u202e']], 80), controls)
})

test('claims: endpoints of the context stand in brackets, ranges as people write them', () => {
  const implied = { ...claim({ ports: [30000, 32767], local: true, description: 'Fog horn' }) }
  implied.source = [{ label: 'piers', implied: true }]
  const drawn = formatClaims([implied], 'table', 120)
  assert.match(drawn, '(piers)')
  assert.match(drawn, '30000-32767')
  assert.match(drawn, 'local; Fog horn')
})

test('claims: words in place of a port are shown, and a table for each document', () => {
  const other = claim({ id: 'b:1:1', ports: null, portText: 'any free port' })
  other.location = { ...other.location, document: 'b.md' }
  const drawn = formatClaims([claim(), other], 'table', 120)
  assert.match(drawn, 'any free port')
  assert.is(drawn.match(/┌/g)?.length, 2)
  assert.match(drawn, /^b\.md: /m)
})

test('no claims: an empty array, and otherwise nothing', () => {
  const written = (['table', 'json', 'ndjson'] as const).map(format => formatClaims([], format, 80))
  assert.equal(written, ['', '[]\n', ''])
})

const ports = (first: number, last = first) => ({ ports: { first, last } })
const flows = [
  flow({ id: 'a', ...ports(443) }),
  flow({ id: 'b', ...ports(2379, 2380) }),
  flow({ id: 'c', ...ports(8472), protocol: 'udp', required: false }),
  flow({ id: 'd', ...ports(443), required: false, when: { cni: 'canal' } }),
  flow({ id: 'e', ports: null, portText: 'any free port', protocol: null }),
]

test('matrix: ports in order by protocol, each once, a mark on those under conditions only', () => {
  const drawn = drawFlows(flows, 200)
  assert.match(drawn, '│ etcd      │ any free port; 443, 2379-2380 tcp; 8472* udp │')
  assert.match(drawn, /\* only under conditions$/)
})

test('matrix: columns with the same content share one, others stand beside it', () => {
  const to = (id: string) => ({ kind: 'role' as const, id })
  const same = [flow({ to: to('worker') }), flow({ to: to('etcd') }), flow({ to: to('any'), ...ports(22) })]
  const [top, ...lines] = drawFlows(same, 200).split('\n').slice(2)
  assert.is(top!.split('│').length, 5, top)
  assert.match(lines.join('\n'), /│ etcd +│ 22 tcp +│ 6443 tcp +│/)
})

test('matrix: what does not fit the width goes into a further table', () => {
  const names = Array.from({ length: 12 }, (_, i) => `harbour${i}`)
  const wide = names.map((id, i) => flow({ to: { kind: 'role', id }, ...ports(1000 + i) }))
  const drawn = drawFlows(wide, 60)
  assert.ok(drawn.split('\n').every(line => stringWidth(line) <= 60))
  for (const i of names.keys()) assert.is(drawn.split(`${1000 + i} tcp`).length, 2, `${1000 + i}`)
})

test.run()
