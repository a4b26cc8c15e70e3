import type { Node } from '../schema/types.ts'
import { address } from './address.ts'
import type { Scope } from './roles-vocabulary.ts'
import { fold, normalize } from './text.ts'
import type { Vocabulary } from './vocabulary.ts'

/** The end that is not named, or that no role explains. */
export const unknown: Node = { kind: 'unknown', id: 'unknown' }

/**
 * Finds out who is meant by a label.
 *
 * @param label the words of a document
 * @param scope the pages that they stand on: plain "nodes" are others in every product
 * @returns the nodes, more than one for a joined phrase; null when the vocabulary does not know the words
 */
export function resolve(label: string, scope: Scope, { roles }: Vocabulary): Node[] | null {
  return resolveWith(label, words => lookUp(words, scope, roles), roles)
}

/** Finds who is meant by a part of a label, or null. */
export type LookUp<Found> = (words: string) => Found | null

/**
 * Resolves a label by looking it up, then after each rewrite, then part by part: all parts have to be known.
 *
 * @param find looks up words as they are
 */
export function resolveWith<Found>(
  label: string,
  find: LookUp<Found>,
  roles: Vocabulary['roles'],
): Found[] | null {
  const one = find(label) ?? rewriteAndFind(normalize(label), find, roles)
  if (one !== null) return [one]
  for (const split of roles.splits) {
    const parts = normalize(label)
      .split(split)
      .filter(part => part !== '')
    const found = parts.length > 1 ? parts.map(part => resolveWith(part, find, roles)) : [null]
    if (found.every(one => one !== null)) return distinct(found.flat())
  }
  return null
}

/** Looks up words as they are: on the pages of the product first, then everywhere, then as an address. */
export function lookUp(label: string, scope: Scope, roles: Vocabulary['roles']): Node | null {
  const words = fold(label)
  const scoped = roles.scopes.filter(one => one.of(scope)).map(one => one.aliases)
  const aliases = [...scoped, roles.aliases].find(one => one.has(words))
  return aliases?.get(words) ?? address(label)
}

/** The title of a role or group, for people; undefined for an id that the vocabulary does not have. */
export function titleOf(id: string, { roles }: Vocabulary): string | undefined {
  return roles.titles.get(id)
}

/** Whether each role has one of the other side that is the same, or that one of them is by `is-a`. */
export function areKin(a: string[], b: string[], vocabulary: Vocabulary): boolean {
  const within = (some: string[], others: string[]) => {
    const known = new Set([...others, ...generalRoles(others, vocabulary)])
    return some.every(role => known.has(role) || generalRoles([role], vocabulary).some(one => known.has(one)))
  }
  return within(a, b) && within(b, a)
}

/** Roles as every product knows them, by their `is-a` links; sorted, each once. */
export function generalRoles(roles: string[], { roles: { isA } }: Vocabulary): string[] {
  return [...new Set(roles.flatMap(role => isA.get(role) ?? [role]))].sort()
}

function rewriteAndFind<Found>(label: string, find: LookUp<Found>, roles: Vocabulary['roles']): Found | null {
  let words = label
  for (const rewrite of roles.rewrites) {
    const changed = normalize(words.replace(rewrite.match, rewrite.with))
    const found = changed === words ? null : find(changed)
    if (found !== null) return found
    words = changed
  }
  return null
}

function distinct<Found>(found: Found[]): Found[] {
  return [...new Map(found.map(one => [JSON.stringify(one), one])).values()]
}
