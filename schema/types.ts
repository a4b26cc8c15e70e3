// Generated from the JSON Schemas beside this file by `npm run generate`: edit those, not this.

/**
 * A transport or IP protocol by its usual lower-case name; `all` when any protocol is meant.
 */
export type Protocol = string

/**
 * Whether traffic comes in to the node that a statement is about, or goes out from it.
 */
export type Direction = 'inbound' | 'outbound'

/**
 * What states a claim: a table row, a cell of a From/To matrix, a heading or list that spells fields out, prose, or a firewall command.
 */
export type ClaimKind = 'row' | 'cell' | 'entry' | 'sentence' | 'command'

/**
 * A range of ports, both ends included; a single port has equal ends.
 */
export interface Ports {
  /**
   * Lowest port of the range, 0 to 65535.
   */
  first: number
  /**
   * Highest port of the range, itself included, 0 to 65535.
   */
  last: number
}

/**
 * Kind of an ICMP message.
 */
export interface Icmp {
  /**
   * ICMP type.
   */
  type: number
  /**
   * Code of that type; null for all of its codes.
   */
  code: number | null
}

/**
 * A point in a document. As text: `document:line:column`.
 */
export interface Place {
  /**
   * Path of the document from the working folder, with `/`.
   */
  document: string
  /**
   * Line, counted from 1.
   */
  line: number
  /**
   * Column, counted from 1.
   */
  column: number
}

/**
 * One end of a claim, in the words that the document uses.
 */
export interface Endpoint {
  /**
   * The words as written, without markup and footnote marks.
   */
  label: string
  /**
   * True when the words stand around the statement (heading, tab, caption) and not in it.
   */
  implied: boolean
}

/**
 * A stretch of characters in the document that a claim or finding stands in.
 */
export interface Span {
  /**
   * Line of the first character, counted from 1.
   */
  line: number
  /**
   * Column of the first character, counted from 1.
   */
  column: number
  /**
   * Line of the last character, counted from 1.
   */
  endLine: number
  /**
   * Column just after the last character, counted from 1.
   */
  endColumn: number
}

/**
 * Where something stands: a document and a stretch of characters in it.
 */
export interface Location {
  /**
   * Path of the document from the working folder, parted by `/`.
   */
  document: string
  /**
   * Line of the first character, counted from 1.
   */
  line: number
  /**
   * Column of the first character, counted from 1.
   */
  column: number
  /**
   * Line of the last character, counted from 1.
   */
  endLine: number
  /**
   * Column just after the last character, counted from 1.
   */
  endColumn: number
}

/**
 * Which table, which of its rows, and what its columns are called.
 */
export interface ClaimTable {
  /**
   * Line that the table starts on, counted from 1.
   */
  line: number
  /**
   * Row of the table, counted from 1 at the first row below the header.
   */
  row: number
  /**
   * Header words of the columns that the fields come from.
   */
  header: TableHeader
}

/**
 * For each field the words at the head of its column; null when no column holds it.
 */
export interface TableHeader {
  /**
   * Head of the column with the ports.
   */
  ports: string | null
  /**
   * Head of the column with the protocol.
   */
  protocol: string | null
  /**
   * Head of the column with the source endpoints.
   */
  source: string | null
  /**
   * Head of the column with the destination endpoints.
   */
  destination: string | null
  /**
   * Head of the column that tells the purpose.
   */
  description: string | null
}

/**
 * Span of each field in the document; null for a field that is not there or whose place is doubtful.
 */
export interface ClaimSpans {
  /**
   * Characters of the port or range.
   */
  ports: Span | null
  /**
   * Characters of the protocol.
   */
  protocol: Span | null
  /**
   * Characters of the source endpoints.
   */
  source: Span | null
  /**
   * Characters of the destination endpoints.
   */
  destination: Span | null
}

/**
 * What a document says about one protocol and one port range, taken literally: mistakes stay in.
 */
