import fc from 'fast-check'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { diff } from '../../diff/index.ts'
import { columnOrders, type Page, pages } from '../generators/pages.ts'
import { render, type Style, usual } from '../generators/render.ts'
import { runs } from '../runs.ts'
import { brief, stateOf } from './helpers.ts'

const options = runs(40)

const styles: fc.Arbitrary<Style> = fc.record({
  format: fc.constantFrom('markdown', 'html', 'asciidoc'),
  columns: columnOrders,
  aligned: fc.boolean(),
  list: fc.constantFrom('commas', 'lines'),
})

/** Nothing may be said of two ways to write the same. */
function same(page: Page, style: Style, other: Page, otherStyle: Style) {
  const [before, after] = [
    stateOf(render(page, style), style.format),
    stateOf(render(other, otherStyle), otherStyle.format),
  ]
  assert.ok(before.documents[0]!.claims.length > 0)
  assert.equal(brief(diff(before, after)), [])
}

test('a page against itself', () => {
  fc.assert(
    fc.property(pages, styles, (page, style) => same(page, style, page, style)),
    options,
  )
})

test('columns in another order, tables aligned, lists broken otherwise, another format', () => {
  fc.assert(
    fc.property(pages, styles, styles, (page, style, other) => same(page, style, page, other)),
    options,
  )
})

test('rows in another order', () => {
  const shuffled = pages.chain(page =>
    fc
      .tuple(...page.map(({ rows }) => fc.shuffledSubarray(rows, { minLength: rows.length })))
      .map(rows => ({ page, other: page.map((section, i) => ({ ...section, rows: rows[i]! })) })),
  )
  fc.assert(
    fc.property(shuffled, styles, ({ page, other }, style) => same(page, style, other, style)),
    options,
  )
})

test('sections in another order', () => {
  const shuffled = pages.chain(page =>
    fc.tuple(fc.constant(page), fc.shuffledSubarray(page, { minLength: page.length })),
  )
  fc.assert(
    fc.property(shuffled, ([page, other]) => same(page, usual, other, usual)),
    options,
  )
})

test('prose reworded', () => {
  const reworded = pages.chain(page =>
    fc.array(fc.lorem(), { minLength: page.length, maxLength: page.length }).map(prose => ({
      page,
      other: page.map((section, i) => ({ ...section, prose: prose[i]! })),
    })),
  )
  fc.assert(
    fc.property(reworded, ({ page, other }) => same(page, usual, other, usual)),
    options,
  )
})

test.run()
