import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { check } from '../../check/index.ts'
import { missingCounterpart } from '../../check/rules/document/missing-counterpart.ts'
import { missingInOtherForm } from '../../check/rules/document/missing-in-other-form.ts'

const found = async (lines: string[], path = 'page.md') =>
  (await check([{ path, text: lines.join('\n') }], [missingCounterpart, missingInOtherForm])).findings

const table = (name: string, way: 'Inbound' | 'Outbound', rows: string[]) => [
  `### ${name} - ${way} rules`,
  '',
  `| Protocol | Port | ${way === 'Inbound' ? 'Source' : 'Destination'} | Description |`,
  '| --- | --- | --- | --- |',
  ...rows.map(row => `| ${row} |`),
  '',
]

/** Tables of three roles that agree; each row is asked for by others. */
const page = [
  ...table('etcd nodes', 'Inbound', [
    'TCP | 2379 | etcd nodes, controlplane nodes | etcd clients',
    'UDP | 8472 | etcd nodes, controlplane nodes, worker nodes | overlay',
  ]),
  ...table('etcd nodes', 'Outbound', [
    'TCP | 2379 | etcd nodes | etcd clients',
    'TCP | 6443 | controlplane nodes | Kubernetes API',
    'UDP | 8472 | cluster nodes | overlay',
  ]),
  ...table('controlplane nodes', 'Inbound', [
    'TCP | 6443 | all cluster nodes | Kubernetes API',
    'UDP | 8472 | etcd nodes, controlplane nodes, worker nodes | overlay',
  ]),
  ...table('controlplane nodes', 'Outbound', [
    'TCP | 2379 | etcd nodes | etcd clients',
    'TCP | 6443 | controlplane nodes | Kubernetes API',
    'UDP | 8472 | etcd nodes, controlplane nodes, worker nodes | overlay',
  ]),
  ...table('worker nodes', 'Inbound', [
    'TCP | 22 | Administrators | SSH',
    'UDP | 8472 | etcd nodes, controlplane nodes, worker nodes | overlay',
  ]),
  ...table('worker nodes', 'Outbound', [
    'TCP | 443 | Rancher nodes | agent',
    'TCP | 6443 | controlplane nodes | Kubernetes API',
    'UDP | 8472 | etcd nodes, controlplane nodes, worker nodes | overlay',
  ]),
]
const isRow = (line: string) => /^\| (?:TCP|UDP)/.test(line)
/** What comes from, or goes to, those who have no table. */
const isAlone = (line: string) => /Administrators|Rancher nodes/.test(line)

test('tables that agree', async () => assert.equal(await found(page), []))

for (const [i, row] of page.entries()) {
  if (!isRow(row)) continue
  test(`without line ${i + 1}: ${row}`, async () => {
    const findings = await found(page.filter((_, at) => at !== i))
    if (isAlone(row)) return assert.equal(findings, [])
    assert.is(findings.length, 1)
    const [{ severity, location, evidence }] = findings as [(typeof findings)[0]]
    assert.is(severity, 'warning')
    const port = row.split('|')[2]
    const places = [location, ...evidence].map(({ line }) => page[line <= i ? line - 1 : line]!)
    assert.ok(places.some(line => isRow(line) && line.split('|')[2] === port))
  })
}

const cases: { title: string; input: string[]; expected: string[] }[] = [
  {
    title: 'a heading with a slip is no role of its own',
    input: page.map(line => line.replace('### etcd nodes - Inbound', '### etd nodes - Inbound')),
    expected: [],
  },
  {
    title: 'a wider range, and all ports, answer',
    input: page.map(line =>
      line
        .replace('| TCP | 6443 | all cluster nodes | Kubernetes API |', '| TCP | 6440-6450 | Any | APIs |')
        .replace('| UDP | 8472 | cluster nodes | overlay |', '| UDP | ALL | cluster nodes | overlay |'),
    ),
    expected: [],
  },
  {
    title: 'roles that nobody knows are told by their words',
    input: [
      ...table('Image store', 'Inbound', [
        'TCP | 8000 | Other image stores | a',
        'TCP | 8001 | Volume manager | b',
      ]),
      ...table('Image store', 'Outbound', [
        'TCP | 8000 | Image store | a',
        'TCP | 9500 | Volume manager | c',
      ]),
      ...table('Volume manager', 'Inbound', ['TCP | 9501 | UI | d']),
      ...table('Volume manager', 'Outbound', ['TCP | 8001 | Image store | b']),
    ],
    expected: [
      'TCP 9500 goes to “Volume manager” from “Image store”, but no inbound row of “Volume manager” allows it',
    ],
  },
]

for (const { title, input, expected } of cases) {
  test(title, async () =>
    assert.equal(
      (await found(input)).map(({ message }) => message),
      expected,
    ),
  )
}

test('tables of one direction only ask for nothing', async () => {
  const inbound = page.slice(0, page.indexOf('### etcd nodes - Outbound rules'))
  assert.equal(await found(inbound), [])
})

test.run()
