import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { excerptOf } from '../../../check/report/terminal.ts'

const cases: {
  title: string
  line: string
  start: number
  end: number | null
  width?: number
  text: string
  marks: string
}[] = [
  { title: 'a word', line: 'TCP 379 up', start: 5, end: 8, text: 'TCP 379 up', marks: '    ^^^' },
  { title: 'the first word', line: 'TCP 379', start: 1, end: 4, text: 'TCP 379', marks: '^^^' },
  {
    title: 'up to the end of the line',
    line: 'TCP 379  ',
    start: 5,
    end: null,
    text: 'TCP 379',
    marks: '    ^^^',
  },
  { title: 'behind the last word', line: 'TCP', start: 4, end: 4, text: 'TCP', marks: '   ^' },
  { title: 'between two characters', line: 'TCP379', start: 4, end: 4, text: 'TCP379', marks: '   ^' },
  {
    title: 'Chinese takes two columns',
    line: '端口 379 号',
    start: 4,
    end: 7,
    text: '端口 379 号',
    marks: '     ^^^',
  },
  { title: 'a Chinese place', line: 'a 端口 b', start: 3, end: 5, text: 'a 端口 b', marks: '  ^^^^' },
  { title: 'a tab', line: '\tTCP\t379', start: 6, end: 9, text: '  TCP  379', marks: '       ^^^' },
  {
    title: 'one character of several code points',
    line: '👩‍🚀 379',
    start: 7,
    end: 10,
    text: '👩‍🚀 379',
    marks: '   ^^^',
  },
  {
    title: 'an accent of its own',
    line: 'cafe\u0301 379',
    start: 7,
    end: 10,
    text: 'cafe\u0301 379',
    marks: '     ^^^',
  },
  {
    title: 'control and direction marks',
    line: '\u001b[1m\u202e379',
    start: 6,
    end: 9,
    text: ' [1m 379',
    marks: '     ^^^',
  },
  { title: 'a line end of Windows', line: 'TCP 379\r', start: 5, end: 8, text: 'TCP 379', marks: '    ^^^' },
  { title: 'an empty line', line: '', start: 1, end: 1, text: '', marks: '^' },
  { title: 'cut at the right', line: 'abcdefghij', start: 1, end: 2, width: 6, text: 'abcd…', marks: '^' },
  {
    title: 'cut at the left',
    line: 'abcdefghij',
    start: 10,
    end: 11,
    width: 6,
    text: '…ghij',
    marks: '    ^',
  },
  {
    title: 'cut at both sides',
    line: 'abcdefghij',
    start: 5,
    end: 6,
    width: 6,
    text: '…defg…',
    marks: '  ^',
  },
  {
    title: 'a place that is too long',
    line: 'abcdefghijkl',
    start: 3,
    end: 12,
    width: 6,
    text: '…bcde…',
    marks: '  ^^^',
  },
  {
    title: 'cut Chinese',
    line: '一二三四五六七八',
    start: 4,
    end: 5,
    width: 8,
    text: '…三四五…',
    marks: '   ^^',
  },
]

for (const { title, line, start, end, width = 80, text, marks } of cases) {
  test(`excerpt: ${title}`, () => assert.equal(excerptOf(line, start, end, width), { text, marks }))
}

test('excerpt: many places in one endless line are soon shown', () => {
  const line = '<td>7000</td>'.repeat(100_000)
  const started = performance.now()
  for (let i = 0; i < 500; i++) excerptOf(line, i * 2000 + 5, i * 2000 + 9, 100)
  assert.ok(performance.now() - started < 2000)
})

test.run()
