/**
 * The tables of the database. Lists stand in tables of their own where one asks by their items, else as
 * text, parted by ` | ` as in `flows.csv`. `yes` and `no` are 1 and 0. A table whose rows may be longer than a
 * quarter of a page has row ids: without them such a row would take a page of its own. There are no further
 * indexes: they would be longer than what they save reading.
 */
export const tables = `
CREATE TABLE sources (
  id TEXT PRIMARY KEY, product TEXT NOT NULL, version TEXT, language TEXT NOT NULL, format TEXT NOT NULL,
  title TEXT NOT NULL, document TEXT NOT NULL UNIQUE, url TEXT, license TEXT, sha256 TEXT NOT NULL
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
  id TEXT PRIMARY KEY, product TEXT NOT NULL, version TEXT, deployment TEXT NOT NULL,
  from_kind TEXT NOT NULL, from_id TEXT NOT NULL, to_kind TEXT NOT NULL, to_id TEXT NOT NULL,
  protocol TEXT, first_port INTEGER, last_port INTEGER, port_text TEXT, service TEXT REFERENCES services,
  local INTEGER NOT NULL, required INTEGER NOT NULL, circumstances TEXT NOT NULL, conditions TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('stated', 'corrected', 'disputed')), corrections TEXT NOT NULL,
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
export const views = `
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