export interface Claim {
  /**
   * Name of the claim: source id (or path, where there is no source), line, and a running number on that line.
   */
  id: string
  /**
   * Form of the statement in the document.
   */
  kind: ClaimKind
  /**
   * Protocol that is stated; null when none is.
   */
  protocol: Protocol | null
  /**
   * Characters that the protocol was read from, unchanged; null when there are none.
   */
  protocolText: string | null
  /**
   * Port or range that is stated, even a mistaken one; null when the document has only words or nothing.
   */
  ports: Ports | null
  /**
   * Words that stand where a port number should; null when there is a number.
   */
  portText: string | null
  /**
   * Endpoints that the traffic starts from; empty when the document names none.
   */
  source: Endpoint[]
  /**
   * Endpoints that listen; empty when the document names none.
   */
  destination: Endpoint[]
  /**
   * Direction that the document gives, seen from the node it speaks about; null when it gives none.
   */
  direction: Direction | null
  /**
   * True when, by the document's own words, this traffic never leaves the node.
   */
  local: boolean
  /**
   * Restrictions on the claim, in the words of the document: footnotes, remarks on platforms, `only if` clauses.
   */
  conditions: string[]
  /**
   * Headings, tabs and captions around the statement, from the outermost to the nearest.
   */
  context: string[]
  /**
   * Words that say what the traffic is for; null when there are none.
   */
  description: string | null
  /**
   * Name of the interpreter that found the claim.
   */
  pattern: string
  /**
   * Ids of the markup repairs without which the claim could not have been read.
   */
  repairs: string[]
  /**
   * Place in a table; null for a claim that no table states.
   */
  table: ClaimTable | null
  /**
   * Where the statement stands in its document.
   */
  location: Location
  /**
   * The exact characters of single fields, for a fix to replace.
   */
  spans: ClaimSpans
}

/**
 * One end of a flow, resolved from the labels in the documents.
 */
export interface Node {
  /**
   * What the end is: a `group` stands for several roles, `host` is an address, `domain` a name that may start with `*.`, `unknown` an end that is not named or that no role explains.
   */
  kind: 'role' | 'group' | 'cidr' | 'host' | 'domain' | 'any' | 'unknown'
  /**
   * Name of the role or group, the address range, the address, the domain name; for `any` and `unknown` that same word.
   */
  id: string
}

/**
 * Conditions on known axes; all of those present must hold together.
 */
export interface When {
  /**
   * Network plug-in of the cluster.
   */
  cni?: Condition
  /**
   * How traffic between nodes is wrapped.
   */
  overlay?: Condition
  /**
   * Where the cluster keeps its state.
   */
  datastore?: Condition
  /**
   * Version of the Internet Protocol.
   */
  ip?: Condition
  /**
   * Operating system of the node.
   */
  os?: Condition
  /**
   * Feature that is in use.
   */
  feature?: Condition
  /**
   * Cloud or infrastructure provider.
   */
  provider?: Condition
  /**
   * Layout of the installation.
   */
  topology?: Condition
}

/**
 * A value, or two and more of which any one will do, in sorted order.
 */
export type Condition = string | string[]

/**
 * What the documents say where the flow says otherwise; only the fields that differ.
 */
export interface StatedValues {
  /**
   * Protocol before correction.
   */
  protocol?: Protocol | null
  /**
   * Port range before correction.
   */
  ports?: Ports | null
  /**
   * Words in place of a port number before correction.
   */
  portText?: string | null
  /**
   * Starting end before correction.
   */
  from?: Node
  /**
   * Listening end before correction.
   */
  to?: Node
}

/**
 * One fact of the dataset: who may open traffic to whom, over which protocol and port range.
 */
