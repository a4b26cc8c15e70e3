import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { parse } from 'yaml'
import { loadProducts } from '../../dataset/sources.ts'
import type { ConditionsFile } from '../../reconcile/conditions.ts'
import type { RolesFile } from '../../reconcile/roles-vocabulary.ts'
import type { ServiceEntry } from '../../reconcile/services.ts'
import { fold, normalize } from '../../reconcile/text.ts'

function read<File>(name: string): File {
  return parse(readFileSync(new URL(`../../reconcile/vocabulary/${name}.yaml`, import.meta.url), 'utf8'))
}

function repeated(words: string[]): string[] {
  return words.filter((word, at) => words.indexOf(word) !== at)
}

const id = /^[a-z0-9]+(-[a-z0-9]+)*$/
const roles = read<RolesFile>('roles')
const general = read<{ services: Record<string, ServiceEntry> }>('services')
const products = loadProducts(fileURLToPath(new URL('../../sources', import.meta.url)))
const services = Object.assign(
  {},
  general.services,
  ...products.map(one => one.services),
) as typeof general.services
const { axes } = read<ConditionsFile>('conditions')
const entries = [roles, ...products].flatMap(one => Object.entries({ ...one.roles, ...one.groups }))
const known = [...new Set(entries.map(([id]) => id))]

test('ids are plain, and no group is called as a role is', () => {
  const ids = [
    ...known,
    ...Object.keys(services),
    ...Object.values(axes).flatMap(axis => Object.keys(axis.values)),
  ]
  assert.equal(
    ids.filter(one => !id.test(one)),
    [],
  )
  const groups = [roles, ...products].flatMap(one => Object.keys(one.groups ?? {}))
  // A product may add words to a general role; with a title it makes one.
  const single = [roles, ...products].flatMap(one =>
    Object.entries(one.roles ?? {}).flatMap(([id, { title }]) => (title ? [id] : [])),
  )
  assert.equal(repeated([...single, ...new Set(groups)]), [])
})

test('groups, products and services name roles that exist', () => {
  const members = entries.flatMap(([, entry]) => [...(entry.members ?? []), ...(entry['is-a'] ?? [])])
  const scoped = products.flatMap(({ defaults, deployments }) => [
    ...(defaults?.nodes ? [defaults.nodes] : []),
    ...Object.values(deployments ?? {}).flatMap(({ aliases }) => Object.keys(aliases)),
  ])
  const served = Object.values(services).flatMap(service => [...(service.to ?? []), ...(service.on ?? [])])
  assert.equal(
    [...members, ...scoped, ...served].filter(one => one !== 'any' && !known.includes(one)),
    [],
  )
})

test('an alias means one thing', () => {
  const general = entries.flatMap(([, entry]) => entry.aliases ?? [])
  assert.equal(repeated([...general, ...roles.any].map(fold)), [])
  for (const one of products) {
    const own = Object.values({ ...one.roles, ...one.groups }).flatMap(entry => entry['own-aliases'] ?? [])
    assert.equal(repeated([...own, ...roles.nodes].map(fold)), [])
  }
})

test('expressions on normalised text leave capitals and full-width forms alone', () => {
  const conditions = Object.values(axes).flatMap(axis => Object.values(axis.values).flat())
  const names = Object.values(services).flatMap(service => service.names)
  const expressions = [...conditions, ...names, ...roles.rewrites.map(({ match }) => match)]
  assert.equal(
    expressions.filter(one => one.replace(/\\[A-Z]/g, '') !== one.replace(/\\[A-Z]/g, '').toLowerCase()),
    [],
  )
  assert.equal(
    names.filter(name => name.includes('/') && !name.startsWith('/') && normalize(name) !== name),
    [],
  )
})

test('ports of services are written as they are compared', () => {
  const ports = Object.values(services).flatMap(service => service.ports)
  assert.equal(
    ports.filter(port => !/^(tcp|udp)\/\d+(-\d+)?$/.test(port)),
    [],
  )
})

test.run()
