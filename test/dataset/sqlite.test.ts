import path from 'node:path'
import initSqlJs from 'sql.js'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { query } from '../../dataset/api/query.ts'
import { loadDataset } from '../../dataset/files.ts'
import { toSqlite } from '../../dataset/pack/sqlite.ts'
import { versionText } from '../../schema/versions.ts'
import { flow } from '../reconcile/build.ts'

const dataset = loadDataset(path.join(import.meta.dirname, '../../dataset'))
const bytes = await toSqlite(dataset)
const { Database } = await initSqlJs()
const database = new Database(bytes)

/** The rows that a question gives, as objects. */
function ask(sql: string, values: Record<string, string | number> = {}): Record<string, unknown>[] {
  const statement = database.prepare(sql, values)
  const rows: Record<string, unknown>[] = []
  while (statement.step()) rows.push(statement.getAsObject())
  statement.free()
  return rows
}

test('whole, with nothing that refers to what is not there', () => {
  assert.equal(ask('PRAGMA integrity_check'), [{ integrity_check: 'ok' }])
  assert.equal(ask('PRAGMA foreign_key_check'), [])
})

test('the flows are those of the data', () => {
  const list = (values: string[]) => values.join(' | ')
  assert.equal(
    ask('SELECT * FROM flows ORDER BY id'),
    dataset.flows.map(flow => ({
      id: flow.id,
      product: flow.product,
      versions: list(flow.versions.map(one => versionText({ versions: [one] }))),
      deployment: flow.deployment,
      from_kind: flow.from.kind,
      from_id: flow.from.id,
      to_kind: flow.to.kind,
      to_id: flow.to.id,
      protocol: flow.protocol,
      first_port: flow.ports?.first ?? null,
      last_port: flow.ports?.last ?? null,
      port_text: flow.portText,
      service: flow.service,
      local: Number(flow.local),
      required: Number(flow.required),
      circumstances: list(
        Object.entries(flow.when).map(([axis, value]) => `${axis}=${[value].flat().join('+')}`),
      ),
      conditions: list(flow.conditions),
      archived: Number(flow.archived),
      status: flow.status,
      corrections: list(flow.corrections),
      stated_from: flow.stated?.from?.id ?? null,
      stated_to: flow.stated?.to?.id ?? null,
      stated_protocol: flow.stated?.protocol ?? null,
      stated_first_port: flow.stated?.ports?.first ?? null,
      stated_last_port: flow.stated?.ports?.last ?? null,
      stated_port_text: flow.stated?.portText ?? null,
    })),
  )
})

test('the claims, and which flows they back', () => {
  assert.equal(
    ask('SELECT id, line, protocol, first_port, description FROM claims ORDER BY id'),
    dataset.claims
      .toSorted((a, b) => (a.id < b.id ? -1 : 1))
      .map(({ id, location, protocol, ports, description }) => ({
        id,
        line: location.line,
        protocol,
        first_port: ports?.first ?? null,
        description,
      })),
  )
  assert.equal(
    ask('SELECT flow, claim FROM flow_claims ORDER BY flow, position'),
    dataset.flows.flatMap(({ id, claims }) => claims.map(claim => ({ flow: id, claim }))),
  )
})

const counts: [table: string, expected: number][] = [
  ['sources', dataset.sources.length],
  ['roles', dataset.roles.length],
  ['group_members', dataset.roles.flatMap(({ members }) => members).length],
  ['services', dataset.services.length],
  ['service_ports', dataset.services.flatMap(({ ports }) => ports).length],
  ['findings', dataset.findings.length],
  ['finding_claims', dataset.findings.flatMap(({ claims }) => claims).length],
  ['flow_findings', dataset.flows.flatMap(({ findings }) => findings).length],
]
for (const [table, expected] of counts) {
  test(`as many ${table} as the data have`, () => {
    assert.equal(ask(`SELECT count(*) AS n FROM ${table}`), [{ n: expected }])
  })
}

test('role_flows: groups are resolved, as a query does it', () => {
  for (const role of dataset.roles.filter(({ kind }) => kind === 'role').map(({ id }) => id)) {
    assert.equal(
      ask('SELECT DISTINCT id FROM role_flows WHERE from_role = $role ORDER BY id', { $role: role }),
      query(dataset.flows, { from: role, archived: true }, dataset.roles).map(({ id }) => ({ id })),
    )
  }
})

test('flow_places: every claim of a flow with its line', () => {
  const { id, claims } = dataset.flows.find(({ claims }) => claims.length > 1)!
  assert.equal(
    ask('SELECT document, line FROM flow_places WHERE flow = $id ORDER BY position', { $id: id }),
    claims.map(name => {
      const { document, line } = dataset.claims.find(({ id }) => id === name)!.location
      return { document, line }
    }),
  )
})

test('the same bytes each time', async () => assert.is(Buffer.compare(await toSqlite(dataset), bytes), 0))

test('a flow that rests on a claim that is not there is refused', async () => {
  const broken = { ...dataset, flows: [flow({ claims: ['lost:1:1'] })] }
  const error = await toSqlite(broken).catch(error => error)
  assert.match(String(error), 'FOREIGN KEY')
})

test('words stay words, whatever SQL they hold', async () => {
  const words = `'); DROP TABLE flows; --`
  const file = await toSqlite({ ...dataset, flows: [flow({ portText: words, claims: [] })], findings: [] })
  const opened = new Database(file)
  assert.equal(opened.exec('SELECT port_text FROM flows')[0]?.values, [[words]])
  opened.close()
})

test.after(() => database.close())
test.run()