export interface Flow {
  /**
   * Stable name made of the flow's own values: product and version, deployment, both ends, protocol, ports and, if there are any, conditions.
   */
  id: string
  /**
   * Product that the documents are about.
   */
  product: string
  /**
   * Version of the product that the documents are about; null when they name none.
   */
  version: string | null
  /**
   * Id of the deployment, one of those that the source lists.
   */
  deployment: string
  /**
   * The end that starts the traffic.
   */
  from: Node
  /**
   * The end that listens.
   */
  to: Node
  /**
   * The one protocol of the flow; null when no claim behind it names any.
   */
  protocol: Protocol | null
  /**
   * The one port range of the flow; null when the documents give no number.
   */
  ports: Ports | null
  /**
   * Words that the documents give in place of a port number, else null.
   */
  portText: string | null
  /**
   * Type and code of the ICMP message; null for another protocol, or when the documents give no type.
   */
  icmp: Icmp | null
  /**
   * Number of the IP protocol, for protocols other than TCP, UDP, SCTP and ICMP; else null.
   */
  ipProtocol: number | null
  /**
   * Service that listens there, by the vocabulary's name; null when unknown.
   */
  service: string | null
  /**
   * True when the traffic stays on one node.
   */
  local: boolean
  /**
   * Conditions in normal form; an empty object when there are none.
   */
  when: When
  /**
   * Conditions that have no normal form, in the document's words.
   */
  conditions: string[]
  /**
   * True when the flow is needed always, false when only under its conditions.
   */
  required: boolean
  /**
   * `stated`: as documented. `corrected`: a correction changed it. `disputed`: a finding casts doubt on it.
   */
  status: 'stated' | 'corrected' | 'disputed'
  /**
   * Values before the corrections; null when none changed anything. Of several corrected claims, the first one's.
   */
  stated: StatedValues | null
  /**
   * Ids of the claims that back the flow, one at the least.
   *
   * @minItems 1
   */
  claims: string[]
  /**
   * Ids of the corrections that were made to those claims.
   */
  corrections: string[]
  /**
   * Ids of the findings that dispute the flow, and of those that its corrections resolve.
   */
  findings: string[]
}

/**
 * File and address that the document has upstream.
 */
export interface Origin {
  /**
   * Name of the original file.
   */
  file: string
  /**
   * Address of the original on the web; null when it is not known.
   */
  url: string | null
}

/**
 * Either `url`, or `git` with `path` and `revision`.
 */
export interface Upstream {
  /**
   * Web address of the document, https; http only to this very machine, for tests.
   */
  url?: string
  /**
   * Address of a git repository, https; file only for tests.
   */
  git?: string
  /**
   * The document's file in the repository, from its top.
   */
  path?: string
  /**
   * Branch, tag or commit; a commit stays what it is.
   */
  revision?: string
}

/**
 * The document as it was fetched last, and whether that is still all there is.
 */
export interface Fetched {
  /**
   * The document's SHA-256 in hexadecimal.
   */
  sha256: string
  /**
   * Commit that it was taken from; null for a web address.
   */
  revision: string | null
  /**
   * Why the last fetch failed, so that an older state is in use; null when it succeeded.
   */
  stale: string | null
  /**
   * Damage in its markup that was mended when it was read.
   */
  repairs: SourceRepair[]
}

/**
 * A mend of the markup.
 */
export interface SourceRepair {
  /**
   * Kind of the damage.
   */
  id: string
  /**
   * Line, 1-based; null when it concerns the whole document.
   */
  line: number | null
  /**
   * What was done, in words.
   */
  message: string
}

/**
 * A way of installing the product, and how to tell that a claim is about it.
 */
export interface Deployment {
  /**
   * Name of the deployment in the ids of flows.
   */
  id: string
  /**
   * Name of the deployment for people.
   */
  title: string
  /**
   * Tab labels, headings or captions; a claim with one of them in its context belongs here.
   */
  match: string[]
  /**
   * True for the deployment of all claims that match no other one; false when left out.
   */
  default?: boolean
}

/**
 * Lowest numbers that a build accepts.
 */
export interface Floor {
  /**
   * Lowest number of claims.
   */
  claims: number
}

