import { mostEvidence } from '../../findings.ts'
import { groupBy } from '../../group.ts'
import type { Fact, Meant, Survey } from '../../survey/index.ts'
import { exposures } from './vocabulary.ts'

/** A place where all ports are let in. */
export interface AllPorts {
  /** All that is claimed there: one for each protocol. */
  facts: Fact[]
  /** What the first of them means. */
  meant: Meant
  /** Rows beside it that let in port by port, to no effect; not more than can be shown. */
  single: Fact[]
}

/** Places where all ports are let in. */
export function allPorts(survey: Survey): AllPorts[] {
  return [...groupBy(survey.facts, ({ unit }) => unit).values()].flatMap(unit => inUnit(unit, survey))
}

function inUnit(unit: Fact[], survey: Survey): AllPorts[] {
  const isWide = (fact: Fact) => isAllPorts(fact, survey.meant(fact))
  const wide = groupBy(unit.filter(isWide), ({ spot }) => spot)
  if (wide.size === 0) return []
  const single = byTarget(unit, survey)
  return [...wide.values()].map(facts => {
    const meant = survey.meant(facts[0]!)
    const protocols = [...new Set(facts.map(({ claim }) => claim.protocol ?? 'all'))]
    const found = protocols.flatMap(protocol =>
      meant.to.roles.flatMap(role => single.get(`${role} ${protocol}`) ?? []),
    )
    return { facts, meant, single: [...new Set(found)].slice(0, mostEvidence) }
  })
}

/** Facts that let in single ports, by whom and over which protocol they reach; the first few are enough. */
function byTarget(unit: Fact[], survey: Survey): Map<string, Fact[]> {
  const found = new Map<string, Fact[]>()
  for (const fact of unit) {
    const { ports, protocol, to } = survey.meant(fact)
    if (!ports || isAllPorts(fact, survey.meant(fact))) continue
    for (const key of to.roles.flatMap(role => [`${role} ${protocol}`, `${role} all`])) {
      const list = found.get(key) ?? []
      if (list.length < mostEvidence) found.set(key, [...list, fact])
    }
  }
  return found
}

/** Commands that trust a network name no port; they are about zones, not about a list of ports. */
function isAllPorts({ claim }: Fact, { protocol, ports, from }: Meant): boolean {
  if (claim.direction === 'outbound' || claim.local || from.roles.length === 0) return false
  if (protocol !== null && !['tcp', 'udp', 'all'].includes(protocol)) return false
  if (ports) return ports.first <= 1 && ports.last === 65_535
  return claim.portText === null
    ? protocol === 'all' && from.roles.includes('any')
    : exposures().allPorts.test(claim.portText)
}
