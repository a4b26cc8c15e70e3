import fc from 'fast-check'
import type { Element, Root } from 'hast'
import rehypeParse from 'rehype-parse'
import { unified } from 'unified'
import { visit } from 'unist-util-visit'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import type { Cell, Grid } from '../../extract/interpret/grid.ts'
import { formGrid, mostColumns } from '../../extract/interpret/grid.ts'
import { runs } from '../runs.ts'

/** What a parser may leave in `colSpan` and `rowSpan`. */
type Span = number | string | undefined

function h(tagName: string, ...children: Element[]): Element {
  return { type: 'element', tagName, properties: {}, children }
}

function td(colSpan?: Span, rowSpan?: Span, tagName = 'td'): Element {
  return { type: 'element', tagName, properties: { colSpan, rowSpan }, children: [] }
}

function parse(html: string): Element {
  const found: Element[] = []
  const tree: Root = unified().use(rehypeParse, { fragment: true }).parse(html)
  visit(tree, 'element', node => void (node.tagName === 'table' && found.push(node)))
  return found[0]!
}

function repeat<T>(count: number, make: () => T): T[] {
  return Array.from({ length: count }, make)
}

/** One letter per slot, the cell's text; a dot where there is no cell. */
function picture(grid: Grid): string {
  return grid.rows.map((_, row) => grid.across(row).map(letter).join('')).join(' ')
}

function letter(cell: Cell | undefined): string {
  const text = cell?.element.children[0]
  return cell === undefined ? '.' : text?.type === 'text' ? text.value.trim() : '?'
}

const pictures = [
  { title: 'nothing', html: '<table></table>', grid: '' },
  { title: 'one cell', html: '<table><tr><td>A</table>', grid: 'A' },
  { title: 'no tbody written', html: '<table><tr><th>A<th>B<tr><td>C<td>D</table>', grid: 'AB CD' },
  {
    title: 'rows of different length',
    html: '<table><tr><td>A<tr><td>B<td>C<td>D<tr></table>',
    grid: 'A.. BCD ...',
  },
  {
    title: 'columns spanned',
    html: '<table><tr><td colspan=3>A<td>B<tr><td>C<td>D</table>',
    grid: 'AAAB CD..',
  },
  {
    title: 'rows spanned',
    html: '<table><tr><td rowspan=2>A<td>B<tr><td>C<tr><td>D</table>',
    grid: 'AB AC D.',
  },
  {
    title: 'a hole in the middle filled from above',
    html: '<table><tr><td>A<td rowspan=3 colspan=2>B<td>C<tr><td>D<td>E<tr><td>F<td>G</table>',
    grid: 'ABBC DBBE FBBG',
  },
  {
    title: 'a matrix whose outer row header spans more rows than the inner ones',
    html: `<table><tr><th colspan=2>A<th>B<tr><th rowspan=4>C<th rowspan=3>D<td>E<tr><td>F<tr><td>G
      <tr><th>H<td>I</table>`,
    grid: 'AAB CDE CDF CDG CHI',
  },
  {
    title: 'a row header that spans fewer rows than its neighbour leaves its column free again',
    html: '<table><tr><th rowspan=2>A<td rowspan=3>B<td>C<tr><td>D<tr><th>E<td>F</table>',
    grid: 'ABC ABD EBF',
  },
  {
    title: 'two header rows',
    html: `<table><thead><tr><th rowspan=2>A<th colspan=2>B<tr><th>C<th>D
      <tbody><tr><td>E<td>F<td>G</table>`,
    grid: 'ABB ACD EFG',
  },
  {
    title: 'a row covered wholly from above',
    html: '<table><tr><td rowspan=2>A<tr></tr><tr><td>B</table>',
    grid: 'A A B',
  },
  {
    title: 'a span past the last row',
    html: '<table><tr><td rowspan=9>A<td>B<tr><td>C</table>',
    grid: 'AB AC',
  },
  {
    title: 'a span that would leave its group',
    html: '<table><thead><tr><th rowspan=3>A<th>B<tbody><tr><td>C<td>D<tbody><tr><td>E</table>',
    grid: 'AB CD E.',
  },
  {
    title: 'rowspan=0 down to the end of the group',
    html: '<table><tbody><tr><td>A<tr><td rowspan=0>B<td>C<tr><td>D<tr><td>E<tbody><tr><td>F</table>',
    grid: 'A. BC BD BE F.',
  },
  {
    title: 'overlap: the later cell shows',
    html: '<table><tr><td>A<td rowspan=2>B<td>C<tr><td colspan=2>D<td>E</table>',
    grid: 'ABC DDE',
  },
  {
    title: 'overlap: the cell from above shows again below',
    html: '<table><tr><td>A<td rowspan=3>B<tr><td colspan=3>C<tr><td>D<td>E</table>',
    grid: 'AB. CCC DBE',
  },
  {
    title: 'overlap between two cells that both span rows',
    html: '<table><tr><td>A<td rowspan=3>B<tr><td colspan=2 rowspan=2>C<td>D<tr><td>E</table>',
    grid: 'AB. CCD CCE',
  },
  {
    title: 'a nested table stays in its cell',
    html: '<table><tr><td>A<table><tr><td>X<td>Y<tr><td>Z</table><td>B<tr><td>C</table>',
    grid: 'AB C.',
  },
  {
    title: 'tfoot where it is written, thead on top',
    html: '<table><tfoot><tr><td>A</tfoot><tbody><tr><td>B<tr><td>C<thead><tr><td>D</table>',
    grid: 'D A B C',
  },
  {
    title: 'columns declared before the rows',
    html: '<table><colgroup><col span=2><col></colgroup><colgroup span=2></colgroup><tr><td>A</table>',
    grid: 'A....',
  },
  {
    title: 'columns declared after a row',
    html: '<table><tr><td>A</tr></tbody><colgroup span=4></colgroup></table>',
    grid: 'A',
  },
]

