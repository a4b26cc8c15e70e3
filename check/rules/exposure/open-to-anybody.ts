import type { Rule } from '../../rule.ts'
import { worldIn } from './ends.ts'
import { type Access, exposed, subjectOf } from './exposed.ts'

const table = (source: string) =>
  [
    '| Protocol | Port | Source | Purpose |',
    '| --- | --- | --- | --- |',
    `| TCP | 22 | ${source} | SSH |`,
    '| TCP | 443 | 0.0.0.0/0 | web interface |',
  ].join('\n')

const other = [
  '| Protocol | Port | Source | Purpose |',
  '| --- | --- | --- | --- |',
  '| TCP | 22 | administrators | SSH |',
].join('\n')

export const openToAnybody: Rule = {
  id: 'open-to-anybody',
  family: 'exposure',
  severity: 'warning',
  description:
    'SSH, a daemon, an API of the cluster or a data store is open to the whole Internet, above all where other places let in only some.',
  why: 'Whoever makes a firewall from the table opens the service to the world, and believes that it has to be so.',
  examples: [
    {
      title: 'another place of the page lets in only some',
      wrong: `${table('0.0.0.0/0')}\n\n## Hardened nodes\n\n${other}`,
      right: table('administrators'),
      says: 'SSH (TCP 22) is open to anybody',
    },
    {
      title: 'a jump host is there to be reached, and all nodes are not the world',
      wrong: table('any'),
      right: [
        '## Bastion host',
        '',
        '| Protocol | Port | Source | Purpose |',
        '| --- | --- | --- | --- |',
        '| TCP | 22 | 0.0.0.0/0 | SSH |',
        '',
        '## Nodes',
        '',
        '| Protocol | Port | Source | Destination | Purpose |',
        '| --- | --- | --- | --- | --- |',
        '| TCP | 10250 | All | All | kubelet |',
      ].join('\n'),
      says: 'open to anybody',
    },
  ],
  check: survey => exposed(survey, 'outer', judge),
}

function judge(access: Access) {
  const world = worldIn(access.fact, access.meant)
  if (world === null || isToBeReached(access)) return null
  return {
    message: `${subjectOf(access)} is open to anybody: “${world}”`,
    severity: isMistake(access) ? ('warning' as const) : ('info' as const),
  }
}

/** Where others let in only some, it is hardly meant; a service with clients in many places may have both. */
function isMistake({ fact, service, restrictions }: Access): boolean {
  if (service.never) return true
  if (service.clients && restrictions.hasClients(service, fact)) return false
  return restrictions.nearby(service, fact)
}

function isToBeReached({ fact: { claim }, service }: Access): boolean {
  const labels = claim.destination.map(({ label }) => label)
  return [...labels, ...claim.context, claim.description ?? ''].some(words => service.except.test(words))
}
