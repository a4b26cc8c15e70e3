import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { check, type Documents, type Rule, rules } from '../../check/index.ts'
import type { Finding } from '../../schema/types.ts'

for (const rule of rules) {
  for (const [i, example] of rule.examples.entries()) {
    const name = `${rule.id}: ${example.title ?? `example ${i + 1}`}`

    test(`${name}, wrong`, async () => {
      const found = await findings(rule, example.wrong)
      const said = found.filter(({ message }) => message === example.says)
      assert.ok(said.length > 0, `says "${example.says}", not ${JSON.stringify(found.map(f => f.message))}`)
      if (example.fix === undefined) return
      const fixes = said.map(({ suggestion }) => suggestion?.replacement)
      assert.ok(fixes.includes(example.fix), `puts "${example.fix}", not ${JSON.stringify(fixes)}`)
    })

    test(`${name}, right`, async () => {
      assert.equal(
        (await findings(rule, example.right)).map(({ message }) => message),
        [],
      )
    })
  }
}

test('line ends of other systems change no finding', async () => {
  for (const rule of rules) {
    const { wrong } = rule.examples[0]!
    const plain = (await findings(rule, wrong)).map(written)
    for (const end of ['\r\n', '\r'])
      assert.equal((await findings(rule, withLineEnds(wrong, end))).map(written), plain)
  }
})

test('rules have names of their own and examples', () => {
  const ids = rules.map(rule => rule.id)
  assert.is(new Set(ids).size, ids.length)
  for (const rule of rules) {
    assert.match(rule.id, /^[a-z]+(-[a-z]+)*$/)
    assert.ok(rule.examples.length > 0, rule.id)
  }
})

function withLineEnds(documents: Documents, end: string): Documents {
  if (typeof documents === 'string') return documents.replaceAll('\n', end)
  return Object.fromEntries(
    Object.entries(documents).map(([path, text]) => [path, text.replaceAll('\n', end)]),
  )
}

/** A finding without the ends of stretches that take in the line end. */
function written({ message, location: { line, column }, suggestion }: Finding) {
  return [message, line, column, suggestion?.replacement?.replaceAll(/\r\n?/g, '\n')]
}

async function findings(rule: Rule, documents: Documents) {
  const files = typeof documents === 'string' ? { 'page.md': documents } : documents
  return (
    await check(
      Object.entries(files).map(([path, text]) => ({ path, text })),
      [rule],
    )
  ).findings
}

test.run()
