import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { overlay } from '../../reconcile/overlay.ts'

const cases = [
  { title: 'nothing changes nothing', base: { a: 1 }, over: undefined, expected: { a: 1 } },
  { title: 'values are replaced', base: { a: 1, b: 2 }, over: { a: 3 }, expected: { a: 3, b: 2 } },
  { title: 'lists grow by what they lack', base: ['a', 'b'], over: ['b', 'c'], expected: ['a', 'b', 'c'] },
  {
    title: 'deep within',
    base: { a: { b: ['c'] } },
    over: { a: { b: ['d'], e: 1 } },
    expected: { a: { b: ['c', 'd'], e: 1 } },
  },
  { title: 'a list is no object', base: { a: ['b'] }, over: { a: { 0: 'c' } }, expected: { a: { 0: 'c' } } },
  { title: 'null is a value', base: { a: { b: 1 } }, over: { a: null }, expected: { a: null } },
]
for (const { title, base, over, expected } of cases) {
  test(`overlay: ${title}`, () => {
    const before = JSON.stringify(base)
    assert.equal(overlay(base, over), expected)
    assert.is(JSON.stringify(base), before)
  })
}

test('overlay: names of the language itself are names like others', () => {
  const over = JSON.parse('{"__proto__":{"polluted":true},"constructor":1}')
  const result = overlay({ a: 1 }, over) as Record<string, unknown>
  assert.equal(Object.keys(result).sort(), ['__proto__', 'a', 'constructor'])
  assert.is((result as { polluted?: boolean }).polluted, undefined)
  assert.is(({} as { polluted?: boolean }).polluted, undefined)
})

test.run()
