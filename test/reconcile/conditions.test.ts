import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { type Circumstances, circumstancesOf, type Places } from '../../reconcile/conditions.ts'
import { defaultVocabulary } from '../../reconcile/index.ts'

const { conditions } = defaultVocabulary()

const empty: Places = { conditions: [], description: [], labels: [], context: [] }

/** Conditions that their values say wholly. */
const told: [string, Circumstances['when']][] = [
  ['only needed when using Node Driver/Templates', { feature: 'node-driver' }],
  ['used by node driver', { feature: 'node-driver' }],
  ['used by Docker Machine', { feature: 'node-driver' }],
  ['if you want to use the metrics server', { feature: 'metrics-server' }],
  ['required by Monitoring to scrape metrics', { feature: 'monitoring' }],
  ['only required if the BGP backend is used', { feature: 'bgp' }],
  ['Required only for Flannel VXLAN.', { cni: 'flannel', overlay: 'vxlan' }],
  ['when Flannel VXLAN is used', { cni: 'flannel', overlay: 'vxlan' }],
  ['only if using flannel and IPv6', { cni: 'flannel', ip: 'ipv6' }],
  ['with Geneve enabled', { overlay: 'geneve' }],
  ['only required if using flannel or Calico', { cni: ['calico', 'flannel'] }],
  ['仅当使用 Canal 时需要', { cni: 'canal' }],
  ['Linux worker nodes only', { os: 'linux' }],
  ['Windows worker nodes only', { os: 'windows' }],
  ['on Windows cluster', { os: 'windows' }],
  ['when external SSL termination is used', { topology: 'external-tls' }],
  ['Only without external load balancer.', { topology: 'no-load-balancer' }],
  ['Only if SSL is not terminated at external load balancer.', { topology: 'no-external-tls' }],
  ['Only for hosted clusters.', { topology: 'hosted-cluster' }],
]

for (const [text, when] of told) {
  test(`"${text}" needs no words`, () => {
    assert.equal(circumstancesOf({ ...empty, conditions: [text] }, conditions), { when, conditions: [] })
  })
}

/** Conditions of which words are left, with what is in normal form all the same. */
const kept: [string, Circumstances['when']][] = [
  ['From worker nodes.', {}],
  ['unnecessary if vxlan is used for networking', {}],
  ['not required with Calico', {}],
  ['不需要 Canal 时', {}],
  ['only if using flannel and IPv7', { cni: 'flannel' }],
]

for (const [text, when] of kept) {
  test(`"${text}" stays in words`, () => {
    assert.equal(circumstancesOf({ ...empty, conditions: [text] }, conditions), { when, conditions: [text] })
  })
}

const cases: { title: string; places: Partial<Places>; expected: Circumstances }[] = [
  { title: 'nothing said', places: {}, expected: { when: {}, conditions: [] } },
  {
    title: 'a description',
    places: { description: ['Canal/Flannel VXLAN overlay networking'] },
    expected: { when: { cni: ['canal', 'flannel'] }, conditions: [] },
  },
  {
    title: 'a description on two axes',
    places: { description: ['Canal CNI with WireGuard IPv4'] },
    expected: { when: { cni: 'canal', feature: 'wireguard' }, conditions: [] },
  },
  {
    title: 'a condition is narrower than the description',
    places: { conditions: ['Canal only'], description: ['Canal/Flannel VXLAN'] },
    expected: { when: { cni: 'canal' }, conditions: [] },
  },
  {
    title: 'two conditions on one axis hold together: the second stays in words',
    places: { conditions: ['Linux only', 'Windows only', 'Linux nodes only'] },
    expected: { when: { os: 'linux' }, conditions: ['Windows only'] },
  },
  {
    title: 'the innermost heading',
    places: { context: ['Calico', 'AWS EC2', 'Canal'] },
    expected: { when: { cni: 'canal', provider: 'amazon-ec2' }, conditions: [] },
  },
  {
    title: 'features are not told by headings',
    places: { context: ['Metrics server'] },
    expected: { when: {}, conditions: [] },
  },
  {
    title: 'a label',
    places: { labels: ['Otherwise anybody'] },
    expected: { when: { topology: 'no-load-balancer' }, conditions: [] },
  },
]

for (const { title, places, expected } of cases) {
  test(title, () => assert.equal(circumstancesOf({ ...empty, ...places }, conditions), expected))
}

test.run()
