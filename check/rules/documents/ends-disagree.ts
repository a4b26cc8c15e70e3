import { areKin, generalRoles } from '../../../reconcile/index.ts'
import { add } from '../../group.ts'
import type { Problem, Rule } from '../../rule.ts'
import type { Fact, Survey } from '../../survey/index.ts'
import { cite, placeOf } from '../wording.ts'
import { named, spread, type Thing, thingsOf, title } from './things.ts'

const page = (source: string) =>
  `## Control plane nodes: inbound\n\n| Protocol | Port | Source | Description |\n| --- | --- | --- | --- |\n| TCP | 6443 | ${source} | Kubernetes API |`

export const endsDisagree: Rule = {
  id: 'ends-disagree',
  family: 'documents',
  severity: 'info',
  description: 'Documents disagree on who may reach a service, or on where it listens.',
  why: 'A firewall built from the narrower page blocks what the other page needs; one built from the wider page is open to more than the narrower one wants.',
  examples: [
    {
      wrong: { 'a.md': page('worker nodes'), 'b.md': page('etcd nodes, worker nodes') },
      right: { 'a.md': page('etcd and worker nodes'), 'b.md': page('etcd nodes, worker nodes') },
      says: 'elsewhere from',
    },
  ],
  check: survey => thingsOf(survey).flatMap(thing => problemOf(thing, survey)),
}

type Side = 'from' | 'to'

/** One finding for each side on which the documents differ. */
function problemOf(thing: Thing, survey: Survey): Problem[] {
  const facts = thing.facts.filter(({ claim }) => !claim.local)
  return (['from', 'to'] as const).flatMap(side => {
    const rolesOf = (fact: Fact) => survey.meant(fact)[side].roles.filter(role => isComparable(role, side))
    const telling = facts.filter(fact => rolesOf(fact).length > 0)
    const views = viewsOf(telling, rolesOf)
    const odd = oddest(views, survey)
    return odd ? [reportOf(thing, side, odd, views, telling)] : []
  })
}

/** What one document says of an end, all its statements taken together. */
interface View {
  roles: string[]
  facts: Fact[]
}

function viewsOf(facts: Fact[], rolesOf: (fact: Fact) => string[]): View[] {
  const pages = new Map<string, View>()
  for (const fact of facts) {
    const view = pages.get(fact.page.path) ?? { roles: [], facts: [] }
    view.roles = [...new Set([...view.roles, ...rolesOf(fact)])].sort()
    view.facts.push(fact)
    pages.set(fact.page.path, view)
  }
  return [...pages.values()]
}

/** The view that the fewest documents share; none when all are the same. */
function oddest(views: View[], { vocabulary }: Survey): View | null {
  const kinds = new Map<string, View[]>()
  for (const view of views) {
    const key = generalRoles(view.roles, vocabulary).join()
    add(kinds, key, view)
  }
  const groups = [...kinds.values()].sort((a, b) => a.length - b.length)
  const [first] = groups[0] ?? []
  return first && views.some(view => !areKin(view.roles, first.roles, vocabulary)) ? first : null
}

/** Labels that nobody knows cannot be compared, and a page that lets all nodes listen contradicts none. */
function isComparable(role: string, side: Side): boolean {
  return !role.startsWith('unknown:') && (side === 'from' || role !== 'any')
}

function reportOf(thing: Thing, side: Side, odd: View, views: View[], facts: Fact[]): Problem {
  const fact = odd.facts[0]!
  const other = views.find(view => !areKin(view.roles, odd.roles, fact.vocabulary))!
  const viewOf = new Map(views.flatMap(view => view.facts.map((one): [Fact, View] => [one, view])))
  const others = [...other.facts, ...facts].filter(one => one.page !== fact.page)
  const places = spread(others, one => viewOf.get(one)!.roles.join())
  const verb = side === 'from' ? 'is reached from' : 'listens on'
  return {
    at: placeOf(fact, 'ports'),
    message: `${title(thing)} ${verb} ${named(odd.roles, fact.vocabulary)} here, and elsewhere ${side === 'from' ? 'from' : 'on'} ${named(other.roles, fact.vocabulary)}`,
    evidence: places.map(place => ({
      ...cite(place, `${verb} ${named(viewOf.get(place)!.roles, fact.vocabulary)}`),
      ...startOf(place, side),
    })),
    key: `${title(thing)} ${side}`,
    claims: [fact.claim.id],
  }
}

/** An entry names its ends on lines of their own. */
function startOf(fact: Fact, side: Side) {
  const { line, column } = placeOf(fact, side === 'from' ? 'source' : 'destination')
  return { line, column }
}
