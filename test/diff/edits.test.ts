import fc from 'fast-check'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { type ChangeClass, diff, taxonomy } from '../../diff/index.ts'
import { mirrorOfLevel } from '../../diff/taxonomy.ts'
import {
  columnOrders,
  conditions,
  labels,
  type Page,
  plainPages,
  protocols,
  type Row,
} from '../generators/pages.ts'
import { render, type Style, usual } from '../generators/render.ts'
import { runs } from '../runs.ts'
import { stateOf } from './helpers.ts'

/** An edit to one row: the row as it is then, none when it is deleted; null where the edit is none. */
interface Edit {
  title: string
  expected: ChangeClass
  edit(row: Row, pick: <T>(from: T[]) => T): Row | 'deleted' | null
}

const fresh = { first: 61_003, last: 61_003 }

const edits: Edit[] = [
  {
    title: 'a port',
    expected: 'port-changed',
    edit: row => ({ ...row, ports: [fresh, ...row.ports.slice(1)] }),
  },
  {
    title: 'a range made longer',
    expected: 'port-widened',
    edit: row => ({
      ...row,
      ports: row.ports.map((one, i) => (i === 0 ? { ...one, last: one.last + 3 } : one)),
    }),
  },
  {
    title: 'the protocol',
    expected: 'protocol-changed',
    edit: (row, pick) => ({ ...row, protocol: pick(protocols.filter(one => one !== row.protocol)) }),
  },
  {
    title: 'the source',
    expected: 'source-changed',
    edit: (row, pick) => ({ ...row, source: [pick(labels.filter(one => !row.source.includes(one)))] }),
  },
  {
    title: 'one more source',
    expected: 'source-widened',
    edit: (row, pick) => ({
      ...row,
      source: [...row.source, pick(labels.filter(one => !row.source.includes(one)))],
    }),
  },
  {
    title: 'a source less',
    expected: 'source-narrowed',
    edit: row => (row.source.length < 2 ? null : { ...row, source: row.source.slice(1) }),
  },
  {
    title: 'the destination',
    expected: 'destination-changed',
    edit: (row, pick) => ({
      ...row,
      destination: [pick(labels.filter(one => !row.destination.includes(one)))],
    }),
  },
  {
    title: 'anybody as destination',
    expected: 'destination-widened',
    edit: row => ({ ...row, destination: ['any'] }),
  },
  { title: 'a row deleted', expected: 'removed', edit: () => 'deleted' },
  {
    title: 'a condition',
    expected: 'condition-added',
    edit: (row, pick) => (row.condition ? null : { ...row, condition: pick(conditions.slice(1)) }),
  },
  {
    title: 'another condition',
    expected: 'condition-changed',
    edit: (row, pick) =>
      row.condition
        ? { ...row, condition: pick(conditions.slice(1).filter(one => one !== row.condition)) }
        : null,
  },
  {
    title: 'other words',
    expected: 'reworded',
    edit: row => (row.description ? { ...row, description: `${row.description} at sea` } : null),
  },
]

/** A page, one of its rows edited, and how both are written. */
const cases = (edit: Edit['edit']) =>
  fc
    .tuple(plainPages, fc.nat(), fc.nat(), columnOrders)
    .map(([before, at, choice, columns]) => {
      const places = before.flatMap(({ rows }, section) => rows.map((_, row) => ({ section, row })))
      const place = places[at % places.length]
      if (!place) return null
      const edited = edit(before[place.section]!.rows[place.row]!, from => from[choice % from.length]!)
      return edited && { before, after: replaced(before, place, edited), style: { ...usual, columns } }
    })
    .filter(one => one !== null)

function replaced(page: Page, at: { section: number; row: number }, edited: Row | 'deleted'): Page {
  const rows = page[at.section]!.rows.flatMap((row, i) =>
    i !== at.row ? [row] : edited === 'deleted' ? [] : [edited],
  )
  return page.map((section, i) => (i === at.section ? { ...section, rows } : section))
}

function changesBetween(before: Page, after: Page, style: Style) {
  return diff(stateOf(render(before, usual)), stateOf(render(after, style))).changes
}

for (const { title, expected, edit } of edits) {
  test(`${title}: told exactly, and the other way round its mirror`, () => {
    fc.assert(
      fc.property(cases(edit), ({ before, after, style }) => {
        const there = changesBetween(before, after, style)
        const back = changesBetween(after, before, style)
        const { level, mirror, own } = taxonomy.get(expected)!
        assert.equal(
          there.map(change => [change.class, change.level]),
          [[expected, level]],
        )
        assert.equal(
          back.map(change => [change.class, change.level]),
          [[mirror, own ? level : mirrorOfLevel[level]]],
        )
        assert.equal(back[0]!.close.length, there[0]!.open.length)
        assert.equal(back[0]!.open.length, there[0]!.close.length)
      }),
      runs(30),
    )
  })
}

/** Two edits to one row that has a purpose. */
const doubles: { title: string; expected: ChangeClass[]; edit: Edit['edit'] }[] = [
  {
    title: 'a port and the protocol',
    expected: ['port-changed', 'protocol-changed'],
    edit: (row, pick) => ({
      ...row,
      ports: [fresh, ...row.ports.slice(1)],
      protocol: pick(protocols.filter(one => one !== row.protocol)),
    }),
  },
  {
    title: 'both ends',
    expected: ['source-changed', 'destination-changed'],
    edit: (row, pick) => {
      const source = labels.filter(one => !row.source.includes(one))
      // Ends that change places are another change.
      const destination = source.filter(one => !row.destination.includes(one))
      return destination.length === 0
        ? null
        : { ...row, source: [pick(source)], destination: [pick(destination)] }
    },
  },
  {
    title: 'a port and a condition',
    expected: ['port-changed', 'condition-added'],
    edit: (row, pick) =>
      row.condition
        ? null
        : { ...row, ports: [fresh, ...row.ports.slice(1)], condition: pick(conditions.slice(1)) },
  },
]
for (const { title, expected, edit } of doubles)
  test(`${title} of one row: each told once, and what is to be opened and closed once`, () => {
    const ofOnePort: Edit['edit'] = (row, pick) =>
      row.description && row.ports.length === 1 ? edit(row, pick) : null
    fc.assert(
      fc.property(cases(ofOnePort), ({ before, after, style }) => {
        const [there, back] = [changesBetween(before, after, style), changesBetween(after, before, style)]
        const mirrors = expected.map(id => taxonomy.get(id)!.mirror)
        assert.equal(there.map(change => change.class).sort(), expected.toSorted())
        assert.equal(back.map(change => change.class).sort(), mirrors.toSorted())
        assert.equal(
          [there, back].map(list => list.flatMap(({ open }) => open).length),
          [1, 1],
        )
        assert.equal(
          [there, back].map(list => list.flatMap(({ close }) => close).length),
          [1, 1],
        )
      }),
      runs(30),
    )
  })

test.run()
