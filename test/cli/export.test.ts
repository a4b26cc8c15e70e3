import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import initSqlJs from 'sql.js'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { exportFormats } from '../../cli/commands/export.ts'
import { records } from '../dataset/helpers.ts'
import { portolan, several } from './helpers.ts'
import { checkoutWith, house } from './house.ts'

const cwd = checkoutWith()
const file = (name: string) => path.join(cwd, name)

const written = await several(
  exportFormats.map(to => ({
    args: ['export', '--to', to, '--deployment', 'house', '-o', `house.${to}`],
    cwd,
  })),
)
const text = (to: string) => readFileSync(file(`house.${to}`), 'utf8')

for (const [at, to] of exportFormats.entries()) {
  test(`${to}: written to a file, in silence`, () => {
    assert.equal(written[at], { status: 0, stdout: '', stderr: '' })
    assert.ok(existsSync(file(`house.${to}`)))
  })
}

const chosen = house.flows.filter(({ deployment }) => deployment === 'house').map(({ id }) => id)

test('csv: the flows that were chosen', () => {
  assert.equal(
    records(text('csv')).map(({ id }) => id),
    chosen,
  )
})

test('sqlite: the flows that were chosen, with what is said about them', async () => {
  const { Database } = await initSqlJs()
  const database = new Database(readFileSync(file('house.sqlite')))
  const column = (sql: string) => database.exec(sql)[0]!.values.map(([value]) => value)
  assert.equal(column('SELECT id FROM flows ORDER BY id'), chosen.toSorted())
  assert.equal(column('SELECT id FROM claims ORDER BY line').length, 6)
  assert.equal(column('SELECT id FROM findings'), ['port-slip:house:10:1'])
  database.close()
})

test('xlsx: a ZIP file', () => assert.is(readFileSync(file('house.xlsx')).subarray(0, 2).toString(), 'PK'))

test('pictures have the title that the source gives the deployment', () => {
  assert.match(
    text('svg'),
    '<title id="flows-a-lighthouse-light-house-title">A lighthouse (light / house)</title>',
  )
  assert.match(text('dot'), 'label="A lighthouse (light / house)"')
  assert.match(text('mermaid'), 'accTitle: A lighthouse (light / house)')
})

const [whole, none, unwritable, missing, strange] = await Promise.all([
  portolan(['export', '--to', 'mermaid'], { cwd }),
  portolan(['export', '--to', 'svg', '--product', 'dark'], { cwd }),
  portolan(['export', '--to', 'csv', '-o', 'no/such/folder.csv'], { cwd }),
  portolan(['export'], { cwd }),
  portolan(['export', '--to', 'pdf'], { cwd }),
])

test('standard output, a frame for each deployment', () => {
  assert.is(whole.status, 0)
  assert.match(whole.stdout, /^flowchart TB\n {2}subgraph d1\["A lighthouse \(light \/ house\)"\]\n/)
  assert.match(whole.stdout, '\n  subgraph d2["light / pier"]\n')
})

test('no flows: told, and no file', () => {
  assert.equal([none.status, none.stdout], [1, ''])
  assert.match(none.stderr, '--product dark: not in the dataset; there are light\n')
})

test('a file that cannot be written', () => {
  assert.equal([unwritable.status, unwritable.stdout], [3, ''])
  assert.match(unwritable.stderr, 'no/such/folder.csv: cannot be written')
})

test('no format, or one that there is not, is usage', () => {
  assert.equal([missing.status, strange.status], [2, 2])
  assert.match(strange.stderr, 'Allowed choices are csv, xlsx, sqlite, markdown, mermaid, dot, svg')
})

test.run()
