import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { folderWith, several } from './helpers.ts'
import { checkoutWith, house } from './house.ts'

const cwd = checkoutWith()
const [local, control, , , web, pier] = house.flows

const corrected = `light/house/lamp>keeper/tcp/7443
  from lamp
  to keeper (Keeper of a light)
  7443 tcp, lamp-control (Control of the lamps)
  corrected; the documents say: ports 743

Stated by
  sources/house/ports.md:6 (row)
    7443 tcp, Lamps → (Keepers)
    “Lamp control”
    in Lighthouse › Lamps
    Ports of the house, https://example.org/ports
  sources/house/ports.md:7 (row)
    743 tcp, Lamps → (Keepers)
    “Lamp control”
    in Lighthouse › Lamps
    Ports of the house, https://example.org/ports

Corrected by
  house: lamp-port, sets ports 7443
    A digit is missing.
    > sources/house/ports.md:6: the inbound rule
`

const explained: { title: string; args: string[]; stdout: string[] }[] = [
  { title: 'a flow by its id', args: [control!.id], stdout: [corrected] },
  { title: 'parts of an id, in any order', args: ['7443', 'lamp'], stdout: [corrected] },
  {
    title: 'a part that is no whole word, when it fits one alone',
    args: ['4789', 'lam'],
    stdout: ['only if canal'],
  },
  {
    title: 'findings with mend and evidence',
    args: [web!.id],
    stdout: [
      '\nFindings\n  error port-slip, sources/house/ports.md:10:9\n    Port 80 should be 8080, for “Lamp control”\n    = Write 8080\n    > sources/house/ports.md:6: 8080 for “Lamp control”\n',
      '  disputed\n',
    ],
  },
  {
    title: 'traffic on the node',
    args: [local!.id],
    stdout: ['to keeper (Keeper of a light), on the same node'],
  },
  {
    title: 'words in place of a port',
    args: [pier!.id],
    stdout: ['=随意|as agreed tcp', 'only if only in fog'],
  },
  {
    title: 'a line: its claims and the flow, in full',
    args: ['sources/house/ports.md:7'],
    stdout: [
      'sources/house/ports.md:7\n  house:7:1 (row)\n',
      `backs ${control!.id} (corrected)\n`,
      corrected,
    ],
  },
  { title: 'a line of a source', args: ['house:7'], stdout: [corrected] },
  { title: 'a line by the end of a path, with a column', args: ['./ports.md:7:9'], stdout: [corrected] },
  {
    title: 'a line that backs nothing, and why',
    args: ['house:13'],
    stdout: ['backs no flow: the document names neither end of the traffic\n'],
  },
]

const answers = await several(explained.map(({ args }) => ({ args: ['explain', ...args], cwd })))
for (const [at, { title, stdout }] of explained.entries()) {
  test(`explains: ${title}`, () => {
    assert.equal([answers[at]!.status, answers[at]!.stderr], [0, ''])
    for (const part of stdout) assert.ok(answers[at]!.stdout.includes(part), answers[at]!.stdout)
  })
}

const unclear: { title: string; args: string[]; stderr: string }[] = [
  {
    title: 'words that fit several flows: these',
    args: ['lamp', 'keeper'],
    stderr: `portolan: “lamp keeper” fits 2 flows; name more of one:\n  ${house.flows
      .slice(1, 3)
      .map(({ id }) => id)
      .join('\n  ')}\n`,
  },
  {
    title: 'an id with a slip: the nearest',
    args: ['light/house/lamp>keeper/tcp/7434'],
    stderr: `portolan: no flow or line is called “light/house/lamp>keeper/tcp/7434”; did you mean ${control!.id}?\n`,
  },
  {
    title: 'words that are like nothing',
    args: ['zeppelin'],
    stderr: 'portolan: no flow or line is called “zeppelin”; portolan query lists flows\n',
  },
  {
    title: 'a line that states nothing: the nearest that do',
    args: ['house:99'],
    stderr:
      'portolan: sources/house/ports.md:99 states nothing about ports; near are the lines 9, 10, 11, 13\n',
  },
]

const refusals = await several(unclear.map(({ args }) => ({ args: ['explain', ...args], cwd })))
for (const [at, { title, stderr }] of unclear.entries()) {
  test(`unclear: ${title}`, () => assert.equal(refusals[at], { status: 1, stdout: '', stderr }))
}

const [flow, line, none, nowhere] = await several([
  { args: ['explain', '--format', 'json', control!.id], cwd },
  { args: ['explain', '--format', 'json', 'house:7'], cwd },
  { args: ['explain'], cwd },
  { args: ['explain', '--data', folderWith(), 'lamp'], cwd },
])

test('json: the explanation as the API gives it', () => {
  const { flow: found, claims, corrections, findings } = JSON.parse(flow!.stdout)
  assert.equal(found, control)
  assert.equal(
    claims.map(({ place, claim }: { place: string; claim: { id: string } }) => [place, claim.id]),
    [
      ['sources/house/ports.md:6', 'house:6:1'],
      ['sources/house/ports.md:7', 'house:7:1'],
    ],
  )
  assert.is(corrections[0].reason, 'A digit is missing.')
  assert.equal(findings, [])
})

test('json: a line with its claims and flows', () => {
  const { document, line: number, claims, flows } = JSON.parse(line!.stdout)
  assert.equal([document, number, claims.length, flows], ['sources/house/ports.md', 7, 1, [control]])
})

test('no words is usage, no dataset is unread', () => assert.equal([none!.status, nowhere!.status], [2, 3]))

test.run()
