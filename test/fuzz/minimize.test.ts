import fc from 'fast-check'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { randomOf } from '../../bench/mutate/random.ts'
import { Broken, frozen, must, mustEqual } from './broken.ts'
import { counterpart, inputOf } from './input.ts'
import { minimized, shortest } from './minimize.ts'
import { mutated, mutatedBytes, mutations } from './mutate.ts'

const cases = [
  { title: 'one of many', input: 'abcdefgh', needed: 'e', expected: 'e' },
  { title: 'two apart', input: 'abcdefgh', needed: 'ah', expected: 'ah' },
  { title: 'all of it', input: 'abc', needed: 'abc', expected: 'abc' },
  { title: 'a single one', input: 'a', needed: 'a', expected: 'a' },
]
for (const { title, input, needed, expected } of cases) {
  test(`shortest: ${title}`, async () => {
    const fails = async (parts: string[]) => [...needed].every(one => parts.includes(one))
    assert.is((await shortest([...input], fails)).join(''), expected)
  })
}

test('shortest: nothing that is left can be left out', async () => {
  const lists = fc.tuple(fc.array(fc.nat(9), { minLength: 1, maxLength: 30 }), fc.nat(40))
  await fc.assert(
    fc.asyncProperty(lists, async ([list, least]) => {
      const fails = async (parts: number[]) => parts.reduce((a, b) => a + b, 0) >= least
      if (!(await fails(list))) return
      const found = await shortest(list, fails)
      assert.ok(await fails(found))
      for (const i of found.keys()) if (found.length > 1) assert.not(await fails(found.toSpliced(i, 1)))
    }),
    { seed: 1, numRuns: 100 },
  )
})

const page = 'one two\nthree four\n\n| a | needle |\n| --- | --- |\nfive\n'

test('minimized: lines, then words, then characters', async () => {
  assert.is(await minimized(page, async text => text.includes('eed'), 1000), 'eed')
})

test('minimized: asks no more often than it may, and gives what failed last', async () => {
  let asked = 0
  const found = await minimized(page, async text => ++asked > 0 && text.includes('needle'), 5)
  assert.is(asked, 5)
  assert.ok(found.includes('needle') && found.length < page.length)
})

for (const [name, mutation] of Object.entries(mutations)) {
  test(`mutation: ${name}: changes a page, the same way for the same seed`, () => {
    const text = `${page}<table><td rowspan=2>80 tcp<br></td></table>\nof the words, - 443\n`
    const made = Array.from({ length: 20 }, (_, seed) => mutation(text, randomOf(seed), page))
    assert.ok(made.some(one => one !== text))
    assert.equal(
      Array.from({ length: 20 }, (_, seed) => mutation(text, randomOf(seed), page)),
      made,
    )
    for (const empty of ['', '\n']) assert.type(mutation(empty, randomOf(1), ''), 'string')
  })
}

test('mutated: the same for the same seed', () => {
  assert.is(mutated(page, randomOf(3), page), mutated(page, randomOf(3), page))
  const bytes = Buffer.from(page)
  const other = mutatedBytes(bytes, randomOf(3))
  assert.not.equal(other, new Uint8Array(bytes))
  assert.is(bytes.toString(), page)
  assert.is(mutatedBytes(new Uint8Array(), randomOf(3)).length, 0)
})

test('inputs: as the commands read them', () => {
  assert.equal(inputOf('page.md', Buffer.from('\uFEFFé')), { path: 'page.md', text: '\uFEFFé' })
  assert.is(inputOf('page.md', Uint8Array.of(0xc3)), null)
  assert.is(inputOf('page.md', Uint8Array.of(65, 0)), null)
})

test('counterpart: a line less and another number, the same for the same text', () => {
  const input = { path: 'page.md', text: page.replace('four', '4') }
  const { path, text } = counterpart(input)
  assert.is(path, 'page-2.md')
  assert.is(text.split('\n').length, page.split('\n').length - 1)
  assert.equal(counterpart(input), { path, text })
})

test('must and mustEqual say what is broken', () => {
  must(true, 'kind', 'detail', 'message')
  mustEqual([1, { a: undefined }], [1, {}], 'kind', 'detail')
  const broken = (act: () => void) => {
    try {
      act()
    } catch (error) {
      return error instanceof Broken && [error.kind, error.detail]
    }
    return null
  }
  assert.equal(
    broken(() => must(false, 'kind', 'detail', 'message')),
    ['kind', 'detail'],
  )
  assert.equal(
    broken(() => mustEqual('abc', 'abd', 'kind', 'detail')),
    ['kind', 'detail'],
  )
})

test('frozen: whoever changes it throws', () => {
  const value = frozen({ list: [{ a: 1 }] })
  assert.throws(() => value.list.push({ a: 2 }), TypeError)
  assert.throws(() => (value.list[0]!.a = 2), TypeError)
})

test.run()
