import claimsText from './data/claims.ts'
import findingsText from './data/findings.ts'
import flowsText from './data/flows.ts'
import rolesText from './data/roles.ts'
import servicesText from './data/services.ts'
import sourcesText from './data/sources.ts'
import type { Claim, Finding, Flow, RoleRecord, ServiceRecord, SourceRecord } from './types.ts'
import { unfold } from './unfold.ts'

/** Gives records that are parsed when they are first asked for, the same each time, and frozen. */
function lazily<T>(text: string): () => readonly T[] {
  let records: readonly T[] | undefined
  return () => {
    records ??= unfold<T>(text)
    return records
  }
}

/** The flows, sorted by their ids. Parsed at the first call, the same each time, and frozen. */
export const flows: () => readonly Flow[] = /* @__PURE__ */ lazily(flowsText)

/** What the documents say, in their order. Parsed at the first call, the same each time, and frozen. */
export const claims: () => readonly Claim[] = /* @__PURE__ */ lazily(claimsText)

/** What is wrong or doubtful in the documents. Parsed at the first call, the same each time, and frozen. */
export const findings: () => readonly Finding[] = /* @__PURE__ */ lazily(findingsText)

/** The documents, sorted by their ids. Parsed at the first call, the same each time, and frozen. */
export const sources: () => readonly SourceRecord[] = /* @__PURE__ */ lazily(sourcesText)

/** The roles and groups, sorted by their ids. Parsed at the first call, the same each time, and frozen. */
export const roles: () => readonly RoleRecord[] = /* @__PURE__ */ lazily(rolesText)

/** The services, sorted by their ids. Parsed at the first call, the same each time, and frozen. */
export const services: () => readonly ServiceRecord[] = /* @__PURE__ */ lazily(servicesText)
