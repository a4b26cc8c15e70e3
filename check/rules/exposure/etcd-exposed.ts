import type { Rule } from '../../rule.ts'
import { isMixed, labelsOf, quoted, worldIn } from './ends.ts'
import { type Access, exposed, subjectOf } from './exposed.ts'
import { exposures } from './vocabulary.ts'

const table = (source: string) =>
  [
    '| Protocol | Port | Source | Destination | Purpose |',
    '| --- | --- | --- | --- | --- |',
    `| TCP | 2379-2380 | ${source} | etcd nodes | etcd client and peer traffic |`,
    '| TCP | 10250 | control plane nodes | worker nodes | kubelet |',
  ].join('\n')

export const etcdExposed: Rule = {
  id: 'etcd-exposed',
  family: 'exposure',
  severity: 'warning',
  description: 'etcd can be reached from worker nodes, from anybody, or from a group that takes workers in.',
  why: 'Access to etcd is as good as root on the whole cluster. Workers run other people’s programs and talk to the API server instead.',
  examples: [
    { wrong: table('worker nodes'), right: table('etcd nodes, control plane nodes'), says: 'worker nodes' },
    {
      title: 'a group of all nodes',
      wrong: table('all nodes'),
      right: table('etcd nodes'),
      says: 'workers included',
    },
    {
      title: 'from outside',
      wrong: table('0.0.0.0/0'),
      right: table('10.0.4.0/28'),
      says: 'open to anybody',
    },
  ],
  check: survey => exposed(survey, 'inner', judge),
}

function judge(access: Access) {
  const { fact, meant, service } = access
  const { roles } = meant.from
  const labels = labelsOf(fact, meant)
  if (worldIn(fact, meant)) return warning(`${subjectOf(access)} is open to anybody: ${quoted(labels)}`)
  const isGroup = labels.some(label => holdsWorkers(label, access)) || roles.includes('any')
  if (!isGroup && !roles.some(role => service.refuses.has(role))) return null
  if (roles.includes('any') && fact.claim.direction === 'outbound') return null
  const isBoth = roles.some(role => service.admits.has(role)) && roles.some(role => isWorker(role, access))
  const who =
    isGroup || (isBoth && labels.length === 1) ? `${quoted(labels)}, workers included` : quoted(labels)
  return warning(`${subjectOf(access)} can be reached from ${who}, though only ${service.users} need it`)
}

const warning = (message: string) => ({ message, severity: 'warning' as const })

function isWorker(role: string, { service }: Access): boolean {
  return service.refuses.has(role) && !exposures().anywhere.has(role)
}

/** A group takes in workers, unless its members are told and none is one. */
function holdsWorkers(label: string, { meant, service }: Access): boolean {
  return isMixed(label) && !meant.from.roles.every(role => service.admits.has(role))
}
