import path from 'node:path'
import fc from 'fast-check'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { unfold } from '../../dataset/api/unfold.ts'
import { loadDataset } from '../../dataset/files.ts'
import { fold, modulesOf, namesOf } from '../../dataset/pack/modules.ts'
import { flow } from '../reconcile/build.ts'

const back = (records: unknown[]) => unfold(JSON.stringify(fold(records)))
const dataset = loadDataset(path.join(import.meta.dirname, '../../dataset'))

test('fold: any JSON comes back as it went in', () => {
  fc.assert(fc.property(fc.array(fc.jsonValue()), records => assert.equal(back(records), records)))
})

test('fold: what recurs is written once, whatever it is', () => {
  const { values, shapes } = fold([
    { a: 'fog', b: ['fog'] },
    { a: 'horn', b: ['fog'] },
  ])
  assert.equal(values, ['fog', [-1, 0], [0, 0, 1], 'horn', [0, 3, 1]])
  assert.equal(shapes, [['a', 'b']])
})

test('fold: a number and its digits are two', () =>
  assert.equal(back([1, '1', [1], ['1']]), [1, '1', [1], ['1']]))

test('unfold: nobody can change what others see', () => {
  const [first] = back([{ list: ['fog'] }]) as { list: string[] }[]
  assert.throws(() => first!.list.push('horn'), TypeError)
  assert.throws(() => Object.assign(first!, { list: [] }), TypeError)
})

test('modules: a text in quotes that reads back, one for each list', async () => {
  const records = [flow({ portText: `it's \\ "fog" \u2028 \${x} \`` })]
  const modules = modulesOf({ ...dataset, flows: records })
  assert.equal([...modules.keys()].sort(), [
    'claims.ts',
    'findings.ts',
    'flows.ts',
    'roles.ts',
    'services.ts',
    'sources.ts',
  ])
  const code = modules.get('flows.ts')!.replace(': string', '')
  const { default: text } = await import(`data:text/javascript,${encodeURIComponent(code)}`)
  assert.equal(unfold(text), records)
})

test('modules: of the data a fraction is left', () => {
  const size = JSON.stringify(dataset.claims).length
  assert.ok(modulesOf(dataset).get('claims.ts')!.length < size / 3)
})

test('names: quotes stay inside, nothing is never, long lists have a line each', () => {
  const text = namesOf({
    ...dataset,
    flows: [flow({ from: { kind: 'host', id: "keeper's" }, when: { cni: ['fog', 'horn'] } })],
    claims: [],
    findings: [],
  })
  assert.match(text, "export type Address = 'keeper\\'s'\n")
  assert.match(text, 'export type Rule = never\n')
  assert.match(text, "export interface Axes {\n  cni: 'fog' | 'horn'\n}\n")
  assert.match(text, /export type Role =\n {2}\| 'administrator'\n/)
})

test.run()