/**
 * The file `source.yaml` in a folder of `sources/`: what the document is and where it comes from.
 */
export interface Source {
  /**
   * Name of the source, the same as its folder's.
   */
  id: string
  /**
   * Product that the document is about.
   */
  product: string
  /**
   * Version of the product as text; null when the document names none.
   */
  version: string | null
  /**
   * Language of the document as a BCP 47 tag.
   */
  language: string
  /**
   * Markup that the document is written in.
   */
  format: 'markdown' | 'mdx' | 'html' | 'asciidoc' | 'rst'
  /**
   * Title of the document, in its own language.
   */
  title: string
  /**
   * Name of the document's file in the source's folder.
   */
  document: string
  /**
   * Where the document was taken from.
   */
  origin: Origin
  /**
   * Where `portolan update` fetches the document: a web address, or a file of a git repository. The document itself is not kept then, only what it claims.
   */
  upstream?: Upstream
  /**
   * What became of the fetching; written by `portolan update`.
   */
  fetched?: Fetched
  /**
   * SPDX identifier of the document's licence; null when it is not known.
   */
  license: string | null
  /**
   * Deployments that the document covers, one at the least.
   *
   * @minItems 1
   */
  deployments: Deployment[]
  /**
   * What the document must yield; with less, the build fails.
   */
  floor: Floor
}

/**
 * A role or group: its title, and what documents in any language call it.
 */
export interface ProductRole {
  /**
   * Name for people.
   */
  title?: string
  /**
   * Labels that mean it on any page, in any language.
   */
  aliases?: string[]
  /**
   * Labels that mean it on the product's own pages only.
   */
  'own-aliases'?: string[]
  /**
   * General roles that a node of this role has too; pages of different products are compared by these.
   */
  'is-a'?: string[]
  /**
   * Roles or groups that a group stands for; only for groups.
   *
   * @minItems 1
   */
  members?: string[]
}

/**
 * A service: what documents call it and where it listens.
 */
export interface ProductService {
  /**
   * Name for people.
   */
  title?: string
  /**
   * Names in lower case, or expressions between slashes.
   */
  names?: string[]
  /**
   * Where it listens by default, as `tcp/6443` or `udp/6783-6784`.
   */
  ports?: string[]
  /**
   * True when the port alone identifies the service on the product's own pages only.
   */
  'own-ports'?: boolean
  /**
   * Roles that it must run on for its port alone to identify it.
   */
  to?: string[]
  /**
   * Roles of the nodes that alone run it, and those that are such by `is-a`.
   */
  on?: string[]
}

/**
 * What plain words mean on the product's pages.
 */
export interface ProductDefaults {
  /**
   * Role or group that plain "nodes" means, and "All" in a column of nodes.
   */
  nodes?: string
}

/**
 * What words mean in one deployment.
 */
export interface ProductDeployment {
  /**
   * Labels by the role or group that they mean.
   */
  aliases: {
    [k: string]: string[]
  }
}

/**
 * The file `product.yaml` in a folder of `sources/`: what words mean on the pages of a product, added to the general vocabulary.
 */
export interface Product {
  /**
   * Id of the product; also the name of the folder.
   */
  product: string
  /**
   * Name for people.
   */
  title: string
  /**
   * Single words by which documents name the product, in lower case.
   *
   * @minItems 1
   */
  names: string[]
  /**
   * Roles by their ids.
   */
  roles?: {
    [k: string]: ProductRole
  }
  /**
   * Groups of roles by their ids.
   */
  groups?: {
    [k: string]: ProductRole
  }
  /**
   * Services by their ids.
   */
  services?: {
    [k: string]: ProductService
  }
  /**
   * What plain words mean on the product's pages.
   */
  defaults?: ProductDefaults
  /**
   * What words mean in a deployment only, by the id of the deployment.
   */
  deployments?: {
    [k: string]: ProductDeployment
  }
}

/**
 * A change to certain claims of the source, with what it expects to find. It accepts a finding, or is written in full.
 */
