import type { Config } from './check/config.ts'
import { rules as allRules, type Checked, check, type Document, type Rule } from './check/index.ts'
import { vocabularyOf } from './check/vocabulary-of.ts'
import { diff, type State } from './diff/index.ts'
import {
  createVocabulary,
  type Extraction,
  extract,
  type Limits,
  type Options,
  type Vocabulary as Words,
} from './extract/index.ts'
import {
  defaultVocabulary,
  type Input,
  type Reconciliation,
  type Vocabulary as Roles,
  reconcile,
} from './reconcile/index.ts'
import type { Difference } from './schema/types.ts'

/** Settings of all stages. */
export interface Settings {
  vocabulary?: {
    /** The words by which documents are read; default: `createVocabulary()`. */
    words?: Words
    /** The roles, groups and services that are known; default: `createRoles()`. */
    roles?: Roles
  }
  /** How much of one document is read; default of each: `defaultLimits`. */
  limits?: Partial<Limits>
  /** The rules that documents are checked by; default: all that come with Portolan. */
  rules?: Rule[]
}

/** The stages of Portolan with the same settings. */
export interface Portolan {
  /**
   * Reads every claim that a document makes about ports.
   *
   * @param path path of the document, as it shall stand in the claims: relative, with `/`
   * @param text its text
   * @returns claims in the order of the page, and messages; lines and columns are 1-based, ports inclusive
   * @throws {LimitError} when the document goes beyond a limit
   */
  extract(path: string, text: string, options?: Omit<Options, 'vocabulary' | 'limits'>): Promise<Extraction>
  /**
   * Finds mistakes and contradictions in documents.
   *
   * @returns findings in the order of the documents and their lines
   * @throws {LimitError} when a document goes beyond a limit
   */
  check(documents: Omit<Document, 'vocabulary' | 'limits'>[]): Promise<Checked>
  /**
   * Makes flows of the claims of several sources.
   *
   * @throws {CorrectionError} when a correction does not find what it expects
   */
  reconcile(sources: Input[]): Reconciliation
  /**
   * Compares two states of the dataset, or of documents.
   *
   * @throws {KindError} when the states are of different kinds
   */
  diff(before: State, after: State): Difference
}

/**
 * Makes the roles that come with Portolan, with others added.
 *
 * @param additions `roles`, `groups`, `services` and `terms` as in a configuration
 * @throws {SchemaError} when they name roles that do not exist, or have an invalid expression
 */
export function createRoles(additions: Pick<Config, 'roles' | 'groups' | 'services' | 'terms'> = {}): Roles {
  return vocabularyOf(additions, 'createRoles')
}

/**
 * Makes the stages of Portolan. Nothing is kept between calls except what is compiled from the vocabulary.
 *
 * @param settings settings of all stages
 */
export function createPortolan(settings: Settings = {}): Portolan {
  const { limits, rules = allRules } = settings
  const { words: vocabulary = createVocabulary(), roles = defaultVocabulary() } = settings.vocabulary ?? {}
  return {
    extract: (path, text, options) => extract(path, text, { ...options, vocabulary, limits }),
    check: documents =>
      check(
        documents.map(document => ({ ...document, vocabulary, limits })),
        rules,
        roles,
      ),
    reconcile: sources => reconcile(sources, roles),
    diff: (before, after) => diff(before, after, roles),
  }
}
