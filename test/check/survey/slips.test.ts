import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { surveyOf } from '../../../check/survey/index.ts'

const head = (heading: string, peer: string) =>
  `## ${heading}\n\n| Protocol | Port | ${peer} | Description |\n| --- | --- | --- | --- |\n`
const inbound = (rows: string[]) => head('Control plane nodes: inbound', 'Source') + rows.join('\n')
const group = (ports: string[]) =>
  `## Security group\n\n| Type | Protocol | Port | Source |\n| --- | --- | --- | --- |\n${ports.map(port => `| Custom TCP rule | TCP | ${port} | 0.0.0.0/0 |`).join('\n')}\n`

interface Case {
  title: string
  documents: string[]
  /** `wrong → right`, with `!` when it is certain. */
  expected: string[]
}

const cases: Case[] = [
  {
    title: 'the same words have another port on the page',
    documents: [
      `${inbound(['| TCP | 2379 | worker nodes | store of the keys |'])}\n\n${head('Worker nodes: outbound', 'Destination')}| TCP | 379 | control plane nodes | store of the keys |`,
    ],
    expected: ['379 → 2379 !'],
  },
  {
    title: 'neighbouring ports with purposes of their own',
    documents: [
      inbound([
        '| TCP | 8132 | worker nodes | agents of the tunnel |',
        '| TCP | 8133 | worker nodes | servers of the tunnel |',
        '| TCP | 8134 | worker nodes | health of the tunnel |',
      ]),
    ],
    expected: [],
  },
  {
    title: 'a service that the vocabulary knows',
    documents: [inbound(['| TCP | 10520 | worker nodes | kubelet |', '| TCP | 22 | worker nodes | SSH |'])],
    expected: ['10520 → 10250 !'],
  },
  {
    title: 'two rows have each other’s port',
    documents: [
      inbound(['| TCP | 10257 | any | kube-scheduler |', '| TCP | 10259 | any | kube-controller-manager |']),
    ],
    expected: ['10257 → 10259 !', '10259 → 10257 !'],
  },
  {
    title: 'the same table twice, no purposes',
    documents: [
      group(['22', '443', '2376', '6443', '9345', '10250']),
      group(['22', '443', '2376', '443', '9345', '10250']),
    ],
    expected: ['443 → 6443 !'],
  },
  {
    title: 'many ports under one name tell nothing',
    documents: [group(['9500', '9501', '9502', '8501'])],
    expected: [],
  },
  {
    title: 'a customary port beside another',
    documents: [
      inbound([
        '| TCP | 6443 | worker nodes | Kubernetes API |',
        '| TCP | 8443 | worker nodes | dashboard |',
      ]),
    ],
    expected: [],
  },
  {
    title: 'another port of one service, between other ends and in other words',
    documents: [
      [
        '| Protocol | Port | Source | Destination | Service | Used for |',
        '| --- | --- | --- | --- | --- | --- |',
        '| TCP | 6379 | Lamps | Store | Redis | Keep the signals |',
        '| TCP | 16379 | Store | Store | Redis | Redis among its members |',
      ].join('\n'),
    ],
    expected: [],
  },
  {
    title: 'a table that states the parts of a range row by row',
    documents: [
      'Open UDP ports 3478-3481.\n\n| Port | Protocol | Purpose |\n| --- | --- | --- |\n| 3478 | UDP | Sound |\n| 3479-3481 | UDP | Film |',
    ],
    expected: [],
  },
  {
    title: 'a port beside the registered one may be chosen',
    documents: [
      '| Service | Protocol | Port |\n| --- | --- | --- |\n| SSH | TCP | 23 |\n| LDAPS | TCP | 663 |',
    ],
    expected: [],
  },
  {
    title: 'a range that goes out of bounds',
    documents: [
      `${inbound(['| TCP | 30000-32767 | any | NodePort range |'])}\n\n${head('Worker nodes: inbound', 'Source')}| TCP | 30000-327677 | any | NodePort range |`,
    ],
    expected: ['30000-327677 → 30000-32767 !'],
  },
]

for (const { title, documents, expected } of cases) {
  test(`ports: ${title}`, async () => {
    const { slips } = await surveyOf(documents.map((text, i) => ({ path: `${i}.md`, text })))
    assert.equal(
      slips.ports.map(
        ({ statement, right, certain }) => `${statement.value} → ${right}${certain ? ' !' : ''}`,
      ),
      expected,
    )
  })
}

test('a slip says what was meant, for all that is claimed on the spot', async () => {
  const survey = await surveyOf([
    {
      path: 'a.md',
      text: `${inbound(['| TCP/UDP | 5353 | worker nodes | name service |'])}\n\n${head('Worker nodes: outbound', 'Destination')}| TCP/UDP | 535 | control plane nodes | name service |`,
    },
  ])
  assert.equal(
    survey.facts.map(fact => survey.meant(fact).ports),
    new Array(4).fill({ first: 5353, last: 5353 }),
  )
})

test('a column named against its table is read as the table says', async () => {
  const { facts, meant } = await surveyOf([
    {
      path: 'a.md',
      text: `${head('Worker nodes: outbound', 'Source')}| TCP | 6443 | control plane nodes | API |`,
    },
  ])
  const { from, to } = meant(facts[0]!)
  assert.equal([from.roles, to.roles], [['worker'], ['controlplane']])
})

test.run()
