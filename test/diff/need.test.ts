import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { diff } from '../../diff/index.ts'
import { brief, stateOf } from './helpers.ts'

const entry = (description: string) =>
  `# Berths\n\n### Port 8472\n\n- **Protocol:** UDP\n- **Source:** worker nodes\n- **Destination:** etcd nodes\n- **Description:** ${description}\n`
const row = (description: string) =>
  `# Berths\n\n| Protocol | Port | Source | Destination | Description |\n|---|---|---|---|---|\n| UDP | 8472 | worker nodes | etcd nodes | ${description} |\n`
const long = 'Over this port the Canal plugin wraps what nodes send to one another'
const always = 'udp 8472 from worker to etcd'

const cases: { title: string; before: string; after: string; expected: string[] }[] = [
  {
    title: 'a long description made a short one',
    before: entry(long),
    after: entry('Overlay of the Canal plugin'),
    expected: [],
  },
  {
    title: 'a row told in prose',
    before: row('Overlay of the Canal plugin'),
    after: '# Berths\n\nWorker nodes reach etcd nodes over UDP port 8472.\n',
    expected: [],
  },
  {
    title: 'a short description that names another plugin',
    before: entry('Overlay of the Canal plugin'),
    after: entry('Overlay of the Flannel plugin'),
    expected: [
      `review condition-changed: needed under “cni=canal” before, now under “cni=flannel”: ${always} (cni=flannel)`,
    ],
  },
  {
    title: 'a row that names a plugin no longer',
    before: row('Overlay of the Canal plugin'),
    after: row('Overlay'),
    expected: [`review condition-removed: needed under “cni=canal” before, now always: ${always}`],
  },
  {
    title: 'prose that sets a condition',
    before: row('Overlay'),
    after: '# Berths\n\nWorker nodes reach etcd nodes over UDP port 8472 only if Canal is used.\n',
    expected: [`review condition-added: needed always before, now under “cni=canal”: ${always} (cni=canal)`],
  },
  {
    title: 'a row’s plugin told in prose as a condition',
    before: row('Overlay of the Canal plugin'),
    after: '# Berths\n\nWorker nodes reach etcd nodes over UDP port 8472 only if Canal is used.\n',
    expected: [],
  },
]

for (const { title, before, after, expected } of cases)
  test(title, async () => assert.equal(brief(diff(await stateOf(before), await stateOf(after))), expected))

test.run()
