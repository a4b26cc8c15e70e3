import type { Node } from '../schema/types.ts'
import { any } from './address.ts'
import { vocabulary } from './load.ts'
import { fold } from './text.ts'

interface Entry {
  title: string
  aliases: string[]
  /** Only groups have members. */
  members?: string[]
}

interface Scoped {
  product: string
  deployment?: string
  aliases: Record<string, string[]>
}

/** The content of `roles.yaml`. */
export interface RolesFile {
  roles: Record<string, Entry>
  groups: Record<string, Entry>
  any: string[]
  scopes: Scoped[]
  rewrites: { match: string; with: string }[]
  splits: string[]
}

/** The pages on which a label stands. */
export interface Scope {
  product: string
  deployment: string
}

/** Words as {@link fold} leaves them → who is meant. */
export type Aliases = Map<string, Node>

/** The vocabulary, ready for use. */
export interface Roles {
  /** Role or group by id. */
  titles: Map<string, string>
  groups: Map<string, string[]>
  aliases: Aliases
  scopes: { of(scope: Scope): boolean; aliases: Aliases }[]
  /** Those on whose pages words mean something else. */
  products: string[]
  rewrites: { match: RegExp; with: string }[]
  splits: RegExp[]
}

/** The roles as `roles.yaml` states them. */
export const rolesVocabulary = vocabulary('roles', build)

function build(file: RolesFile): Roles {
  const nodeOf = (id: string): Node => ({ kind: Object.hasOwn(file.groups, id) ? 'group' : 'role', id })
  // Entries that were added to the file need not say everything.
  const entries: [string, Partial<Entry>][] = Object.entries({ ...file.roles, ...file.groups })
  const general = entries.flatMap(([id, { aliases }]) => pairs(aliases ?? [], nodeOf(id)))
  return {
    titles: new Map(entries.map(([id, { title }]) => [id, title ?? id])),
    groups: new Map(Object.entries(file.groups).map(([id, { members }]) => [id, members ?? []])),
    aliases: new Map([...general, ...pairs(file.any, any)]),
    scopes: file.scopes.toSorted(narrowFirst).map(scoped => ({
      of: ({ product, deployment }) =>
        scoped.product === product && (scoped.deployment ?? deployment) === deployment,
      aliases: new Map(Object.entries(scoped.aliases).flatMap(([id, words]) => pairs(words, nodeOf(id)))),
    })),
    products: [...new Set(file.scopes.map(({ product }) => product))],
    rewrites: file.rewrites.map(rewrite => ({ match: new RegExp(rewrite.match), with: rewrite.with })),
    splits: file.splits.map(split => new RegExp(split)),
  }
}

function pairs(words: string[], node: Node): [string, Node][] {
  return words.map(word => [fold(word), node])
}

/** What a word means in a deployment goes before what it means in the product. */
function narrowFirst(a: Scoped, b: Scoped): number {
  return Number(b.deployment !== undefined) - Number(a.deployment !== undefined)
}
