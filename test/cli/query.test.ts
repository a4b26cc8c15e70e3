import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { records } from '../dataset/helpers.ts'
import { folderWith, portolan, several } from './helpers.ts'
import { checkoutWith, datasetIn, house } from './house.ts'

const cwd = checkoutWith()
const nowhere = folderWith()

const [local, control, overlay, mesh, web, pier] = house.flows.map(({ id }) => id) as [
  string,
  string,
  string,
  string,
  string,
  string,
]

const found: { title: string; args: string[]; expected: string[] }[] = [
  { title: 'a role finds its groups', args: ['--from', 'keeper'], expected: [local, mesh] },
  { title: 'a direction', args: ['--node', 'lamp', '--direction', 'inbound'], expected: [mesh, web] },
  { title: 'a range', args: ['--port', '1-7000'], expected: [local, overlay, web] },
  {
    title: 'several values',
    args: ['--port', '80,7443', '--port', '4789'],
    expected: [control, overlay, web],
  },
  { title: 'an installation', args: ['--when', 'cni=canal', '--protocol', 'udp'], expected: [overlay] },
  { title: 'words of a condition', args: ['--condition', 'FOG'], expected: [pier] },
  { title: 'a status', args: ['--status', 'corrected,disputed'], expected: [control, web] },
]

const answers = await several(found.map(({ args }) => ({ args: ['query', '-f', 'ndjson', ...args], cwd })))
for (const [at, { title, expected }] of found.entries()) {
  test(`finds: ${title}`, () => {
    const { status, stdout, stderr } = answers[at]!
    const ids = stdout
      .trimEnd()
      .split('\n')
      .map(line => JSON.parse(line).id)
    assert.equal({ status, stderr, ids }, { status: 0, stderr: '', ids: expected })
  })
}

const told: { title: string; args: string[]; status: number; stderr: string }[] = [
  {
    title: 'words are read as roles, and that is said',
    args: ['--node', '管理节点'],
    status: 1,
    stderr: 'portolan: “管理节点” is controlplane\nportolan: no flow matches\n',
  },
  {
    title: 'a role that is not there: the nearest',
    args: ['--from', 'keper', '--port', '80'],
    status: 1,
    stderr: 'portolan: no flow matches\n  --from keper: not in the dataset; did you mean keeper?\n',
  },
  {
    title: 'a port that is not there: the nearest, each part loosened',
    args: ['--from', 'lamp', '--port', '7442', '--protocol', 'tcp'],
    status: 1,
    stderr: 'portolan: no flow matches\n  without --port: 2 flows, on 7443 tcp\n',
  },
  {
    title: 'a port alone',
    args: ['--port', '7442'],
    status: 1,
    stderr: 'portolan: no flow matches\n  --port 7442: on 80, 7000-7001, 7443 tcp; 4789, 8472 udp\n',
  },
  {
    title: 'parts that do not go together: what there is without each',
    args: ['--to', 'warden', '--service', 'lamp-control'],
    status: 1,
    stderr:
      'portolan: no flow matches\n  without --to: 1 flow, --to keeper\n  without --service: 2 flows, --service none\n',
  },
  {
    title: 'a product that is like none: those that there are',
    args: ['--product', 'zeppelin'],
    status: 1,
    stderr: 'portolan: no flow matches\n  --product zeppelin: not in the dataset; there are light\n',
  },
  {
    title: 'a condition that no document speaks of is no question with an answer',
    args: ['--when', 'cni=flanel', '--port', '80', '-f', 'json'],
    status: 1,
    stderr:
      'portolan: no document about any product speaks of cni=flanel, only of calico, canal, flannel; did you mean flannel?\n',
  },
  { title: 'quiet', args: ['--from', 'keper', '-q'], status: 1, stderr: '' },
]

const notes = await several(told.map(({ args }) => ({ args: ['query', ...args], cwd })))
for (const [at, { title, status, stderr }] of told.entries()) {
  test(`tells: ${title}`, () => {
    assert.equal({ status: notes[at]!.status, stderr: notes[at]!.stderr }, { status, stderr })
    assert.is(notes[at]!.stdout === '', status === 1)
  })
}