for (const { title, html, grid } of pictures) {
  test(`picture: ${title}`, () => assert.is(picture(formGrid(parse(html))), grid))
}

const spans: [written: Span, columns: number, rows: number][] = [
  [undefined, 1, 1],
  ['', 1, 1],
  ['two', 1, 1],
  [' 2', 2, 2],
  ['+2', 2, 2],
  ['2px', 2, 2],
  ['-2', 1, 1],
  [-2, 1, 1],
  [2.9, 2, 2],
  [Number.NaN, 1, 1],
  ['0', 1, 5],
  [0, 1, 5],
  [-0, 1, 5],
  ['-0', 1, 5],
  [4, 4, 4],
  ['1001', 1000, 5],
  ['9'.repeat(400), 1000, 5],
  [Number.POSITIVE_INFINITY, 1000, 5],
]

for (const [written, columns, rows] of spans) {
  test(`span: ${typeof written} ${String(written).slice(0, 9)}`, () => {
    const first = h('tr', td(written, written))
    const { width, height } = formGrid(h('table', h('tbody', first, ...repeat(4, () => h('tr'))))).at(0, 0)!
    assert.equal({ width, height }, { width: columns, height: rows })
  })
}

test('headers are th cells and all of thead; rows know their section', () => {
  const html = '<table><thead><tr><td>A<tbody><tr><th>B<td>C<tfoot><tr><td>D</table>'
  const { rows } = formGrid(parse(html))
  assert.equal(
    rows.map(row => [row.section, ...row.cells.map(cell => cell.header)]),
    [
      ['head', true],
      ['body', true, false],
      ['foot', false],
    ],
  )
})

test('the caption is the first one and takes no slot', () => {
  const table = h('table', h('caption'), h('caption'), h('tr', td()))
  assert.is(formGrid(table).caption, table.children[0])
  assert.is(formGrid(table).height, 1)
  assert.is(formGrid(h('table')).caption, null)
})

test('rows without a section form a group that a section ends', () => {
  const grid = formGrid(
    h(
      'table',
      h('tr', td(1, 0)),
      h('caption'),
      h('tr', td()),
      h('constructor'),
      h('tbody', h('tr', td())),
      h('tr'),
    ),
  )
  assert.equal(
    grid.rows.map((row, index) => [row.section, grid.covering(index).length]),
    [
      ['body', 1],
      ['body', 2],
      ['body', 1],
      ['body', 0],
    ],
  )
})

test('outside the grid there is nothing', () => {
  const grid = formGrid(h('table', h('tr', td())))
  const slots = [grid.at(-1, 0), grid.at(0, -1), grid.at(1, 0), grid.at(0, 1), grid.at(0, Number.NaN)]
  assert.equal(
    slots,
    repeat(5, () => undefined),
  )
  assert.equal([grid.across(1), grid.covering(-1)], [[], []])
})

