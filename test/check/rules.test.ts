import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { check, type Documents, type Rule, rules } from '../../check/index.ts'

for (const rule of rules) {
  for (const [i, example] of rule.examples.entries()) {
    const name = `${rule.id}: ${example.title ?? `example ${i + 1}`}`

    test(`${name}, wrong`, () => {
      const found = findings(rule, example.wrong)
      const said = found.filter(({ message }) => message.includes(example.says))
      assert.ok(said.length > 0, `says "${example.says}", not ${JSON.stringify(found.map(f => f.message))}`)
      if (example.fix === undefined) return
      const fixes = said.map(({ suggestion }) => suggestion?.replacement)
      assert.ok(fixes.includes(example.fix), `puts "${example.fix}", not ${JSON.stringify(fixes)}`)
    })

    test(`${name}, right`, () => {
      assert.equal(
        findings(rule, example.right).map(({ message }) => message),
        [],
      )
    })
  }
}

test('rules have names of their own and examples', () => {
  const ids = rules.map(rule => rule.id)
  assert.is(new Set(ids).size, ids.length)
  for (const rule of rules) {
    assert.match(rule.id, /^[a-z]+(-[a-z]+)*$/)
    assert.ok(rule.examples.length > 0, rule.id)
  }
})

function findings(rule: Rule, documents: Documents) {
  const files = typeof documents === 'string' ? { 'page.md': documents } : documents
  return check(
    Object.entries(files).map(([path, text]) => ({ path, text })),
    [rule],
  ).findings
}

test.run()
