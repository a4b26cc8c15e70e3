import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { parseCsv } from '../dataset/helpers.ts'
import { several } from './helpers.ts'
import { checkoutWith } from './house.ts'

const cwd = checkoutWith()
const [csv, words, product, json, markdown, none, strange] = await several([
  { args: ['roles', '-f', 'csv'], cwd },
  { args: ['roles', '-f', 'csv', 'LIGHT', 'keep'], cwd },
  { args: ['roles', '-f', 'csv', '--product', 'light'], cwd },
  { args: ['roles', '-f', 'json', 'keepers'], cwd },
  { args: ['roles', '-f', 'markdown', 'keepers'], cwd },
  { args: ['roles', 'keepr'], cwd },
  { args: ['roles', '--product', 'zeppelin'], cwd },
])

const cells = (text: string) =>
  parseCsv(text)
    .slice(1)
    .map(row => row.join('|'))

test('roles, then groups with their members, then other ends; how many flows start and lead there', () => {
  assert.equal(cells(csv!.stdout), [
    'controlplane|role|Control plane node||',
    'keeper|role|Keeper of a light|1|3',
    'lamp|role|Lamp|3|1',
    'warden|role|Warden||1',
    'keepers|group|Keepers (keeper, warden)||',
    'lights|group|All of a lighthouse (lamp, keepers)|1|1',
    'any|any|Anybody at all|1|',
  ])
})

test('those that hold every word', () =>
  assert.equal(cells(words!.stdout), ['keeper|role|Keeper of a light|1|3']))

test('those that have flows of a product', () => {
  const ids = cells(product!.stdout).map(row => row.split('|')[0])
  assert.equal(ids, ['keeper', 'lamp', 'warden', 'lights', 'any'])
})

test('json and markdown', () => {
  assert.equal(JSON.parse(json!.stdout), [
    { id: 'keepers', title: 'Keepers', kind: 'group', members: ['keeper', 'warden'], starts: 0, listens: 0 },
  ])
  assert.match(markdown!.stdout, '| keepers | group | Keepers (keeper, warden) |\n')
})

test('none: the nearest, or the products that there are', () => {
  assert.equal(none, {
    status: 1,
    stdout: '',
    stderr: 'portolan: no role has “keepr”; did you mean keeper?\n',
  })
  assert.equal([strange!.status, strange!.stdout], [1, ''])
  assert.match(strange!.stderr, '--product zeppelin: not in the dataset; there are light\n')
})

test.run()
