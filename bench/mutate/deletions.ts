import type { Fact, Page, Survey } from '../../check/survey/index.ts'
import { deploymentOf } from '../../reconcile/index.ts'
import { type Row, rowsOf } from './rows.ts'
import type { Site, Target } from './slip.ts'

/** How a place that states the same as a row is related to it, the nearest first. */
const relations = ['counterpart', 'translated', 'twin table'] as const
type Relation = (typeof relations)[number]

/** A place that states the same. */
interface Related {
  fact: Fact
  relation: Relation
}

/** What units state, and who states it. */
interface Stated {
  holders: Map<string, Fact[]>
  units: Map<string, Set<string>>
}

/**
 * Where a row can be deleted that has a counterpart: in the same case, the other side of the traffic, an
 * entry, another table of the page; in a translation, where this page has no second row for it; or in a
 * table for another case that says much the same.
 */
export function deletionSites(survey: Survey): Site[] {
  const stated = statedBy(survey.facts)
  const sites = rowsOf(survey).flatMap(row => siteOf(row, relatedTo(row, stated, survey)))
  return sites.toSorted((a, b) => a.kind.localeCompare(b.kind))
}

function siteOf({ page, start, end }: Row, related: Related[]): Site[] {
  const nearest = relations.find(relation => related.some(other => other.relation === relation))
  if (!nearest) return []
  const targets = related.map(({ fact }) => targetOf(fact))
  const edit = { start, end, text: '' }
  return [{ kind: `row deleted, ${nearest}`, make: () => ({ page, edit, targets, right: [] }) }]
}

function relatedTo({ facts, page }: Row, stated: Stated, survey: Survey): Related[] {
  const own = new Set(facts)
  return facts.flatMap(fact =>
    keysOf(fact).flatMap(key => {
      const holders = stated.holders.get(key)!.filter(other => !own.has(other) && agree(fact, other))
      const others = holders.filter(
        other => other.unit !== fact.unit && survey.family(other.page) === survey.family(page),
      )
      const isSole = !holders.some(other => other.page === page && other.claim.kind === fact.claim.kind)
      return others.flatMap(other => {
        const relation = relationOf(fact, other, isSole, stated)
        return relation ? [{ fact: other, relation }] : []
      })
    }),
  )
}

function relationOf(fact: Fact, other: Fact, isSole: boolean, stated: Stated): Relation | null {
  const isAlike = fact.claim.kind === other.claim.kind
  if (fact.page !== other.page)
    return isAlike && isSole && areTranslations(fact.page, other.page) ? 'translated' : null
  if (caseOf(fact) === caseOf(other)) return 'counterpart'
  return isAlike && areTwins(stated.units.get(fact.unit)!, stated.units.get(other.unit)!)
    ? 'twin table'
    : null
}

function agree({ claim }: Fact, { claim: other }: Fact): boolean {
  return claim.protocol === null || other.protocol === null || claim.protocol === other.protocol
}

/** Pages in two languages about the same deployments. */
function areTranslations(page: Page, other: Page): boolean {
  const cases = (of: Page) => of.source?.deployments.map(({ id }) => id) ?? []
  return page.language !== other.language && cases(page).some(id => cases(other).includes(id))
}

/** Half of what the larger one says is said by both. */
function areTwins(unit: Set<string>, other: Set<string>): boolean {
  const shared = [...unit].filter(key => other.has(key)).length
  return 2 * shared >= Math.max(unit.size, other.size)
}

function caseOf({ claim, page }: Fact): string | null {
  return page.source && deploymentOf(claim, page.source)
}

/** What a fact states, role by role. */
function keysOf({ claim: { ports, portText, local }, from, to }: Fact): string[] {
  const value = ports ? `${ports.first}-${ports.last}` : portText?.toLowerCase()
  const named = (roles: string[]) => (roles.length > 0 ? roles : ['nobody'])
  return named(from.roles).flatMap(source =>
    named(to.roles).map(target => `${value} ${source}>${target}${local ? ' local' : ''}`),
  )
}

function statedBy(facts: Fact[]): Stated {
  const stated: Stated = { holders: new Map(), units: new Map() }
  for (const fact of facts) {
    for (const key of keysOf(fact)) {
      stated.holders.set(key, [...(stated.holders.get(key) ?? []), fact])
      stated.units.set(fact.unit, (stated.units.get(fact.unit) ?? new Set()).add(key))
    }
  }
  return stated
}

function targetOf({ claim: { location } }: Fact): Target {
  return { document: location.document, line: location.line, endLine: location.endLine }
}
