import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { extract, mayClaim } from '../../extract/index.ts'
import { validate } from '../../schema/validate.ts'
import { checkPlaces, fixtures, printSummary, summarize } from './helpers.ts'

// A folder a case: `input.md` (or `.html`) and what is read from it, `expected.json`.
// `UPDATE=1` writes what is read now; look at each difference before you keep it.
for (const { name, folder, input, text } of fixtures()) {
  const extraction = await extract(`${name}/${input}`, text)
  const expected = path.join(folder, 'expected.json')

  test(`${name}: the claims and messages expected, and no others`, () => {
    const printed = printSummary(summarize(extraction))
    if (process.env.UPDATE) writeFileSync(expected, printed)
    assert.equal(summarize(extraction), JSON.parse(readFileSync(expected, 'utf8')))
    assert.is(readFileSync(expected, 'utf8'), printed, 'as UPDATE=1 would write it')
  })

  test(`${name}: claims are valid, numbered, and where they say they are`, () => {
    for (const claim of extraction.claims) validate('claim', claim, claim.id)
    const ids = extraction.claims.map(claim => claim.id)
    assert.equal([...new Set(ids)], ids)
    checkPlaces(text, extraction)
  })

  test(`${name}: the pre-filter passes what makes claims`, () => {
    if (extraction.claims.length > 0) assert.ok(mayClaim(text))
  })

  test(`${name}: holds its input and its expectation, nothing else`, () => {
    assert.equal(readdirSync(folder).sort(), ['expected.json', input])
  })
}

test.run()
