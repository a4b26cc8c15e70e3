import { Ajv2020 } from 'ajv/dist/2020.js'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { diff } from '../../diff/index.ts'
import { formats } from '../../diff/report/index.ts'
import { loadSchema, schemaNames } from '../../schema/load.ts'
import type { Difference, Finding } from '../../schema/types.ts'
import { validate } from '../../schema/validate.ts'
import { stateOf } from './helpers.ts'

const plain = { colour: false }
const table = (...rows: string[]) =>
  `## Piers\n\n| Protocol | Port | Source | Destination | Description |\n|---|---|---|---|---|\n${rows.join('\n')}\n`
const lamps = '| TCP | 7000 | etcd nodes | worker nodes | Lamps |'
const cargo = '| UDP | 9000 | quay nodes | crane nodes | Cargo |'
const mail = '| TCP | 25 | quay nodes | crane nodes | Mail |'

const before = await stateOf(table(lamps, cargo, mail))
const after = await stateOf(
  table(lamps.replace('7000', '7001'), mail.replace('Mail', 'Mail (only if Cilium is used)')),
)

/** A port changed, a row gone, a condition added. */
const several = diff(before, after)
/** Nothing at all. */
const none = diff(before, before)

const finding: Finding = {
  id: 'port-slip:page.md:5:1',
  rule: 'port-slip',
  severity: 'error',
  message: 'Port 7000 should be 7001',
  location: { document: 'page.md', line: 5, column: 9, endLine: 5, endColumn: 13 },
  evidence: [],
  suggestion: null,
  claims: [],
  corrected: false,
  fingerprint: '0',
}
const judged: Difference = { ...several, findings: { appeared: [], gone: [finding] } }

test('pretty: what to open, to close, to review, with places and findings', () => {
  assert.is(
    formats.pretty(judged, plain),
    `To open
  Piers
  + port 7000 is now 7001: tcp 7001 from etcd to worker
      was page.md:5, is page.md:5

To close
  Piers
  - udp 9000 from quay nodes to crane nodes is no longer stated
      was page.md:6

To review
  Piers
  ? needed always before, now under “cni=cilium”: tcp 25 from quay nodes to crane nodes (cni=cilium)
      was page.md:7, is page.md:6

Findings
  - gone  error: Port 7000 should be 7001 (port-slip, page.md:5)

1 to open, 1 to close, 1 to review
`,
  )
})

test('pretty: what is to be opened of a group, when part of it was open', async () => {
  const [a, b] = await Promise.all(
    ['K3s agent nodes', 'all K3s nodes'].map(source =>
      stateOf(table(`| TCP | 7000 | ${source} | crane nodes | Lamps |`)),
    ),
  )
  const text = formats.pretty(diff(a!, b!), plain)
  assert.match(text, '\n      open   tcp 7000 from k3s-server to crane nodes\n')
  assert.not.match(text, 'close ')
})

test('pretty: what is too wide goes on below its first word', () => {
  const text = formats.pretty(judged, { colour: false, width: 50 })
  assert.match(
    text,
    `
  ? needed always before, now under “cni=cilium”:
    tcp 25 from quay nodes to crane nodes
    (cni=cilium)
      was page.md:7, is page.md:6
`,
  )
  assert.ok(text.split('\n').every(line => line.length <= 50))
  const coloured = formats.pretty(judged, { colour: true, width: 50 })
  assert.is(coloured.replace(new RegExp(`${String.fromCharCode(27)}\\[\\d+m`, 'g'), ''), text)
})

test('pretty: colours only where they are asked for', () => {
  assert.not.match(formats.pretty(judged, plain), '\u001b')
  assert.match(formats.pretty(judged, { colour: true }), '\u001b[')
})