test('an overlapped cell stays in its row and among those that cover a row', () => {
  const grid = formGrid(parse('<table><tr><td>A<td rowspan=2>B<tr><td colspan=2>C</table>'))
  assert.is(grid.rows[0]!.cells.map(letter).join(''), 'AB')
  assert.is(grid.covering(1).map(letter).join(''), 'CB')
})

test('a hostile span costs one entry per row it covers, not one per slot', () => {
  const rows = repeat(50, () => h('tr', ...repeat(8, () => td(1000, 65_534))))
  const grid = formGrid(h('table', h('tbody', ...rows)))
  const entries = grid.rows.reduce((sum, _, row) => sum + grid.covering(row).length, 0)
  // The first row's cells and, to their right, two more; then the width is used up.
  assert.is(entries, 50 * 10 - 2)
  assert.equal([grid.width, grid.height, grid.truncated], [mostColumns, 50, true])
})

test('a row span is at most 65534', () => {
  const rows = [h('tr', td(1, 70_000)), ...repeat(65_535, () => h('tr'))]
  assert.is(formGrid(h('table', ...rows)).at(0, 0)!.height, 65_534)
  assert.is(formGrid(h('table', h('tr', td(1, 0)), ...rows.slice(1))).at(0, 0)!.height, 65_536)
})

test('width is cut, in cells and in declared columns', () => {
  const wide = formGrid(h('table', h('tr', ...repeat(3, () => td(999)), ...repeat(9, () => td(1000)))))
  assert.equal([wide.width, wide.truncated, wide.rows[0]!.cells.length], [mostColumns, true, 11])
  assert.is(wide.rows[0]!.cells.at(-1)!.width, mostColumns - 3 * 999 - 7 * 1000)
  const declared = formGrid(
    h('table', ...repeat(11, () => ({ ...h('colgroup'), properties: { span: 1000 } }))),
  )
  assert.equal([declared.width, declared.truncated], [mostColumns, true])
  const full = formGrid(h('table', h('tr', ...repeat(10, () => td(1000)))))
  assert.equal([full.width, full.truncated], [mostColumns, false])
})

test('rows are left out where they have too many cells, those from above among them', () => {
  const spanning = h('tr', ...repeat(1000, () => td(1, 0)))
  const table = h('table', spanning, ...repeat(1100, () => h('tr', td())))
  const grid = formGrid(table, 500_000)
  assert.equal([grid.height, grid.cells, grid.truncated], [500, 1000 + 499 * 1001, true])
  assert.equal([grid.at(0, 0)!.height, grid.at(500, 0)], [1101, undefined])
})

const cells = fc
  .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 0, max: 4 }), fc.constantFrom('td', 'th'))
  .map(([columns, rows, name]) => td(columns, rows, name))
const trs = fc.array(cells, { maxLength: 5 }).map(children => h('tr', ...children))
const groups = fc
  .tuple(fc.constantFrom('thead', 'tbody', 'tfoot'), fc.array(trs, { maxLength: 5 }))
  .map(([name, children]) => h(name, ...children))
const tables = fc.array(fc.oneof(groups, trs), { maxLength: 6 }).map(children => h('table', ...children))

test('property: every cell lies in the grid, once, and covers its slots unless a later one does', () => {
  fc.assert(
    fc.property(tables, table => {
      const grid = formGrid(table)
      const all = grid.rows.flatMap(row => row.cells)
      assert.equal(new Set(all.map(cell => cell.element)).size, all.length)
      for (const [order, cell] of all.entries()) {
        assert.ok(cell.width >= 1 && cell.column >= 0 && cell.column + cell.width <= grid.width)
        assert.ok(cell.height >= 1 && cell.row + cell.height <= grid.height)
        assert.is(grid.at(cell.row, cell.column), cell, 'a cell always shows where it starts')
        for (let row = cell.row; row < cell.row + cell.height; row++) {
          const slots = grid.across(row).slice(cell.column, cell.column + cell.width)
          assert.ok(slots.every(slot => slot !== undefined && all.indexOf(slot) >= order))
        }
      }
    }),
    runs(300),
  )
})

test.run()
