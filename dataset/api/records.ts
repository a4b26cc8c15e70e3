import type { CorrectionSet, Evidence, Ports, Protocol, Source } from '../../schema/types.ts'

/** A role, or a group that stands for several. */
export interface RoleRecord {
  id: string
  /** Name for people. */
  title: string
  kind: 'role' | 'group'
  /** Ids of the roles or groups that a group stands for; empty for a role. */
  members: string[]
  /** General roles that a node of this role has too. */
  isA?: string[]
}

/** What listens somewhere. */
export interface ServiceRecord {
  id: string
  /** Name for people. */
  title: string
  /** What documents call it, lower-case. */
  names: string[]
  /** Where it listens unless it is told otherwise. */
  ports: (Ports & { protocol: Protocol })[]
}

/** A source: what it is, and what became of the claims that its document makes. */
export interface SourceRecord extends Omit<Source, 'document' | 'versions'> {
  /** Versions of the product that it is about, in their order; none when the document names none. */
  versions: string[]
  /** True for a document that is kept as it was, outside of default answers. */
  archived: boolean
  /** Its file in the repository upstream; null for a document that is kept here. */
  path: string | null
  /** Commit that it was read at; null where there is none. */
  revision: string | null
  /** Day of that commit. */
  date: string | null
  /** Why an older state is in use; null when it is the current one. */
  stale: string | null
  /** Whether no later state of the document is known. */
  isNewest: boolean
  /** Path of the document, as it stands in the places of claims. */
  document: string
  /** The document's SHA-256 in hexadecimal. */
  sha256: string
  /** How many claims it makes, altogether and by their kind. */
  claims: { total: number; [kind: string]: number }
  /** How many flows its claims back. */
  flows: number
  /** The corrections that were made to its claims. */
  corrections: MadeCorrection[]
  /** The damage in its markup that was mended when it was read. */
  repairs: { id: string; line: number | null; message: string }[]
  /** Claims that back no flow, and why. */
  unresolved: { claim: string; reason: string; message: string }[]
  /** Labels that no role is known for, with the claims that have them. */
  unknownLabels: { label: string; claims: string[] }[]
}

/** A correction with what it was made to. */
export interface MadeCorrection {
  /** Its id in `corrections.yaml`. */
  id: string
  /** Fingerprints of the findings that it accepts; absent when it was written in full. */
  accepted?: string[]
  /** The new values. */
  set: CorrectionSet
  /** Why the document is wrong. */
  reason: string
  /** Places that support the new values. */
  evidence: Evidence[]
  /** Ids of the claims that it changed. */
  claims: string[]
}
