import { type Vocabulary, vocabularyWith } from '../reconcile/index.ts'
import type { Problem } from '../schema/problems.ts'
import type { Product } from '../schema/types.ts'
import { SchemaError } from '../schema/validate.ts'
import { type Config, unknownName, type Words } from './config.ts'
import { faultOf } from './expressions.ts'

/**
 * Makes the vocabulary of a configuration.
 *
 * @param file what its file is called in messages
 * @param products what is known of further products
 * @throws {SchemaError} when it names roles that do not exist, or has an invalid expression
 */
export function vocabularyOf(config: Config, file: string, products: Product[] = []): Vocabulary {
  const { roles = {}, groups = {}, services = {}, terms = {} } = config
  const faulty = Object.entries(services).flatMap(([id, service]) => expressionsOf(id, service))
  if (faulty.length > 0) throw new SchemaError(file, faulty)
  const vocabulary = vocabularyWith({ roles: { roles, groups }, services: { services }, terms, products })
  const problems = strangers({ groups, services }, vocabulary)
  if (problems.length > 0) throw new SchemaError(file, problems)
  return vocabulary
}

function expressionsOf(id: string, { names = [] }: Words): Problem[] {
  return names.flatMap((name, i) => faultOf(`/services/${id}/names/${i}`, name))
}

/** Roles that are named and not known. */
function strangers(
  { groups, services }: { groups: Record<string, Words>; services: Record<string, Words> },
  { roles }: Vocabulary,
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
