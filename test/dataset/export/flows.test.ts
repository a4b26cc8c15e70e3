import { test } from 'uvu'
import * as assert from 'uvu/assert'
import {
  byDeployment,
  conditionWords,
  deploymentName,
  placeText,
  subsetOf,
  whenWords,
} from '../../../dataset/export/flows.ts'
import { picturesOf } from '../../../dataset/export/picture.ts'
import { house } from '../../cli/house.ts'
import { between } from './build.ts'

const ids = (list: readonly { id: string }[]) => list.map(({ id }) => id)
const of = (...lines: number[]) =>
  house.flows.filter(({ claims }) => claims.some(id => lines.some(line => id === `house:${line}:1`)))

test('all flows are the whole dataset', () => assert.is(subsetOf(house, house.flows), house))

test('some flows come with their claims, findings and sources, and with nothing else', () => {
  const web = subsetOf(house, of(10))
  assert.equal(ids(web.claims), ['house:10:1'])
  assert.equal(ids(web.findings), ['port-slip:house:10:1'])
  assert.equal(ids(web.sources), ['house'])
  assert.is(web.roles, house.roles)
  assert.equal(subsetOf(house, of(9)).findings, [])
})

test('a finding about several claims keeps those that are there', () => {
  const finding = { ...house.findings[0]!, claims: ['house:6:1', 'house:10:1'] }
  const { findings } = subsetOf({ ...house, findings: [finding] }, of(6))
  assert.equal(
    findings.map(({ claims }) => claims),
    [['house:6:1']],
  )
})

test('no flows: nothing is about them', () => {
  const { flows, claims, findings, sources } = subsetOf(house, [])
  assert.equal({ flows, claims, findings, sources }, { flows: [], claims: [], findings: [], sources: [] })
})

test('a picture for each deployment, under the title of its source where there is one', () => {
  assert.equal(
    picturesOf(house).map(({ title }) => title),
    ['A lighthouse (light / house)', 'light / pier'],
  )
})

test('deployments in the order in which they come', () => {
  const flows = [
    between('a>b tcp/1'),
    between('a>b tcp/2', { archived: true, versions: [{ first: '1.x', last: '1.x' }] }),
    between('b>a tcp/1'),
  ]
  assert.equal(
    byDeployment(flows).map(({ name, flows }) => [name, flows.length]),
    [
      ['light / house', 2],
      ['light-1.x / house', 1],
    ],
  )
  assert.is(deploymentName(flows[1]!), 'light-1.x / house')
})

test('words: conditions by axis, those of the document last', () => {
  assert.is(whenWords({}), '')
  assert.is(whenWords({ os: 'linux', cni: ['calico', 'canal'] }), 'calico/canal and linux')
  assert.is(
    conditionWords({ when: { cni: 'canal' }, conditions: ['in fog', 'at ebb'] }),
    'canal; in fog; at ebb',
  )
  assert.is(conditionWords({ when: {}, conditions: [] }), '')
})

test('words: a place, or its address where that leads to the line', () => {
  const place = { document: 'pier.md', line: 3 }
  assert.is(placeText({ ...place, url: 'https://example.org/pier' }), 'pier.md:3')
  assert.is(placeText({ ...place, url: 'https://example.org/pier.md#L3' }), 'https://example.org/pier.md#L3')
})

test.run()
