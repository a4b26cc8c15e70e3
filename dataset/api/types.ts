import type * as schema from '../../schema/types.ts'
import type {
  Address,
  Axes,
  Deployment,
  Group,
  Product,
  Protocol,
  Role,
  Rule,
  Service,
  SourceId,
  Version,
} from './names.ts'
import type { Words } from './query.ts'
import type * as records from './records.ts'

/** One end of a flow. */
export type End =
  | { kind: 'role'; id: Role }
  | { kind: 'group'; id: Group }
  | { kind: 'cidr' | 'host' | 'domain'; id: Address }
  | { kind: 'any'; id: 'any' }
  | { kind: 'unknown'; id: 'unknown' }

/** Conditions on known axes; all of those present must hold together. */
export type When = { [Axis in keyof Axes]?: Axes[Axis] | Axes[Axis][] }

/** One fact of the dataset: who may open traffic to whom, over which protocol and port range. */
export interface Flow extends schema.Flow {
  product: Product
  deployment: Deployment
  from: End
  to: End
  protocol: Protocol | null
  service: Service | null
  when: When
}

/** What a document says about one protocol and one port range, taken literally: mistakes stay in. */
export interface Claim extends schema.Claim {
  protocol: Protocol | null
}

/** A mistake or doubt in the documents, with its place and, where there is one, a way to mend it. */
export interface Finding extends schema.Finding {
  rule: Rule
}

/** A source: what it is, and what became of the claims that its document makes. */
export interface SourceRecord extends records.SourceRecord {
  id: SourceId
  product: Product
  version: Version | null
  deployments: (schema.Deployment & { id: Deployment })[]
}

/** A role, or a group that stands for several. */
export type RoleRecord = records.RoleRecord &
  ({ kind: 'role'; id: Role } | { kind: 'group'; id: Group; members: (Role | Group)[] })

/** What listens somewhere. */
export interface ServiceRecord extends records.ServiceRecord {
  id: Service
}

/** The words that a question to the dataset may use. */
export interface Vocabulary extends Words {
  product: Product
  version: Version
  deployment: Deployment
  node: End['id']
  protocol: Protocol
  service: Service
  when: Axes
}
