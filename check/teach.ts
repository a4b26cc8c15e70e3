import { extend } from '../reconcile/load.ts'
import { type Roles, rolesVocabulary } from '../reconcile/roles-vocabulary.ts'
import type { Problem } from '../schema/problems.ts'
import { SchemaError } from '../schema/validate.ts'
import { type Config, unknownName, type Words } from './config.ts'
import { faultOf } from './expressions.ts'

/**
 * Adds the words of a configuration to the vocabulary, for everything that is read from now on; those of
 * another configuration are forgotten.
 *
 * @param file what its file is called in messages
 * @throws {SchemaError} when they speak of roles that there are not, or have an expression that is none
 */
export function teach(config: Config, file: string): void {
  const { roles = {}, groups = {}, services = {}, terms = {} } = config
  const faulty = Object.entries(services).flatMap(([id, service]) => expressionsOf(id, service))
  if (faulty.length > 0) throw new SchemaError(file, faulty)
  extend('roles', { roles, groups })
  extend('services', { services })
  extend('terms', terms)
  const problems = strangers({ groups, services }, rolesVocabulary())
  if (problems.length > 0) throw new SchemaError(file, problems)
}

function expressionsOf(id: string, { names = [] }: Words): Problem[] {
  return names.flatMap((name, i) => faultOf(`/services/${id}/names/${i}`, name))
}

/** Roles that are spoken of and that nobody knows. */
function strangers(
  { groups, services }: { groups: Record<string, Words>; services: Record<string, Words> },
  roles: Roles,
): Problem[] {
  const known = [...roles.titles.keys()]
  const unknown = (path: string, names: string[] = []): Problem[] =>
    names.flatMap((name, i) =>
      known.includes(name) ? [] : [unknownName(`${path}/${i}`, `role or group: "${name}"`, name, known)],
    )
  const empty = Object.keys(groups).filter(id => roles.groups.get(id)?.length === 0)
  return [
    ...empty.map(id => ({
      path: `/groups/${id}/members`,
      message: 'is missing; name the roles of the group',
    })),
    ...Object.entries(groups).flatMap(([id, { members }]) => unknown(`/groups/${id}/members`, members)),
    ...Object.entries(services).flatMap(([id, { to }]) => unknown(`/services/${id}/to`, to)),
  ]
}
