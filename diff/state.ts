import type { Claim, Finding, Flow } from '../schema/types.ts'

/** A repair made to a document's markup when it was read. */
export interface RepairPlace {
  id: string
  /** The document, or one that it includes. */
  document: string
  line: number
}

/** A document as one state has it: plain data, whoever loaded it. */
export interface DocumentState {
  /** Its name within the state, by which it is found again in the other one; empty where each state is one document. */
  name: string
  /** How it was read: repairs of two formats are not compared. */
  format: string
  claims: Claim[]
  repairs: RepairPlace[]
}

/** Documents, taken literally. */
export interface DocumentsState {
  kind: 'documents'
  /** What reports call it. */
  name: string
  documents: DocumentState[]
  /** Names of documents that are there and cannot be read: nothing is said about them. */
  unread: string[]
  /** Findings about the documents; null when there was no check. */
  findings: Finding[] | null
}

/** A dataset: flows, with the claims that back them. */
export interface DatasetState {
  kind: 'dataset'
  /** What reports call it. */
  name: string
  flows: Flow[]
  claims: Claim[]
  /** The dataset's findings; null when it has none to offer. */
  findings: Finding[] | null
}

/** One side of a comparison. */
export type State = DocumentsState | DatasetState