export type Correction = AcceptedFinding | WrittenCorrection

/**
 * A correction that makes the change that a finding proposes; value, reason and evidence come from there.
 */
export interface AcceptedFinding {
  /**
   * Name of the correction, used once in its file.
   */
  id: string
  /**
   * Fingerprint of the finding, or of several that propose the same; the build fails when one is gone.
   */
  accept: Fingerprint | Fingerprints
  /**
   * How many claims the findings are about; any other number fails the build.
   */
  matches: number
}

/**
 * The field `fingerprint` of a finding.
 */
export type Fingerprint = string

/**
 * Fingerprints of several findings.
 *
 * @minItems 1
 */
export type Fingerprints = Fingerprint[]

/**
 * A correction in full: which claims it changes, to what, and why.
 */
export interface WrittenCorrection {
  /**
   * Name of the correction, used once in its file.
   */
  id: string
  /**
   * What the claims to change look like.
   */
  where: CorrectionWhere
  /**
   * How many claims it must select; any other number fails the build.
   */
  matches: number
  /**
   * Fields that get a new value.
   */
  set: CorrectionSet
  /**
   * Why the document is wrong, in a sentence.
   */
  reason: string
  /**
   * Places that support the new value; the build fails when the text is no longer there.
   *
   * @minItems 1
   */
  evidence: CorrectionEvidence[]
}

/**
 * A place in a document of the dataset, and what is written there.
 */
export interface CorrectionEvidence {
  /**
   * `document:line` or `document:line:column`, the document by its source id or its path.
   */
  place: string
  /**
   * Words of that line, from that column on if one is given.
   */
  text: string
}

/**
 * Values of a claim, as the document has them; every field given must agree. One field at the least.
 */
export interface CorrectionWhere {
  /**
   * Headings, tabs or captions that must all be in the claim's context.
   *
   * @minItems 1
   */
  context?: string[]
  /**
   * Form of the statement.
   */
  kind?: ClaimKind
  /**
   * Protocol as read; null selects claims without one.
   */
  protocol?: Protocol | null
  /**
   * The whole range as read; null selects claims without a number.
   */
  ports?: Ports | null
  /**
   * Words in place of a port number; null selects claims without any.
   */
  portText?: string | null
  /**
   * Labels of the source endpoints, all of them in order; an empty list selects claims without a source.
   */
  source?: string[]
  /**
   * Labels of the destination endpoints, all of them in order; an empty list selects claims without one.
   */
  destination?: string[]
  /**
   * Purpose as written; null selects claims without one.
   */
  description?: string | null
}

/**
 * New values; a field that is left out stays as the document has it. One field at the least.
 */
export interface CorrectionSet {
  /**
   * The right protocol; null to take it away.
   */
  protocol?: Protocol | null
  /**
   * The right port range; null to take it away.
   */
  ports?: Ports | null
  /**
   * The right words in place of a port number; null to take them away.
   */
  portText?: string | null
  /**
   * Labels of the right source endpoints; an empty list when there are none.
   */
  source?: string[]
  /**
   * Labels of the right destination endpoints; an empty list when there are none.
   */
  destination?: string[]
  /**
   * The right direction; null to take it away.
   */
  direction?: Direction | null
}

/**
 * The file `corrections.yaml` in a source's folder: reviewed changes to what its document says.
 */
export type Corrections = Correction[]

/**
 * A place that supports a finding, and what is to be seen there.
 */
export interface Evidence {
  /**
   * Path of the document from the working folder, parted by `/`.
   */
  document: string
  /**
   * Line, counted from 1.
   */
  line: number
  /**
   * Column, counted from 1.
   */
  column: number
  /**
   * What this place shows.
   */
  note: string
}

/**
 * A proposed mend: words for a person, and the exact edit where one is safe.
 */
