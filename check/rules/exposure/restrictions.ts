import type { Evidence } from '../../../schema/types.ts'
import { mostEvidence } from '../../findings.ts'
import type { Fact, Meant, Survey } from '../../survey/index.ts'
import { isMixed, labelsOf, quoted } from './ends.ts'
import type { Access } from './exposed.ts'
import { exposures, type Guarded } from './vocabulary.ts'

/** Of one page more would hide what other pages say. */
const mostOfPage = 3

/** What the documents say about who may connect to guarded services. */
export interface Restrictions {
  /** Places that let in only some, the nearest first: of the page, of its product, of others. */
  of(service: Guarded, fact: Fact): Fact[]
  /** Whether the page, or one of its product, lets in only some. */
  nearby(service: Guarded, fact: Fact): boolean
  /** Whether one of them speaks of clients that may be anywhere. */
  hasClients(service: Guarded, fact: Fact): boolean
}

/** Looks through all that is said about guarded services once. */
export function restrictionsIn(accesses: Omit<Access, 'restrictions'>[], survey: Survey): Restrictions {
  const restricting = new Lists()
  const clients = new Set<string>()
  const family = (service: Guarded, { page }: Fact) => `${service.id} in ${survey.family(page)}`
  for (const { fact, meant, service } of accesses) {
    if (restricts(fact, meant, service)) {
      restricting.add(`${service.id} on ${fact.page.path}`, fact)
      restricting.add(family(service, fact), fact)
      if (service.common) restricting.add(service.id, fact)
    } else if (meant.from.roles.some(role => role !== 'any' && exposures().anywhere.has(role))) {
      clients.add(family(service, fact))
    }
  }
  return {
    of: (service, fact) =>
      restricting.joined([`${service.id} on ${fact.page.path}`, family(service, fact), service.id]),
    nearby: (service, fact) => restricting.joined([family(service, fact)]).length > 0,
    hasClients: (service, fact) => clients.has(family(service, fact)),
  }
}

/** A place that restricts, as evidence. */
export function cite(fact: Fact, survey: Survey): Evidence {
  const { document, line, column } = fact.claim.location
  const who = quoted(labelsOf(fact, survey.meant(fact)))
  return { document, line, column, note: `lets in ${who || 'only some'}` }
}

/** Nobody is kept out by words that nobody knows, nor where whoever wants to may count as one let in. */
function restricts(fact: Fact, meant: Meant, service: Guarded): boolean {
  const open = (role: string) =>
    exposures().anywhere.has(role) || service.refuses.has(role) || role.startsWith('unknown:')
  if (service.kind === 'inner' && labelsOf(fact, meant).some(isMixed)) return false
  return meant.from.roles.length > 0 && !meant.from.roles.some(open)
}

/** Short lists of facts by key, each spot once. */
class Lists {
  private readonly lists = new Map<string, Fact[]>()

  add(key: string, fact: Fact): void {
    const list = this.lists.get(key) ?? []
    if (list.length === 0) this.lists.set(key, list)
    const ofPage = list.filter(({ page }) => page === fact.page)
    const isNew = ofPage.every(({ spot }) => spot !== fact.spot)
    if (list.length < mostEvidence && ofPage.length < mostOfPage && isNew) list.push(fact)
  }

  joined(keys: string[]): Fact[] {
    const facts = keys.flatMap(key => this.lists.get(key) ?? [])
    return [...new Map(facts.map(fact => [fact.spot, fact])).values()].slice(0, mostEvidence)
  }
}
