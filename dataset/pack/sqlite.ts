import initSqlJs, { type Database } from 'sql.js'
import type { Claim, Finding, Flow } from '../../schema/types.ts'
import { sourceFinder } from '../api/places.ts'
import type { RoleRecord, ServiceRecord, SourceRecord } from '../api/records.ts'
import type { Dataset } from '../files.ts'
import { cellOf, columns, delimiter } from '../table.ts'

/** Small pages: the smaller tables fill one or two, and most flows and claims still fit a quarter of one. */
const pageSize = 2048

/**
 * Writes a dataset as an SQLite database.
 *
 * @returns the file's bytes; the same dataset gives the same
 * @throws Error of SQLite when a flow or finding names a claim, or a role, that is not there
 */
export async function toSqlite(dataset: Dataset): Promise<Uint8Array> {
  const { Database } = await initSqlJs()
  const database = new Database()
  try {
    database.run(`PRAGMA page_size = ${pageSize}; PRAGMA foreign_keys = ON; BEGIN; ${tables}`)
    for (const [table, rows] of rowsOf(dataset)) insert(database, table, rows)
    database.run(`COMMIT; ${views} VACUUM;`)
    return database.export()
  } finally {
    database.close()
  }
}

function insert(database: Database, table: string, rows: SqlValue[][]): void {
  if (rows.length === 0) return
  const statement = database.prepare(`INSERT INTO ${table} VALUES (${rows[0]!.map(() => '?').join(', ')})`)
  for (const row of rows) statement.run(row)
  statement.free()
}

/** A value in the database. */
type SqlValue = string | number | null

/** For each table its rows, in the order in which the tables refer to each other. */
function rowsOf(dataset: Dataset): [table: string, rows: SqlValue[][]][] {
  const { flows, claims, findings, sources, roles, services } = dataset
  const sourceOf = sourceFinder(sources)
  return [
    ['sources', sources.map(sourceRow)],
    ['roles', roles.map(({ id, title, kind }) => [id, title, kind])],
    ['group_members', roles.flatMap(membersOf)],
    ['services', services.map(({ id, title, names }) => [id, title, names.join(delimiter)])],
    ['service_ports', services.flatMap(portsOf)],
    ['claims', claims.map(claim => claimRow(claim, sourceOf(claim.location.document)?.id ?? ''))],
    ['flows', flows.map(flowRow)],
    ['flow_claims', flows.flatMap(({ id, claims }) => claims.map((claim, i) => [id, i + 1, claim]))],
    ['findings', findings.map(findingRow)],
    ['finding_claims', findings.flatMap(({ id, claims }) => claims.map(claim => [id, claim]))],
    ['flow_findings', flows.flatMap(({ id, findings }) => findings.map(finding => [id, finding]))],
  ]
}

/** Columns of the flows' table that have tables of their own here. */
const elsewhere = ['findings', 'stated_in']

function flowRow(flow: Flow): SqlValue[] {
  return columns
    .filter(({ name }) => !elsewhere.includes(name))
    .map(({ value }) => {
      const cell = value(flow)
      return typeof cell === 'boolean' ? Number(cell) : cell === null ? null : cellOf(cell)
    })
}

function sourceRow(source: SourceRecord): SqlValue[] {
  const { id, product, versions, language, format, title, document, origin, license, sha256 } = source
  const listed = versions.join(delimiter)
  const { archived, revision, date } = source
  return [
    ...[id, product, listed, language, format, title, document, origin.url, license, sha256],
    ...[Number(archived), revision, date],
  ]
}

function membersOf({ id, members }: RoleRecord): SqlValue[][] {
  return members.map(member => [id, member])
}

function portsOf({ id, ports }: ServiceRecord): SqlValue[][] {
  return ports.map(({ protocol, first, last }) => [id, protocol, first, last])
}

function claimRow(claim: Claim, source: string): SqlValue[] {
  const { id, location, kind, protocol, ports, portText, direction, description } = claim
  const labels = (ends: Claim['source']) => ends.map(({ label }) => label).join(delimiter)
  return [
    ...[id, source, location.line, kind, protocol],
    ...[ports?.first ?? null, ports?.last ?? null, portText],
    ...[labels(claim.source), labels(claim.destination), direction, Number(claim.local)],
    ...[claim.conditions.join(delimiter), claim.context.join(delimiter), description],
  ]
}

function findingRow({ id, rule, severity, message, location, suggestion, corrected }: Finding): SqlValue[] {
  const { document, line } = location
  return [id, rule, severity, message, document, line, suggestion?.text ?? null, Number(corrected)]
}

