import type { Node } from '../schema/types.ts'
import { address } from './address.ts'
import { type Roles, rolesVocabulary, type Scope } from './roles-vocabulary.ts'
import { fold, normalize } from './text.ts'

/** The end that nobody named. */
export const unknown: Node = { kind: 'unknown', id: 'unknown' }

/**
 * Finds out who is meant by a label.
 *
 * @param label the words of a document
 * @param scope the pages that they stand on: plain "nodes" are others in every product
 * @returns the nodes, more than one for a joined phrase; null when the vocabulary does not know the words
 */
export function resolve(label: string, scope: Scope): Node[] | null {
  const roles = rolesVocabulary()
  const one = lookUp(label, scope, roles) ?? rewriteAndLookUp(normalize(label), scope, roles)
  return one ? [one] : resolveParts(normalize(label), scope, roles)
}

/** The title of a role or group, for people; undefined for an id that the vocabulary does not have. */
export function titleOf(id: string): string | undefined {
  return rolesVocabulary().titles.get(id)
}

/** The products on whose pages some words mean something else than elsewhere. */
export function products(): string[] {
  return rolesVocabulary().products
}

function lookUp(label: string, scope: Scope, roles: Roles): Node | null {
  const words = fold(label)
  const scoped = roles.scopes.filter(one => one.of(scope)).map(one => one.aliases)
  const aliases = [...scoped, roles.aliases].find(one => one.has(words))
  return aliases?.get(words) ?? address(label)
}

function rewriteAndLookUp(label: string, scope: Scope, roles: Roles): Node | null {
  let words = label
  for (const rewrite of roles.rewrites) {
    const changed = normalize(words.replace(rewrite.match, rewrite.with))
    const found = changed === words ? null : lookUp(changed, scope, roles)
    if (found) return found
    words = changed
  }
  return null
}

/** All parts have to be known: of "etcd and the rest" nothing is. */
function resolveParts(label: string, scope: Scope, roles: Roles): Node[] | null {
  for (const split of roles.splits) {
    const parts = label.split(split).filter(part => part !== '')
    const nodes = parts.length > 1 ? parts.map(part => resolve(part, scope)) : [null]
    if (nodes.every(found => found !== null)) return distinct(nodes.flat())
  }
  return null
}

function distinct(nodes: Node[]): Node[] {
  return [...new Map(nodes.map(node => [`${node.kind}:${node.id}`, node])).values()]
}