test('words of the configuration name roles', async () => {
  const own = checkoutWith()
  writeFileSync(path.join(own, '.portolanrc'), 'roles: { lamp: { title: Lamp, aliases: [beacon] } }')
  const { stdout, stderr } = await portolan(['query', '--from', 'beacon', '-f', 'ndjson'], { cwd: own })
  assert.is(stderr, 'portolan: “beacon” is lamp\n')
  assert.is(stdout, (await portolan(['query', '--from', 'lamp', '-f', 'ndjson'], { cwd: own })).stdout)
})

const refused: { title: string; args: string[]; stderr: RegExp }[] = [
  { title: 'a port that is none', args: ['--port', '70000'], stderr: /Give a port from 0 to 65535/ },
  { title: 'a range backwards', args: ['--port', '80-22'], stderr: /Give a port/ },
  { title: 'an empty role', args: ['--from', 'lamp,'], stderr: /Name something/ },
  { title: 'an axis that is none', args: ['--when', 'kni=canal'], stderr: /axes are cni, overlay, / },
  { title: 'a condition without value', args: ['--when', 'cni'], stderr: /Give axis=value/ },
  {
    title: 'a status that is none',
    args: ['--status', 'new'],
    stderr: /Statuses are stated, corrected, disputed/,
  },
  {
    title: 'a direction of nobody',
    args: ['--direction', 'inbound'],
    stderr: /--direction is seen from a node/,
  },
  { title: 'words that are no option', args: ['lamp'], stderr: /too many arguments/ },
]

const refusals = await several(refused.map(({ args }) => ({ args: ['query', ...args], cwd })))
for (const [at, { title, stderr }] of refused.entries()) {
  test(`refuses: ${title}`, () => {
    assert.equal([refusals[at]!.status, refusals[at]!.stdout], [2, ''])
    assert.match(refusals[at]!.stderr, stderr)
  })
}

const inside = path.join(cwd, 'sources/house')
mkdirSync(inside, { recursive: true })
const broken = folderWith({ 'data/flows.json': '[{', 'data/claims.ndjson': '' })
const places = await several([
  { args: ['query', '-q', '--port', '80'], cwd: inside },
  { args: ['query', '--port', '80', '--data', datasetIn(cwd)], cwd: nowhere },
  { args: ['query', '--port', '80', '--data', path.join(datasetIn(cwd), 'data')], cwd: nowhere },
  { args: ['query', '--data', nowhere], cwd },
  { args: ['query', '--data', broken], cwd },
])

test('the dataset of the checkout around, or one that is named', () => {
  for (const run of places.slice(0, 3)) {
    assert.equal([run.status, run.stderr], [0, ''])
    assert.match(run.stdout, '80 tcp')
  }
})

test('a dataset that is not there or broken is told, and the status says so', () => {
  assert.is(places[3]!.status, 3)
  assert.match(places[3]!.stderr, 'holds no dataset (data/flows.json)')
  assert.is(places[4]!.status, 3)
  assert.match(places[4]!.stderr, 'data/flows.json')
})

const [json, csv, markdown] = await several(
  ['json', 'csv', 'markdown'].map(format => ({ args: ['query', '--format', format], cwd })),
)

test('json: the flows as the dataset has them', () => assert.equal(JSON.parse(json!.stdout), house.flows))

test('csv: a row for each, safe in a spreadsheet, with the places', () => {
  const rows = records(csv!.stdout)
  assert.equal(
    rows.map(({ id }) => id),
    house.flows.map(({ id }) => id),
  )
  assert.is(rows[5]!.port_text, "'=随意|as agreed")
  assert.is(rows[1]!.stated_in, 'sources/house/ports.md:6 | sources/house/ports.md:7')
})

test('markdown: a table for each deployment', () => {
  assert.match(markdown!.stdout, /^## light \/ house\n/)
  assert.match(markdown!.stdout, '\n## light / pier\n')
  assert.match(markdown!.stdout, '=随意\\|as agreed')
})

test('table: what limits a flow and what became of it is noted', async () => {
  const { stdout } = await portolan(['query'], { cwd, env: { COLUMNS: '200' } })
  assert.match(stdout, /^light \/ house: 5 flows\n/)
  assert.match(stdout, '\nlight / pier: 1 flow\n')
  const noted = ['local', 'was 743', 'if canal', 'if calico/flannel', 'disputed', 'if only in fog']
  for (const note of noted) assert.match(stdout, `│ ${note} `)
  assert.match(stdout, /│ lamp +│ keeper +│ 7443 tcp +│ lamp-control │/)
})

test.run()
