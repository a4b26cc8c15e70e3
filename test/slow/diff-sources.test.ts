import path from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { type LoadedSource, loadSources } from '../../dataset/sources.ts'
import { type ChangeClass, diff } from '../../diff/index.ts'
import type { Claim, Span } from '../../schema/types.ts'
import { brief, datasetOf, stateOf } from '../diff/helpers.ts'
import { asHtml } from './html.ts'
import { replace, rewrites } from './rewrites.ts'

const sources = loadSources(path.join(import.meta.dirname, '../../sources')).filter(({ state }) => !state)
const textOf = (id: string) => sources.find(({ source }) => source.id === id)!.text

for (const { source, text } of sources) {
  for (const [title, rewrite] of Object.entries(rewrites))
    test(`${source.id}, ${title}: no change`, async () => {
      assert.equal(brief(diff(await stateOf(text), await stateOf(rewrite(text)))), [])
    })

  // Tabs are marks of a site generator, which HTML does not have.
  if (!text.includes('{{% tab'))
    test(`${source.id} as HTML: no change`, async () => {
      assert.equal(brief(diff(await stateOf(text), await stateOf(await asHtml(text), 'html'))), [])
    })

  test(`${source.id}: a port or protocol edited is told exactly, and back`, async () => {
    const before = await stateOf(text)
    const claims = before.documents[0]!.claims.filter(({ repairs }) => !repairs.includes('closing-br'))
    for (const claim of claims.filter((_, i) => i % 9 === 4))
      for (const [expected, span, written] of editsOf(claim)) {
        const after = await stateOf(replace(text, span, written))
        for (const { changes } of [diff(before, after), diff(after, before)])
          assert.equal(
            changes.map(change => change.class),
            [expected],
            `${claim.id}: ${written}`,
          )
      }
  })
}

/** What is put for a claim's port, and for its protocol when the row has that one only. */
function editsOf({ spans, protocolText }: Claim): [ChangeClass, Span, string][] {
  const isPlain = spans.protocol && /^(?:tcp|udp)$/i.test(protocolText ?? '')
  return [
    ...(spans.ports ? [['port-changed', spans.ports, '61003'] as [ChangeClass, Span, string]] : []),
    ...(isPlain ? [['protocol-changed', spans.protocol, 'SCTP'] as [ChangeClass, Span, string]] : []),
  ]
}

test('Hugo tabs as those of Docusaurus: no change', async () => {
  const text = textOf('rancher-2.x')
  const jsx = text
    .replace(/\{\{% (\/?)tabs %\}\}/g, '<$1Tabs>')
    .replace(/\{\{% tab "([^"]*)" %\}\}/g, '<TabItem value="$1">')
    .replace(/\{\{% \/tab %\}\}/g, '</TabItem>')
  assert.ok(!jsx.includes('{{%'))
  assert.equal(brief(diff(await stateOf(text), await stateOf(jsx))), [])
})

/** The page with its two slips and its joined row mended. */
const mended = textOf('rke-nodes')
  .replace('| 379|', '| 2379|')
  .replace('| 472 |', '| 8472 |')
  .replace('| kubelet | TCP |', '| kubelet |\n| TCP |')

test('rke-nodes mended, as documents: two ports and a rendering', async () => {
  const [before, after] = [await stateOf(textOf('rke-nodes')), await stateOf(mended)]
  const overlay = 'udp 8472 from etcd, controlplane, worker to controlplane (cni=canal or flannel)'
  const healthy = 'tcp 10250 from controlplane to etcd, controlplane, worker; tcp 10254 within controlplane'
  assert.equal(brief(diff(before, after)), [
    'open port-changed: port 379 is now 2379: tcp 2379 from etcd to etcd',
    `open port-changed: port 472 is now 8472: ${overlay}`,
    `none repair-went: needs no repair any more (joined-rows): ${healthy}`,
  ])
  assert.equal(
    diff(after, before).changes.map(change => change.class),
    ['port-changed', 'port-changed', 'repair-came'],
  )
})

test('rke-nodes mended, as datasets: what two corrections made is now stated', async () => {
  const mend = (one: LoadedSource) =>
    one.source.id === 'rke-nodes' ? { ...one, text: mended, corrections: [] } : one
  const [before, after] = [await datasetOf(sources), await datasetOf(sources.map(mend))]
  const { changes } = diff(before, after)
  assert.equal(brief({ changes }), [
    'none status-stated: corrected before, now stated: tcp 2379 from etcd to etcd',
    'none status-stated: corrected before, now stated: udp 8472 from controlplane, etcd, worker to controlplane (cni=canal or flannel)',
  ])
  assert.equal(
    changes.map(change => change.before.length),
    [1, 3],
  )
  assert.equal(
    diff(after, before).changes.map(change => change.class),
    ['status-corrected', 'status-corrected'],
  )
})

test('a dataset against itself: no change', async () => {
  const dataset = await datasetOf(sources)
  assert.equal(diff(dataset, structuredClone(dataset)).changes, [])
})

test.run()
