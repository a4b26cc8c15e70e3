import type { Product } from '../schema/types.ts'
import { buildConditions, type Conditions, type ConditionsFile } from './conditions.ts'
import { overlay } from './overlay.ts'
import { buildRoles, type Roles, type RolesFile } from './roles-vocabulary.ts'
import { buildServices, type Service, type ServicesFile } from './services.ts'

/** What a vocabulary is made of. */
export interface VocabularyFiles {
  roles: RolesFile
  services: ServicesFile
  conditions: ConditionsFile
  /** What is known of single products. */
  products: Product[]
}

/** What may be added: lists grow, objects are merged key by key, anything else is replaced. */
export interface Additions {
  roles?: object
  services?: object
  products?: Product[]
  /** Words of the field and right words, for checks of spelling. */
  terms?: Terms
}

/** Words that a configuration adds to the terms. */
export type Terms = Partial<Record<'names' | 'ordinary', string[]>>

/** Roles, services and conditions, ready for use. It never changes; {@link createVocabulary} makes one. */
export interface Vocabulary {
  /**
   * What a stage makes of the vocabulary, at its first use, and keeps with it.
   *
   * @param make a pure function, the same one at each call
   */
  derive<Made>(make: (vocabulary: Vocabulary) => Made): Made
  roles: Roles
  /** By their ids. */
  services: ReadonlyMap<string, Service>
  conditions: Conditions
  /** By their ids. */
  products: ReadonlyMap<string, Product>
  /** Words that were added to the terms. */
  terms: Terms
}

/**
 * Makes a vocabulary of its files; products are merged over the general words.
 *
 * @param files the general words, and the products that are known
 * @param additions words of a configuration, and further products; one of the same id adds to it
 */
export function createVocabulary(files: VocabularyFiles, additions: Additions = {}): Vocabulary {
  const products = mergedProducts([...files.products, ...(additions.products ?? [])])
  const roles = buildRoles(merged(files.roles, products.map(rolesOf), additions.roles), products)
  const services = merged(files.services, products.map(servicesOf), additions.services)
  const derived = new Map<unknown, unknown>()
  const vocabulary: Vocabulary = {
    derive: make => {
      if (!derived.has(make)) derived.set(make, make(vocabulary))
      return derived.get(make) as ReturnType<typeof make>
    },
    roles,
    services: buildServices(services, roles),
    conditions: buildConditions(files.conditions),
    products: new Map(products.map(product => [product.product, product])),
    terms: additions.terms ?? {},
  }
  return vocabulary
}

function merged<File>(file: File, products: object[], added?: object): File {
  return [...products, added].reduce(overlay, file) as File
}

function rolesOf({ roles = {}, groups = {} }: Product): object {
  return { roles, groups }
}

/** A port that only the product's own pages name tells its service there and nowhere else. */
function servicesOf({ product, services = {} }: Product): object {
  const entries = Object.entries(services).map(([id, { 'own-ports': own, ...service }]) => [
    id,
    own ? { ...service, product } : service,
  ])
  return { services: Object.fromEntries(entries) }
}

function mergedProducts(all: Product[]): Product[] {
  const merged = new Map<string, Product>()
  for (const one of all) merged.set(one.product, overlay(merged.get(one.product), one) as Product)
  return [...merged.values()].sort((a, b) => (a.product < b.product ? -1 : 1))
}
