import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { marksBeside, readNotes, takeNoteMarks } from '../../../extract/interpret/fields/notes.ts'
import { richOf } from '../helpers.ts'

const marked: { title: string; input: string; text: string; marks: string[] }[] = [
  { title: 'no mark', input: '443 TCP', text: '443 TCP', marks: [] },
  { title: 'a number set high', input: '443<sup>1</sup>', text: '443', marks: ['1'] },
  { title: 'in brackets, after a blank', input: '443 TCP <sup>(2)</sup>', text: '443 TCP', marks: ['2'] },
  { title: 'in square brackets', input: 'cranes<sup>[3]</sup>', text: 'cranes', marks: ['3'] },
  { title: 'a letter', input: 'cranes<sup>a</sup>', text: 'cranes', marks: ['a'] },
  { title: 'several', input: '443<sup>(1) (2)</sup>', text: '443', marks: ['1', '2'] },
  { title: 'several with commas', input: '443<sup>1,2</sup>', text: '443', marks: ['1', '2'] },
  { title: 'a star', input: '6443*', text: '6443', marks: ['*'] },
  { title: 'two stars', input: '6443**', text: '6443', marks: ['**'] },
  { title: 'a dagger after a blank', input: 'cranes †', text: 'cranes', marks: ['†'] },
  { title: 'on every line', input: '80<sup>1</sup><br>81<sup>2</sup>', text: '80\n81', marks: ['1', '2'] },
  {
    title: 'in the middle of words',
    input: 'cranes <sup>1</sup> and quays',
    text: 'cranes and quays',
    marks: ['1'],
  },
  { title: 'a star alone', input: '*', text: '*', marks: [] },
  { title: 'brackets that are not set high', input: 'cranes (1)', text: 'cranes (1)', marks: [] },
  { title: 'words set high', input: 'cranes<sup>new!</sup>', text: 'cranesnew!', marks: [] },
]

for (const { title, input, text, marks } of marked) {
  test(`note marks: ${title}`, () => {
    const found = takeNoteMarks(richOf(input))
    assert.equal([found.rich.text, found.marks], [text, marks])
    assert.is(found.rich.at.length, found.rich.text.length)
  })
}

test('a mark bears on its own line', () => {
  const found = takeNoteMarks(richOf('80<sup>1</sup><br>81<sup>2</sup>, 82'))
  assert.equal(marksBeside(found, found.rich.text.indexOf('80')), ['1'])
  assert.equal(marksBeside(found, found.rich.text.indexOf('82')), ['2'])
})

test('a mark that stands twice on a line bears on it once', () => {
  const found = takeNoteMarks(richOf('80<sup>1</sup>, 81<sup>2</sup>, 82<sup>1</sup><br>83<sup>3</sup>'))
  assert.equal(marksBeside(found, found.rich.text.indexOf('81')), ['1', '2'])
  assert.equal(marksBeside(found, found.rich.text.indexOf('83')), ['3'])
})

test('a line without a mark has none', () => {
  const found = takeNoteMarks(richOf('80<br>81<sup>2</sup>'))
  assert.equal(marksBeside(found, 0), [])
})

const notes: { title: string; input: string; expected: [string, string][] }[] = [
  { title: 'brackets', input: '(1) Only one.', expected: [['1', 'Only one.']] },
  { title: 'square brackets', input: '[a] Only one.', expected: [['a', 'Only one.']] },
  { title: 'a number and a full stop', input: '1. Only one.', expected: [['1', 'Only one.']] },
  { title: 'a star', input: '* Only one.', expected: [['*', 'Only one.']] },
  { title: 'no notes', input: 'Only one.', expected: [] },
  {
    title: 'lines, a title first',
    input: 'Remarks:<br>(1) One.<br>(2) Two\n  of them.',
    expected: [
      ['1', 'One.'],
      ['2', 'Two of them.'],
    ],
  },
  {
    title: 'list items',
    input: '<ul><li>† One</li><li>‡ Two</li></ul>',
    expected: [
      ['†', 'One'],
      ['‡', 'Two'],
    ],
  },
]

for (const { title, input, expected } of notes) {
  test(`notes: ${title}`, () => assert.equal([...readNotes(richOf(input))], expected))
}

test.run()
