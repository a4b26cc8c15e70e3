import * as fc from 'fast-check'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { fix, isCertain, mend } from '../../check/fix.ts'
import type { Finding } from '../../schema/types.ts'
import { runs } from '../runs.ts'
import { edit, finding } from './helpers.ts'

const cases = [
  { title: 'one', text: 'a 379 b\n', edits: [edit(1, 3, 6, '2379')], expected: 'a 2379 b\n' },
  {
    title: 'several, in whatever order they come',
    text: '1 2\n3 4\n',
    edits: [edit(2, 3, 4, 'D'), edit(1, 1, 2, 'A'), edit(2, 1, 2, 'C')],
    expected: 'A 2\nC D\n',
  },
  {
    title: 'of two that overlap the first',
    text: '12345\n',
    edits: [edit(1, 1, 4, 'A'), edit(1, 3, 6, 'B')],
    expected: 'A45\n',
  },
  {
    title: 'side by side',
    text: '1234\n',
    edits: [edit(1, 1, 3, 'A'), edit(1, 3, 5, 'B')],
    expected: 'AB\n',
  },
  {
    title: 'the same twice is once',
    text: 'ab\n',
    edits: [edit(1, 2, 2, '-'), edit(1, 2, 2, '-')],
    expected: 'a-b\n',
  },
  { title: 'an insertion at the very start', text: 'a\n', edits: [edit(1, 1, 1, '# ')], expected: '# a\n' },
  { title: 'an insertion at the very end', text: 'a', edits: [edit(1, 2, 2, '!')], expected: 'a!' },
  { title: 'a deletion', text: 'a  b\n', edits: [edit(1, 2, 3, '')], expected: 'a b\n' },
  {
    title: 'columns count UTF-16 units',
    text: '😀 379\n',
    edits: [edit(1, 4, 7, '2379')],
    expected: '😀 2379\n',
  },
  {
    title: 'a byte order mark stays, and is a character of its line',
    text: '\uFEFFa\r\nb 379\r\n',
    edits: [edit(1, 2, 3, 'A'), edit(2, 3, 6, '2379')],
    expected: '\uFEFFA\r\nb 2379\r\n',
  },
  {
    title: 'line ends of the replacement are those of the line',
    text: 'a|b\r\nc\n',
    edits: [edit(1, 2, 3, '\n')],
    expected: 'a\r\nb\r\nc\n',
  },
  {
    title: 'the last line ends as the first',
    text: 'a\r\nb|c',
    edits: [edit(2, 2, 3, '\n')],
    expected: 'a\r\nb\r\nc',
  },
  { title: 'old line ends', text: 'a\rb 379\rc', edits: [edit(2, 3, 6, '2379')], expected: 'a\rb 2379\rc' },
  {
    title: 'a line end of two characters stays whole',
    text: 'a x\r\n',
    edits: [edit(1, 3, 5, 'y')],
    expected: 'a y\r\n',
  },
  { title: 'words alone are no edit', text: 'a\n', edits: [edit(1, 1, 2, null)], expected: 'a\n' },
  { title: 'a place that there is not', text: 'a\n', edits: [edit(7, 1, 2, 'b')], expected: 'a\n' },
]
for (const { title, text, edits, expected } of cases) {
  test(`fix: ${title}`, () => assert.is(fix(text, edits).text, expected))
}

test('fix: nothing but the spans is touched', () => {
  const piece = fc.constantFrom('a', '\r', '\n', '\r\n', '\uFEFF', '😀', '|', '\t', 'é', '379')
  const text = fc.array(piece, { minLength: 1 }).map(pieces => `${pieces.join('')}§379§\n${pieces.join('')}`)
  fc.assert(
    fc.property(text, text => {
      const lines = text.replace(/\r\n/g, ' \n').replace(/\r/g, '\n').split('\n')
      const line = lines.findIndex(one => one.includes('§'))
      const column = lines[line]!.indexOf('§') + 2
      const { text: fixed } = fix(text, [edit(line + 1, column, column + 3, '2379')])
      assert.is(fixed, text.replace('§379§', '§2379§'))
    }),
    runs(100),
  )
})

const uncertain: { title: string; finding: Finding }[] = [
  { title: 'a warning', finding: { ...edit(1, 1, 2, 'b'), severity: 'warning' } },
  { title: 'what a correction covers', finding: { ...edit(1, 1, 2, 'b'), corrected: true } },
  { title: 'no suggestion', finding: finding({}) },
  { title: 'words', finding: edit(1, 1, 2, null) },
]
for (const { title, finding } of uncertain) {
  test(`isCertain: not ${title}`, () => assert.not(isCertain(finding)))
}

/** Finds `wrong` (within `wrong wrong`, the whole too) and says what to write. */
async function find(documents: { path: string; text: string }[]): Promise<Finding[]> {
  return documents.flatMap(({ path, text }) =>
    [...text.matchAll(/(?=(x+))/g)].map(({ index, 1: word }) => {
      const one = edit(1, index + 1, index + 1 + word!.length, word === 'x' ? 'y' : 'x')
      return { ...one, location: { ...one.location, document: path } }
    }),
  )
}

test('mend: what lies under another edit has its turn later, and the same again changes nothing', async () => {
  const first = await mend([{ path: 'a', text: 'xxx-xx' }], () => true, find)
  assert.equal(first.documents, [{ path: 'a', text: 'y-y' }])
  assert.is(first.applied.length, 4)
  assert.equal(await mend(first.documents, () => true, find), { ...first, applied: [] })
})

test('mend: only documents that may be touched', async () => {
  const documents = ['a', 'b'].map(path => ({ path, text: 'x' }))
  const { documents: after } = await mend(documents, path => path === 'b', find)
  assert.equal(
    after.map(({ text }) => text),
    ['x', 'y'],
  )
})

test('mend: a circle is left alone, others are mended', async () => {
  const circle = async (documents: { path: string; text: string }[]) =>
    documents.map(({ path, text }) => {
      const one = edit(1, 1, 2, text === 'x' ? 'z' : path === 'b' ? 'z' : 'x')
      return {
        ...one,
        location: { ...one.location, document: path },
        ...(path === 'b' && text === 'z' && { suggestion: null }),
      }
    })
  const documents = ['a', 'b'].map(path => ({ path, text: 'x' }))
  const { documents: after, restless, applied } = await mend(documents, () => true, circle)
  assert.equal(restless, ['a'])
  assert.is(applied.length, 1)
  assert.equal(
    after.map(({ text }) => text),
    ['x', 'z'],
  )
})

test('mend: an edit that cannot be made ends', async () => {
  const { restless, applied } = await mend(
    [{ path: 'page.md', text: 'x' }],
    () => true,
    async () => [edit(9, 1, 2, 'y')],
  )
  assert.equal({ restless, applied }, { restless: ['page.md'], applied: [] })
})

test.run()
