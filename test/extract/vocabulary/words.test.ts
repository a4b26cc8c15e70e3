import { test } from 'uvu'
import * as assert from 'uvu/assert'
import {
  compileWords,
  escapeTerm,
  expressionOf,
  group,
  normalizeTerm,
  wholeWord,
} from '../../../extract/vocabulary/words.ts'

const normal: { input: string; expected: string }[] = [
  { input: '  Port  Range ', expected: 'port range' },
  { input: '**Port(s)**:', expected: 'port(s)' },
  { input: '`Protocol`', expected: 'protocol' },
  { input: 'Why?', expected: 'why' },
  { input: 'Ｐｏｒｔ', expected: 'port' },
  { input: 'From / To', expected: 'from / to' },
  { input: '端口：', expected: '端口' },
  { input: ' - ', expected: '-' },
]

for (const { input, expected } of normal) {
  test(`normal form: ${JSON.stringify(input)}`, () => assert.is(normalizeTerm(input), expected))
}

const whole: { term: string; text: string; expected: boolean }[] = [
  { term: 'port', text: 'a port.', expected: true },
  { term: 'port', text: 'PORT', expected: true },
  { term: 'port', text: 'ports', expected: false },
  { term: 'port', text: 'export', expected: false },
  { term: 'port', text: 'port1', expected: false },
  { term: 'port', text: '端口port端口', expected: true },
  { term: 'tcp/ip', text: 'over TCP/IP', expected: true },
  { term: 'règle', text: 'la règle', expected: true },
  { term: 'é', text: 'été', expected: false },
  { term: '端口', text: '打开端口号', expected: true },
]

for (const { term, text, expected } of whole) {
  test(`whole word: ${term} in ${text}`, () =>
    assert.is(new RegExp(wholeWord(term), 'iu').test(text), expected))
}

test('a literal finds itself and nothing else', () => {
  const term = 'a.b*c+d?e^f$g(h)[i]{j}|k\\l/m-n'
  assert.ok(new RegExp(`^${escapeTerm(term)}$`, 'u').test(term))
  assert.not.ok(new RegExp(`^${escapeTerm('a.b')}$`, 'u').test('axb'))
})

test('an entry between slashes is an expression', () => {
  assert.is(expressionOf('/\\bnodes?\\b/'), '\\bnodes?\\b')
  assert.is(expressionOf('/'), '\\/')
})

test('a list is one test, without regard to case', () => {
  const words = compileWords(['quay', '/\\bcranes?\\b/'])
  assert.equal(
    ['the Quay', 'CRANES', 'quays', 'ferry'].map(text => words.test(text)),
    [true, true, false, false],
  )
  assert.is(words.exec('ferry, crane, quay')?.[0], 'crane')
})

test('an empty list finds nothing', () => {
  assert.not.ok(compileWords([]).test(''))
  assert.is(compileWords([]).exec(''), null)
})

test('entries may name their groups alike', () => {
  const words = compileWords(['/a (?<name>\\w+)/', '/b (?<name>\\w+)/', '/c/'])
  assert.is(group(words.exec('a x'), 'name'), 'x')
  assert.is(group(words.exec('b y'), 'name'), 'y')
  assert.is(group(words.exec('c'), 'name'), undefined)
  assert.is(group(null, 'name'), undefined)
})

test.run()
