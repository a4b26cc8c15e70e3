/** The stages of Portolan as functions: a document's claims, the flows of many, and what is wrong with them. */
export {
  type Checked,
  check,
  type Document,
  type Fact,
  type Page,
  type Problem,
  type Rule,
  rules,
  type Statement,
  type Survey,
} from './check/index.ts'
export { type DocumentsState, diff, type State } from './diff/index.ts'
export {
  createVocabulary,
  defaultLimits,
  type Extraction,
  extract,
  LimitError,
  type Limits,
  mayClaim,
  type Options,
  type Resolve,
  type Vocabulary,
  type WordLists,
} from './extract/index.ts'
export { createPortolan, createRoles, type Portolan, type Settings } from './portolan.ts'
export {
  expand,
  type Input,
  type Reconciliation,
  reconcile,
  type Vocabulary as Roles,
} from './reconcile/index.ts'
export type * from './schema/types.ts'
export { SchemaError, validate } from './schema/validate.ts'
