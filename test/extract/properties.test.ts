import fc from 'fast-check'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { VFile } from 'vfile'
import { extract, mayClaim } from '../../extract/index.ts'
import { blankFrontMatter } from '../../extract/read/front-matter.ts'
import { takeMarks } from '../../extract/read/marks/index.ts'
import { evenLines } from '../../extract/read/mask.ts'
import type { Claim } from '../../schema/types.ts'
import { validate } from '../../schema/validate.ts'
import { expectedOf, said } from '../generators/said.ts'
import { soup } from '../generators/soup.ts'
import { tables, toHtml, toMarkdown } from '../generators/tables.ts'
import { checkInside, checkPlaces } from './helpers.ts'

/** Extracts, and checks what must hold of every extraction of a clean table. */
function read(document: string, text: string, linesAbove: number): Claim[] {
  const { claims, messages } = extract(document, text)
  assert.equal(messages.map(String), [])
  checkPlaces(text, { claims, messages })
  for (const claim of claims) assert.is(claim.location.line, linesAbove + claim.table!.row)
  return claims
}

test('a clean pipe table gives the claims that it states, row by row, and no others', () => {
  fc.assert(
    fc.property(tables, table => {
      assert.equal(read('a.md', toMarkdown(table), 2).map(said), expectedOf(table))
    }),
    { numRuns: 300 },
  )
})

test('the same table in HTML gives the same claims', () => {
  fc.assert(
    fc.property(tables, table => {
      assert.equal(read('a.html', toHtml(table), 2).map(said), expectedOf(table))
      assert.equal(read('a.md', `\n${toHtml(table)}`, 3).map(said), expectedOf(table))
    }),
    { numRuns: 200 },
  )
})

test('a table gives the same claims whatever its line ends', () => {
  fc.assert(
    fc.property(tables, table => {
      const text = toMarkdown(table).replaceAll('\n', '\r\n')
      assert.equal(read('a.md', `\uFEFF${text}`, 2).map(said), expectedOf(table))
    }),
    { numRuns: 50 },
  )
})

for (const [name, texts] of Object.entries({
  words: fc.string({ maxLength: 200 }),
  letters: fc.string({ unit: 'grapheme', maxLength: 100 }),
  soup,
})) {
  for (const document of ['a.md', 'a.html']) {
    test(`${name} as ${document}: never throws; claims are valid and lie in the document`, () => {
      fc.assert(
        fc.property(texts, text => {
          const { claims, messages } = extract(document, text)
          for (const claim of claims) validate('claim', claim, claim.id)
          const ids = claims.map(claim => claim.id)
          assert.is(new Set(ids).size, ids.length)
          for (const { ports } of claims)
            for (const port of ports ? [ports.first, ports.last] : []) assert.ok(port >= 0 && port <= 65_535)
          checkInside(text, { claims, messages })
        }),
        { numRuns: name === 'soup' ? 250 : 100 },
      )
    })
  }
}

test('soup: shortcuts find the same', () => {
  fc.assert(
    fc.property(soup, text => {
      const { claims } = extract('a.md', text)
      assert.equal(extract('a.md', text, { focus: true }).claims, claims)
      if (claims.length > 0) assert.ok(mayClaim(text))
    }),
    { numRuns: 200 },
  )
})

test('taking marks out moves nothing', () => {
  fc.assert(
    fc.property(soup, text => {
      const even = evenLines(text)
      const front = blankFrontMatter(even, new VFile())
      const plain = takeMarks(front).text
      assert.equal([even.length, front.length, plain.length], [text.length, text.length, text.length])
      const ends = (each: string) => [...each].flatMap((char, i) => (char === '\n' ? [i] : []))
      assert.equal(ends(plain), ends(even))
    }),
    { numRuns: 400 },
  )
})

test('marks lie in the text, and a stretch ends no earlier than it starts', () => {
  fc.assert(
    fc.property(soup, text => {
      for (const { start, end } of takeMarks(text).marks)
        assert.ok(0 <= start && start <= end && end <= text.length)
    }),
    { numRuns: 200 },
  )
})

test.run()
