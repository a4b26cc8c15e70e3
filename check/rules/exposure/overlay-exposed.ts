import type { Rule } from '../../rule.ts'
import { worldIn } from './ends.ts'
import { type Access, exposed, subjectOf } from './exposed.ts'

const table = (source: string) =>
  [
    '| Protocol | Port | Source | Destination | Purpose |',
    '| --- | --- | --- | --- | --- |',
    `| UDP | 8472 | ${source} | worker nodes | Flannel VXLAN |`,
  ].join('\n')

export const overlayExposed: Rule = {
  id: 'overlay-exposed',
  family: 'exposure',
  severity: 'warning',
  description: 'The port of an overlay network such as VXLAN is open to outside of the cluster.',
  why: 'An overlay trusts every packet: whoever reaches its port sends into the network of the pods, past all that guards it.',
  examples: [
    { wrong: table('0.0.0.0/0'), right: table('worker nodes'), says: 'open to anybody' },
    {
      title: 'all nodes among themselves are no outside',
      wrong: table('Internet'),
      right: table('All'),
      says: 'Internet',
    },
  ],
  check: survey => exposed(survey, 'overlay', judge),
}

function judge(access: Access) {
  const world = worldIn(access.fact, access.meant)
  if (world === null) return null
  return {
    message: `${subjectOf(access)} is open to anybody: “${world}”, though it is for the nodes of the cluster`,
    severity: 'warning' as const,
  }
}
