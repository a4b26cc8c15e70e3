/** The stages of Portolan as functions: a document's claims, and the flows of many. */
export { type Extraction, extract, mayClaim, type Options, type Resolve } from './extract/index.ts'
export { expand, type Input, type Reconciliation, reconcile } from './reconcile/index.ts'
export type * from './schema/types.ts'
export { SchemaError, validate } from './schema/validate.ts'