test('markdown: tables of what to open and close, the evidence folded away', () => {
  assert.is(
    formats.markdown(judged, plain),
    `## Portolan: 1 to open, 2 to close, 1 to review

### To open

**Piers**

| Protocol | Port | From | To | Why |
| --- | --- | --- | --- | --- |
| tcp | 7001 | etcd | worker | port 7000 is now 7001 |

### To close

**Piers**

| Protocol | Port | From | To | Why |
| --- | --- | --- | --- | --- |
| tcp | 7000 | etcd | worker | port 7000 is now 7001 |
| udp | 9000 | quay nodes | crane nodes | no longer stated |

### To review

**Piers**

- needed always before, now under “cni=cilium”: tcp 25 from quay nodes to crane nodes \\(cni=cilium\\)

### Findings

- **Gone:** Port 7000 should be 7001 (\`port-slip\`, \`page.md:5\`)

### Where it stands

<details><summary>Evidence: 3 changes</summary>

- port 7000 is now 7001: tcp 7001 from etcd to worker (\`port-changed\`): was \`page.md:5\`, is \`page.md:5\`
- udp 9000 from quay nodes to crane nodes is no longer stated (\`removed\`): was \`page.md:6\`
- needed always before, now under “cni=cilium”: tcp 25 from quay nodes to crane nodes \\(cni=cilium\\) (\`condition-added\`): was \`page.md:7\`, is \`page.md:6\`

</details>
`,
  )
})

test('github: an annotation for each change, on the line where it stands', () => {
  assert.is(
    formats.github(several, plain),
    `::warning file=page.md,line=5,endLine=5,title=portolan%3A to open::Piers: port 7000 is now 7001: tcp 7001 from etcd to worker
::warning file=page.md,line=6,endLine=6,title=portolan%3A to close::Piers: udp 9000 from quay nodes to crane nodes is no longer stated
::notice file=page.md,line=6,endLine=6,title=portolan%3A to review::Piers: needed always before, now under “cni=cilium”: tcp 25 from quay nodes to crane nodes (cni=cilium)
portolan: 1 to open, 1 to close, 1 to review
`,
  )
})

test('github: where not all are shown, their number comes first', async () => {
  const rows = Array.from({ length: 12 }, (_, i) => `| TCP | ${7000 + i} | a | b | c |`)
  const lines = formats
    .github(diff(await stateOf(table(lamps)), await stateOf(table(lamps, ...rows))), plain)
    .split('\n')
  assert.match(lines[0]!, /^::notice title=portolan diff::12 to open; GitHub shows 10 /)
  assert.is(lines.filter(line => line.startsWith('::warning ')).length, 12)
})

test('json and ndjson: the comparison and its changes as the schema has them', () => {
  assert.equal(JSON.parse(formats.json(judged, plain)), judged)
  const changes = formats
    .ndjson(judged, plain)
    .trim()
    .split('\n')
    .map(line => JSON.parse(line))
  assert.equal(changes, several.changes)
  for (const change of changes) validate('change', change, 'report')
})

test('json: a whole comparison is what the schema says', () => {
  const ajv = new Ajv2020({ strict: true })
  for (const name of ['common', ...schemaNames] as const) ajv.addSchema(loadSchema(name))
  const check = ajv.compile({ $ref: 'change.schema.json#/$defs/difference' })
  for (const difference of [judged, several, none])
    assert.ok(check(JSON.parse(formats.json(difference, plain))), ajv.errorsText(check.errors))
})

test('nothing has changed: every format says so, or nothing', () => {
  assert.is(formats.pretty(none, plain), 'no change\n')
  assert.is(formats.markdown(none, plain), '## Portolan: no change\n')
  assert.is(formats.github(none, plain), 'portolan: no change\n')
  assert.is(formats.ndjson(none, plain), '')
  assert.equal(JSON.parse(formats.json(none, plain)).changes, [])
})

test('markdown: no longer than a comment may be, tables and evidence closed', async () => {
  const rows = Array.from({ length: 1000 }, (_, i) => `| TCP | ${7000 + 2 * i} | a | b | c |`)
  const text = formats.markdown(
    diff(await stateOf(table(lamps)), await stateOf(table(lamps, ...rows))),
    plain,
  )
  assert.ok(text.length < 65_000, `${text.length}`)
  assert.match(text, /…and \d+ more lines; run `portolan diff`/)
  assert.is(text.split('<details>').length, text.split('</details>').length)
})

test.run()
