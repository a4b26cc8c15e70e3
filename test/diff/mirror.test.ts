import fc from 'fast-check'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { diff } from '../../diff/index.ts'
import { type Page, pages, type Row, row, type Section } from '../generators/pages.ts'
import { render } from '../generators/render.ts'
import { stateOf } from './helpers.ts'
import { mirrored, told } from './mirrored.ts'

/** What may become of a row: nothing, its end, or another row's cells. */
const fates = fc.constantFrom(
  'kept',
  'kept',
  'gone',
  'ports',
  'protocol',
  'source',
  'description',
  'condition',
)

/** Two pages that have a good deal in common: sections shuffled, rows edited, deleted, put elsewhere. */
const related: fc.Arbitrary<[Page, Page]> = fc
  .tuple(pages, pages)
  .chain(([page, other]) =>
    fc.tuple(
      fc.constant(page),
      fc.shuffledSubarray([...page, ...other], { minLength: 1 }),
      fc.infiniteStream(fates),
      fc.infiniteStream(row),
    ),
  )
  .map(([page, sections, fates, rows]) => [page, sections.map(section => edited(section, fates, rows))])

function edited(section: Section, fates: Iterator<string>, rows: Iterator<Row>): Section {
  const all = section.rows.flatMap(row => {
    const fate = fates.next().value
    return fate === 'gone' ? [] : fate === 'kept' ? [row] : [{ ...row, [fate]: rows.next().value[fate] }]
  })
  return { ...section, rows: all }
}

test('with the states swapped every change is its mirror', () => {
  fc.assert(
    fc.property(related, ([before, after]) => {
      const [a, b] = [stateOf(render(before)), stateOf(render(after))]
      const [there, back] = [diff(a, b), diff(b, a)]
      assert.equal(there.changes.map(told).sort(), back.changes.map(mirrored).sort())
    }),
    { numRuns: 60 },
  )
})

test.run()
