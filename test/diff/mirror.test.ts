import fc from 'fast-check'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { diff, taxonomy } from '../../diff/index.ts'
import type { Change } from '../../schema/types.ts'
import { type Page, pages, type Row, row, type Section } from './generators.ts'
import { stateOf } from './helpers.ts'
import { render } from './render.ts'

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

const text = (value: unknown) => JSON.stringify(value)

/** What is told of a change, whichever state is the later. */
function told({ class: id, before, after, open, close }: Change) {
  const facts = (list: Change['before']) =>
    list.map(one => [one.claims, one.ports]).sort((a, b) => (text(a) < text(b) ? -1 : 1))
  return text([id, facts(before), facts(after), open.map(text).sort(), close.map(text).sort()])
}

function mirrored({ class: id, before, after, open, close, ...rest }: Change) {
  const mirror = taxonomy.get(id)!.mirror
  return told({ ...rest, class: mirror, before: after, after: before, open: close, close: open })
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