export interface Suggestion {
  /**
   * What to do, in a few words.
   */
  text: string
  /**
   * Characters to put in place of the span, possibly none; null when only words can be given.
   */
  replacement: string | null
  /**
   * Characters to replace in the finding's document; null when there is no exact edit.
   */
  span: Span | null
}

/**
 * A mistake or doubt in the documents, with its place and, where there is one, a way to mend it.
 */
export interface Finding {
  /**
   * Name of the finding, used once in a dataset.
   */
  id: string
  /**
   * Id of the rule that reports it.
   */
  rule: string
  /**
   * How much it matters: `error` is wrong, `warning` is doubtful, `info` is worth a look.
   */
  severity: 'error' | 'warning' | 'info'
  /**
   * What is wrong, in a sentence for the document's author.
   */
  message: string
  /**
   * Where the fault stands.
   */
  location: Location
  /**
   * Other places that show the fault; empty when the place itself is proof enough.
   */
  evidence: Evidence[]
  /**
   * How to mend it; null when that takes a person's judgement.
   */
  suggestion: Suggestion | null
  /**
   * Values that would make its claims right, as a correction sets them; only where the rule knows them.
   */
  set?: CorrectionSet
  /**
   * Ids of the claims that it is about.
   */
  claims: string[]
  /**
   * True when a correction already sets it right in the dataset.
   */
  corrected: boolean
  /**
   * Mark that stays the same when lines move, by which the finding is known again.
   */
  fingerprint: string
}

/**
 * A flow, or what a document says of one protocol and port range, as changes are told of it.
 */
export interface Statement {
  /**
   * Id of the flow; null when documents are compared.
   */
  flow: string | null
  /**
   * Ids of the claims that say so.
   */
  claims: string[]
  /**
   * Protocol; null when none is named.
   */
  protocol: Protocol | null
  /**
   * Port or range; null when there are only words or nothing.
   */
  ports: Ports | null
  /**
   * Words that stand in place of a port number, else null.
   */
  portText: string | null
  /**
   * Ends that start the traffic, as they are understood; empty when nobody is named.
   */
  from: Node[]
  /**
   * Ends that listen, as they are understood; empty when nobody is named.
   */
  to: Node[]
  /**
   * Words for the ends that start the traffic, as written; empty for flows.
   */
  source: string[]
  /**
   * Words for the ends that listen, as written; empty for flows.
   */
  destination: string[]
  /**
   * Direction that a document gives; null when it gives none, and for flows.
   */
  direction: Direction | null
  /**
   * True when the traffic stays on one node.
   */
  local: boolean
  /**
   * Conditions in normal form; an empty object when there are none.
   */
  when: When
  /**
   * Conditions that have no normal form, in words.
   */
  conditions: string[]
  /**
   * Service that listens there, by the vocabulary's name; null when unknown.
   */
  service: string | null
  /**
   * What the document says it is for; null when it does not, and for flows.
   */
  description: string | null
  /**
   * `stated`, `corrected` or `disputed`; claims of documents are always stated.
   */
  status: 'stated' | 'corrected' | 'disputed'
  /**
   * Ids of the repairs to the markup that it rests on.
   */
  repairs: string[]
  /**
   * Where it is said.
   */
  places: Location[]
}

/**
 * What a firewall has to let through, or need not any more.
 */
export interface Traffic {
  /**
   * Protocol; null when none is named.
   */
  protocol: Protocol | null
  /**
   * Port or range; null when there are only words or nothing.
   */
  ports: Ports | null
  /**
   * Words that stand in place of a port number, else null.
   */
  portText: string | null
  /**
   * Ends that start the traffic, as they are understood; empty when nobody is named.
   */
  from: Node[]
  /**
   * Ends that listen, as they are understood; empty when nobody is named.
   */
  to: Node[]
  /**
   * Direction that a document gives; null when it gives none, and for flows.
   */
  direction: Direction | null
  /**
   * True when the traffic stays on one node.
   */
  local: boolean
  /**
   * Conditions in normal form; an empty object when there are none.
   */
  when: When
  /**
   * Conditions that have no normal form, in words.
   */
  conditions: string[]
}

