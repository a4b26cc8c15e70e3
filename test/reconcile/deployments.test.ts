import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { deploymentOf } from '../../reconcile/deployments.ts'
import type { Deployment } from '../../schema/types.ts'
import { claim, source } from './build.ts'

const deployments: Deployment[] = [
  { id: 'server', title: 'Server', match: ['Rancher Nodes'] },
  { id: 'k3s', title: 'On K3s', match: ['K3s', 'K3s (lightweight)'] },
  { id: 'rest', title: 'The rest', match: [], default: true },
]

const cases: { title: string; context: string[]; expected: string }[] = [
  { title: 'no context', context: [], expected: 'rest' },
  { title: 'headings that name none', context: ['Other ports', 'K3s and more'], expected: 'rest' },
  { title: 'a heading', context: ['Rancher Nodes'], expected: 'server' },
  { title: 'the innermost of two', context: ['Rancher Nodes', 'K3s', 'Inbound'], expected: 'k3s' },
  {
    title: 'the innermost, whatever their order in the source',
    context: ['K3s', 'Rancher Nodes'],
    expected: 'server',
  },
  { title: 'case, blanks and a colon', context: ['k3s  (LIGHTWEIGHT):'], expected: 'k3s' },
]

for (const { title, context, expected } of cases) {
  test(title, () => assert.is(deploymentOf(claim({ context }), source({ deployments })), expected))
}

test('without a default a claim may belong nowhere', () => {
  const strict = source({ deployments: deployments.filter(deployment => !deployment.default) })
  assert.is(deploymentOf(claim({ context: ['Other ports'] }), strict), null)
})

test.run()
