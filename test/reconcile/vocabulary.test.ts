import { readFileSync } from 'node:fs'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { parse } from 'yaml'
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
const { services } = read<{ services: Record<string, ServiceEntry> }>('services')
const { axes } = read<ConditionsFile>('conditions')
const known = [...Object.keys(roles.roles), ...Object.keys(roles.groups)]

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
  assert.equal(repeated(known), [])
})

test('groups, scopes and services speak of roles that there are', () => {
  const members = Object.values(roles.groups).flatMap(group => group.members ?? [])
  const scoped = roles.scopes.flatMap(scope => Object.keys(scope.aliases))
  const served = Object.values(services).flatMap(service => service.to ?? [])
  assert.equal(
    [...members, ...scoped, ...served].filter(one => !known.includes(one)),
    [],
  )
})

test('an alias means one thing', () => {
  const general = [...Object.values(roles.roles), ...Object.values(roles.groups)].flatMap(
    entry => entry.aliases,
  )
  assert.equal(repeated([...general, ...roles.any].map(fold)), [])
  for (const scope of roles.scopes) assert.equal(repeated(Object.values(scope.aliases).flat().map(fold)), [])
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