/**
 * All changes between two states.
 */
export interface Difference {
  /**
   * What the first state is called.
   */
  before: string
  /**
   * What the second state is called.
   */
  after: string
  /**
   * How many changes there are of each level.
   */
  counts: ChangeCounts
  /**
   * The changes: what to open first, then what to close, what to review, and the rest; in each level by document and place.
   */
  changes: Change[]
  /**
   * What the change does to the findings; null when a state comes without them.
   */
  findings: FindingChanges | null
}

/**
 * Numbers of changes by level.
 */
export interface ChangeCounts {
  /**
   * Changes that are newly needed.
   */
  open: number
  /**
   * Changes that are no longer needed.
   */
  close: number
  /**
   * Changes that are to be looked at.
   */
  review: number
  /**
   * Changes that are of no effect on traffic.
   */
  none: number
}

/**
 * Findings that only one of two states has.
 */
export interface FindingChanges {
  /**
   * Findings that were not there before.
   */
  appeared: Finding[]
  /**
   * Findings that are no longer there.
   */
  gone: Finding[]
}

/**
 * A difference between two states of documents or of a dataset, with what it means for a firewall.
 */
export interface Change {
  /**
   * What kind of change it is; docs/diff.md tells what each means.
   */
  class:
    | 'added'
    | 'removed'
    | 'repeated'
    | 'unrepeated'
    | 'regrouped'
    | 'port-changed'
    | 'port-widened'
    | 'port-narrowed'
    | 'port-named'
    | 'port-unnamed'
    | 'protocol-changed'
    | 'protocol-widened'
    | 'protocol-narrowed'
    | 'protocol-named'
    | 'protocol-unnamed'
    | 'source-changed'
    | 'source-widened'
    | 'source-narrowed'
    | 'source-named'
    | 'source-unnamed'
    | 'destination-changed'
    | 'destination-widened'
    | 'destination-narrowed'
    | 'destination-named'
    | 'destination-unnamed'
    | 'reversed'
    | 'direction-changed'
    | 'local-gained'
    | 'local-lost'
    | 'deployment-renamed'
    | 'condition-added'
    | 'condition-removed'
    | 'condition-changed'
    | 'status-corrected'
    | 'status-stated'
    | 'status-disputed'
    | 'status-settled'
    | 'repair-came'
    | 'repair-went'
    | 'reworded'
    | 'moved'
  /**
   * What of a statement has changed.
   */
  axis:
    | 'existence'
    | 'port'
    | 'protocol'
    | 'source'
    | 'destination'
    | 'direction'
    | 'scope'
    | 'condition'
    | 'status'
    | 'rendering'
    | 'wording'
    | 'place'
  /**
   * What is to be done: `open` lets traffic through that is newly needed, `close` may stop traffic that no longer is, `review` takes a look, `none` nothing.
   */
  level: 'open' | 'close' | 'review' | 'none'
  /**
   * Mark made of the facts, by which the change is known again when lines move.
   */
  fingerprint: string
  /**
   * Document that it is about, or product, version and deployment parted by `/`; empty when two documents are compared.
   */
  area: string
  /**
   * Headings, tabs and captions around it, outermost first; those after the change where there are any.
   */
  context: string[]
  /**
   * What has changed, in a line.
   */
  message: string
  /**
   * What was stated; empty when nothing was.
   */
  before: Statement[]
  /**
   * What is stated now; empty when nothing is. As many as before, in the same order, or one side is empty.
   */
  after: Statement[]
  /**
   * Traffic that was not stated before.
   */
  open: Traffic[]
  /**
   * Traffic that is no longer stated.
   */
  close: Traffic[]
}

/**
 * What each schema describes, by the name of the schema.
 */
export interface SchemaTypes {
  claim: Claim
  flow: Flow
  source: Source
  product: Product
  correction: Corrections
  finding: Finding
  change: Change
}