/**
 * The tables of the database. Lists have tables of their own where queries select by their items, else they
 * are text, separated by ` | ` as in `flows.csv`. `yes` and `no` are 1 and 0. A table whose rows may be longer than a
 * quarter of a page has row ids: without them such a row would take a page of its own. There are no further
 * indexes: they would be longer than what they save reading.
 */
const tables = `
CREATE TABLE sources (
  id TEXT PRIMARY KEY, product TEXT NOT NULL, versions TEXT NOT NULL, language TEXT NOT NULL, format TEXT NOT NULL,
  title TEXT NOT NULL, document TEXT NOT NULL UNIQUE, url TEXT, license TEXT, sha256 TEXT NOT NULL,
  archived INTEGER NOT NULL, revision TEXT, date TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE roles (
  id TEXT PRIMARY KEY, title TEXT NOT NULL, kind TEXT NOT NULL CHECK (kind IN ('role', 'group'))
) STRICT, WITHOUT ROWID;

CREATE TABLE group_members (
  group_id TEXT NOT NULL REFERENCES roles, member_id TEXT NOT NULL REFERENCES roles,
  PRIMARY KEY (group_id, member_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE services (id TEXT PRIMARY KEY, title TEXT NOT NULL, names TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE service_ports (
  service TEXT NOT NULL REFERENCES services, protocol TEXT NOT NULL,
  first_port INTEGER NOT NULL, last_port INTEGER NOT NULL,
  PRIMARY KEY (service, protocol, first_port)
) STRICT, WITHOUT ROWID;

CREATE TABLE claims (
  id TEXT PRIMARY KEY, source TEXT NOT NULL REFERENCES sources, line INTEGER NOT NULL, kind TEXT NOT NULL,
  protocol TEXT, first_port INTEGER, last_port INTEGER, port_text TEXT,
  source_labels TEXT NOT NULL, destination_labels TEXT NOT NULL, direction TEXT, local INTEGER NOT NULL,
  conditions TEXT NOT NULL, context TEXT NOT NULL, description TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE flows (
  id TEXT PRIMARY KEY, product TEXT NOT NULL, versions TEXT NOT NULL, deployment TEXT NOT NULL,
  from_kind TEXT NOT NULL, from_id TEXT NOT NULL, to_kind TEXT NOT NULL, to_id TEXT NOT NULL,
  protocol TEXT, first_port INTEGER, last_port INTEGER, port_text TEXT, service TEXT REFERENCES services,
  local INTEGER NOT NULL, required INTEGER NOT NULL, circumstances TEXT NOT NULL, conditions TEXT NOT NULL,
  archived INTEGER NOT NULL, status TEXT NOT NULL CHECK (status IN ('stated', 'corrected', 'disputed', 'unreviewed')), corrections TEXT NOT NULL,
  stated_from TEXT, stated_to TEXT, stated_protocol TEXT, stated_first_port INTEGER, stated_last_port INTEGER,
  stated_port_text TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE flow_claims (
  flow TEXT NOT NULL REFERENCES flows, position INTEGER NOT NULL, claim TEXT NOT NULL REFERENCES claims,
  PRIMARY KEY (flow, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE findings (
  id TEXT PRIMARY KEY, rule TEXT NOT NULL, severity TEXT NOT NULL, message TEXT NOT NULL,
  document TEXT NOT NULL, line INTEGER NOT NULL, suggestion TEXT, corrected INTEGER NOT NULL
) STRICT;

CREATE TABLE finding_claims (
  finding TEXT NOT NULL REFERENCES findings, claim TEXT NOT NULL REFERENCES claims,
  PRIMARY KEY (finding, claim)
) STRICT, WITHOUT ROWID;

CREATE TABLE flow_findings (
  flow TEXT NOT NULL REFERENCES flows, finding TEXT NOT NULL REFERENCES findings,
  PRIMARY KEY (flow, finding)
) STRICT, WITHOUT ROWID;
`

/** Questions that are asked often. */
const views = `
CREATE VIEW role_flows AS
WITH RECURSIVE inside (id, role) AS (
  SELECT id, id FROM roles
  UNION SELECT group_members.group_id, inside.role FROM group_members JOIN inside ON inside.id = member_id
),
ends (id, role) AS (
  SELECT inside.id, inside.role FROM inside JOIN roles ON roles.id = inside.role AND roles.kind = 'role'
)
SELECT coalesce(f.role, flows.from_id) AS from_role, coalesce(t.role, flows.to_id) AS to_role, flows.*
FROM flows LEFT JOIN ends f ON f.id = flows.from_id LEFT JOIN ends t ON t.id = flows.to_id;

CREATE VIEW flow_places AS
SELECT flow, position, claim, document, line, url, title
FROM flow_claims JOIN claims ON claims.id = claim JOIN sources ON sources.id = claims.source;
`
