import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { Areas } from '../../check/areas.ts'

/** `3:5-7:2` is line 3, column 5, to line 7, before column 2. */
function place(words: string, document = 'a.md') {
  const [line, column, endLine, endColumn] = words.split(/[:-]/).map(Number)
  return { document, line: line!, column: column!, endLine: endLine!, endColumn: endColumn! }
}

const cases: { title: string; areas: string[]; at: string; holds: boolean; meets: boolean }[] = [
  { title: 'none', areas: [], at: '1:1-1:5', holds: false, meets: false },
  { title: 'the same', areas: ['1:1-1:5'], at: '1:1-1:5', holds: true, meets: true },
  { title: 'a part of it', areas: ['1:3-4:5'], at: '2:9-4:5', holds: true, meets: true },
  { title: 'ahead of it on its line', areas: ['2:3-4:5'], at: '2:1-2:3', holds: false, meets: true },
  { title: 'behind it on its line', areas: ['2:3-4:5'], at: '4:5-4:6', holds: false, meets: true },
  { title: 'the line above', areas: ['2:3-4:5'], at: '1:1-1:9', holds: false, meets: false },
  { title: 'the line below', areas: ['2:3-4:5'], at: '5:1-5:2', holds: false, meets: false },
  { title: 'around it', areas: ['2:3-4:5'], at: '1:1-9:1', holds: false, meets: true },
  {
    title: 'behind the inner of two',
    areas: ['4:1-5:1', '1:1-9:1'],
    at: '7:1-7:5',
    holds: true,
    meets: true,
  },
  { title: 'across two', areas: ['1:1-2:9', '3:1-4:9'], at: '2:1-3:9', holds: false, meets: true },
  { title: 'between two', areas: ['1:1-2:9', '5:1-6:9'], at: '3:1-4:9', holds: false, meets: false },
]

for (const { title, areas, at, holds, meets } of cases) {
  test(`areas: ${title}`, () => {
    const known = new Areas(areas.map(words => place(words)))
    assert.equal([known.hold(place(at)), known.meet(place(at))], [holds, meets])
  })
}

test('areas: another document', () => {
  const known = new Areas([place('1:1-9:9')])
  assert.equal([known.hold(place('2:1-2:2', 'b.md')), known.meet(place('2:1-2:2', 'b.md'))], [false, false])
})

test.run()
