import { rules as allRules, type Checked, check, type Document, type Rule } from './check/index.ts'
import { diff, type State } from './diff/index.ts'
import {
  createVocabulary,
  type Extraction,
  extract,
  type Limits,
  type Options,
  type Vocabulary,
} from './extract/index.ts'
import { type Input, type Reconciliation, reconcile } from './reconcile/index.ts'
import type { Difference } from './schema/types.ts'

/** What holds for all stages. */
export interface Settings {
  /** The words by which documents are read; default: `createVocabulary()`. */
  vocabulary?: Vocabulary
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
 * Makes the stages of Portolan. Nothing is kept between calls but what is compiled of the vocabulary.
 *
 * @param settings what holds for all stages
 */
export function createPortolan(settings: Settings = {}): Portolan {
  const { vocabulary = createVocabulary(), limits, rules = allRules } = settings
  return {
    extract: (path, text, options) => extract(path, text, { ...options, vocabulary, limits }),
    check: documents =>
      check(
        documents.map(document => ({ ...document, vocabulary, limits })),
        rules,
      ),
    reconcile: sources => reconcile(sources),
    diff,
  }
}
