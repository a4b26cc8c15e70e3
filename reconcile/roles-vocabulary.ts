import type { Node, Product } from '../schema/types.ts'
import { any } from './address.ts'
import { fold, wholeWords } from './text.ts'

interface Entry {
  title: string
  aliases: string[]
  /** Only groups have members. */
  members?: string[]
  /** Roles that this one takes in, or does the same as. */
  'is-a'?: string[]
}

/** The content of `roles.yaml`. */
export interface RolesFile {
  roles: Record<string, Entry>
  groups: Record<string, Entry>
  any: string[]
  /** Words for the very end that is on the other side. */
  self: string[]
  /** Words for all ends of a column. */
  all: string[]
  /** Roles that are no nodes. */
  clients: string[]
  /** Plain words for nodes: which ones is a matter of the product. */
  nodes: string[]
  rewrites: { match: string; with: string }[]
  splits: string[]
  /** First words of a part that make a phrase of what looks like a list. */
  phrases: string[]
}

/** The pages that a label stands on; empty texts where that is not known. */
export interface Scope {
  product: string
  deployment: string
}

/** Words as {@link fold} leaves them → who is meant. */
export type Aliases = ReadonlyMap<string, Node>

/** The roles, ready for use. */
export interface Roles {
  /** Role or group by id. */
  titles: ReadonlyMap<string, string>
  groups: ReadonlyMap<string, string[]>
  aliases: Aliases
  /** Words that mean something else on the pages of a product, or of one of its deployments, the narrower first. */
  scopes: { of(scope: Scope): boolean; aliases: Aliases }[]
  /** For each product that says so, all of its nodes. */
  nodes: ReadonlyMap<string, Node>
  /** For each role those that it takes in or does the same as. */
  isA: ReadonlyMap<string, string[]>
  self: ReadonlySet<string>
  all: ReadonlySet<string>
  clients: ReadonlySet<string>
  /** Finds a word for nodes in the head of a column. */
  nodeWords: RegExp
  rewrites: { match: RegExp; with: string }[]
  splits: RegExp[]
  phrases: RegExp
}

/**
 * Makes the roles ready for use.
 *
 * @param file all roles and groups, those of products among them
 * @param products what words mean on their pages
 */
export function buildRoles(file: RolesFile, products: Product[]): Roles {
  // Entries that were added to the file need not say everything.
  const entries: [string, Partial<Entry>][] = Object.entries({ ...file.roles, ...file.groups })
  const groups = new Map(Object.entries(file.groups).map(([id, { members }]) => [id, members ?? []]))
  const nodeOf = (id: string): Node => ({ kind: groups.has(id) ? 'group' : 'role', id })
  const pairs = (words: string[], node: Node): [string, Node][] => words.map(word => [fold(word), node])
  const ids = entries.flatMap(([id]) => pairs([id], nodeOf(id)))
  const general = [...ids, ...entries.flatMap(([id, { aliases }]) => pairs(aliases ?? [], nodeOf(id)))]
  const own = ({ roles, groups: sets, defaults }: Product): [string, Node][] => [
    ...(defaults?.nodes ? pairs(file.nodes, nodeOf(defaults.nodes)) : []),
    ...Object.entries({ ...roles, ...sets }).flatMap(([id, entry]) =>
      pairs(entry['own-aliases'] ?? [], nodeOf(id)),
    ),
  ]
  return {
    titles: new Map(entries.map(([id, { title }]) => [id, title ?? id])),
    groups,
    aliases: new Map([...general, ...pairs(file.any, any)]),
    scopes: [
      ...products.flatMap(({ product, deployments }) =>
        Object.entries(deployments ?? {}).map(([deployment, { aliases }]) => ({
          of: (scope: Scope) => scope.product === product && scope.deployment === deployment,
          aliases: new Map(Object.entries(aliases).flatMap(([id, words]) => pairs(words, nodeOf(id)))),
        })),
      ),
      ...products.map(product => ({
        of: (scope: Scope) => scope.product === product.product,
        aliases: new Map(own(product)),
      })),
    ],
    nodes: new Map(
      products.flatMap(({ product, defaults }): [string, Node][] =>
        defaults?.nodes ? [[product, nodeOf(defaults.nodes)]] : [],
      ),
    ),
    isA: new Map(
      entries.flatMap(([id, entry]): [string, string[]][] => (entry['is-a'] ? [[id, entry['is-a']]] : [])),
    ),
    self: new Set(file.self.map(fold)),
    all: new Set(file.all.map(fold)),
    clients: new Set(file.clients),
    nodeWords: wholeWords(file.nodes.map(fold).join('|')),
    rewrites: file.rewrites.map(rewrite => ({ match: new RegExp(rewrite.match), with: rewrite.with })),
    splits: file.splits.map(split => new RegExp(split)),
    phrases: new RegExp(`^(?:${file.phrases.join('|')})`, 'i'),
  }
}
