import { fold, resolve, type Vocabulary } from '../../../reconcile/index.ts'
import { mostEvidence } from '../../findings.ts'
import { add, groupBy } from '../../group.ts'
import type { Problem, Rule, Severity } from '../../rule.ts'
import type { Fact, Meant, Survey } from '../../survey/index.ts'
import { advice, idsOf, placeOf, portWords, shown } from '../evidence.ts'
import { lines, table } from '../examples.ts'
import { exposures, type Guarded, type PortRange, type Unprotected } from './vocabulary.ts'

const etcd = (source: string) =>
  table(
    'Protocol | Port | Source | Destination | Purpose',
    `TCP | 2379-2380 | ${source} | etcd nodes | etcd client and peer traffic`,
  )
const service = (row: string) => table('Protocol | Port | Source | Purpose', row)

/** Services that are open to more than need them, and services without any protection. */
export const exposedService: Rule = {
  id: 'exposed-service',
  family: 'exposure',
  severity: 'warning',
  description:
    'A service is open to the Internet, or to nodes that do not need it, or has no authentication or encryption.',
  why: 'A firewall built from the table opens the service. Access to etcd is as good as root on the whole cluster, an overlay network trusts every packet, and a daemon without TLS serves every client.',
  examples: [
    {
      title: 'etcd for worker nodes',
      wrong: etcd('worker nodes'),
      right: etcd('etcd nodes, control plane nodes'),
      says: 'etcd (TCP 2379-2380) is open to “worker nodes”; only etcd and control plane nodes need it',
    },
    {
      title: 'etcd for a group of all nodes',
      wrong: etcd('all nodes'),
      right: etcd('etcd nodes'),
      says: 'etcd (TCP 2379-2380) is open to “all nodes”, workers included; only etcd and control plane nodes need it',
    },
    {
      title: 'etcd for the Internet',
      wrong: etcd('0.0.0.0/0'),
      right: etcd('10.0.4.0/28'),
      says: 'etcd (TCP 2379-2380) is open to the Internet: “0.0.0.0/0”',
    },
    {
      title: 'another place of the page restricts the sources',
      wrong: lines(
        service('TCP | 22 | 0.0.0.0/0 | SSH'),
        '\n## Hardened nodes\n',
        service('TCP | 22 | administrators | SSH'),
      ),
      right: lines('## Bastion host\n', service('TCP | 22 | 0.0.0.0/0 | SSH')),
      says: 'SSH (TCP 22) is open to the Internet: “0.0.0.0/0”; elsewhere only to “administrators”',
    },
    {
      title: 'an overlay network; all nodes among themselves are not the Internet',
      wrong: service('UDP | 8472 | Internet | Flannel VXLAN'),
      right: service('UDP | 8472 | worker nodes | Flannel VXLAN'),
      says: 'The overlay network of Flannel (UDP 8472) is open to the Internet (“Internet”); only the nodes of the cluster need it',
    },
    {
      title: 'no TLS',
      wrong: service('TCP | 2375 | management nodes | Docker API'),
      right: service('TCP | 2376 | management nodes | Docker API, TLS'),
      says: 'TCP 2375 is the Docker daemon without TLS: whoever connects has root on the host; use TLS with client certificates, which is port 2376',
    },
    {
      title: 'the port alone is not enough',
      wrong: service('TCP | 23 | management nodes | Telnet console'),
      right: service('TCP | 23 | management nodes | measuring device'),
      says: 'TCP 23 is Telnet: passwords and all else travel in plain text; use SSH',
    },
  ],
  check(survey) {
    const accesses = accessesIn(survey)
    const restrictions = restrictionsIn(accesses, survey)
    const spots = new Map<string, Problem>()
    for (const access of accesses) {
      const { fact } = access
      const judged = judge[access.service.kind](access, restrictions)
      const known = judged && spots.get(`${fact.spot} ${judged.message}`)
      if (known) known.claims!.push(fact.claim.id)
      else if (judged)
        spots.set(`${fact.spot} ${judged.message}`, problemOf(access, judged, restrictions, survey))
    }
    const bySpot = groupBy(survey.facts, ({ spot }) => spot)
    return [...spots.values(), ...[...bySpot.values()].flatMap(facts => unprotectedAt(facts, survey))]
  },
}

/** A fact about a service that must not be open to everybody. */
interface Access {
  fact: Fact
  meant: Meant
  service: Guarded
}

interface Judgement {
  message: string
  severity: Severity
}

function accessesIn(survey: Survey): Access[] {
  return survey.facts.flatMap(fact => {
    const meant = survey.meant(fact)
    const service = fact.claim.local ? null : guardedService(fact, meant)
    return service ? [{ fact, meant, service }] : []
  })
}

/** Judges an access by the kind of its service; null where it is in order. */
const judge: Record<Guarded['kind'], (access: Access, all: Restrictions) => Judgement | null> = {
  inner(access) {
    const { fact, meant, service } = access
    const { roles } = meant.from
    const labels = labelsOf(fact, meant)
    const subject = subjectOf(access)
    if (worldIn(fact, meant))
      return { message: `${subject} is open to the Internet: ${quotedLabels(labels)}`, severity: 'warning' }
    const isGroup = labels.some(label => holdsWorkers(label, access)) || roles.includes('any')
    if (!isGroup && !roles.some(role => service.refuses.has(role))) return null
    if (roles.includes('any') && fact.claim.direction === 'outbound') return null
    const isBoth = roles.some(role => service.admits.has(role)) && roles.some(role => isWorker(role, service))
    const included = isGroup || (isBoth && labels.length === 1) ? ', workers included' : ''
    const message = `${subject} is open to ${quotedLabels(labels)}${included}; only ${service.users} need it`
    return { message, severity: 'warning' }
  },
  overlay(access) {
    const world = worldIn(access.fact, access.meant)
    const subject = subjectOf(access)
    const message = `${subject} is open to the Internet (“${world}”); only the nodes of the cluster need it`
    return world === null ? null : { message, severity: 'warning' }
  },
  outer(access, all) {
    const world = worldIn(access.fact, access.meant)
    if (world === null || isPublic(access)) return null
    const message = `${subjectOf(access)} is open to the Internet: “${world}”`
    return { message, severity: isMistake(access, all) ? 'warning' : 'info' }
  },
}

function isWorker(role: string, { refuses }: Guarded): boolean {
  return refuses.has(role) && !exposures().anywhere.has(role)
}

/** A group includes workers, unless its members are known and none is one. */
function holdsWorkers(label: string, { meant, service }: Access): boolean {
  return isMixed(label) && !meant.from.roles.every(role => service.admits.has(role))
}

/** Where other places restrict the sources it is hardly intended; a service with clients everywhere may have both. */
function isMistake({ fact, service }: Access, all: Restrictions): boolean {
  if (service.never) return true
  if (service.clients && all.hasClients(service, fact)) return false
  return all.nearby(service, fact).length > 0
}

/** A jump host is meant to be reached. */
function isPublic({ fact: { claim }, service }: Access): boolean {
  const labels = claim.destination.map(({ label }) => label)
  return [...labels, ...claim.context, claim.description ?? ''].some(words => service.except.test(words))
}

/** The service of an access to begin a message with: `The kubelet (TCP 10250)`. */
function subjectOf({ service, meant: { protocol, ports } }: Access): string {
  const title = service.title.replace(/^the /, 'The ')
  return ports ? `${title} (${portWords({ protocol, ports })})` : title
}

function problemOf(
  { fact, service }: Access,
  { message, severity }: Judgement,
  restrictions: Restrictions,
  survey: Survey,
): Problem {
  const others = restrictions.of(service, fact)
  const labels = others.flatMap(other => labelsOf(other, survey.meant(other)))
  return {
    at: placeOf(fact, fact.claim.spans.source ? 'source' : 'ports'),
    message: labels.length > 0 ? `${message}; elsewhere only to ${quotedLabels(labels)}` : message,
    key: `${fact.claim.location.document} ${message}`,
    severity,
    evidence: others.map(other => {
      const who = quotedLabels(labelsOf(other, survey.meant(other)))
      return shown(other.claim.location, `open to ${who || 'some sources only'}`)
    }),
    suggestion: advice(`Name only the sources that need it: ${service.why} (${service.reference})`),
    claims: [fact.claim.id],
  }
}

/** Of one page more would hide what other pages say. */
const mostOfPage = 3

/** The places that restrict who may connect to a guarded service. */
interface Restrictions {
  /** The nearest first: of the page, of its product, of others. */
  of(service: Guarded, fact: Fact): Fact[]
  /** Those of the page and of its product. */
  nearby(service: Guarded, fact: Fact): Fact[]
  /** Whether one of them names clients that may be anywhere. */
  hasClients(service: Guarded, fact: Fact): boolean
}

function restrictionsIn(accesses: Access[], survey: Survey): Restrictions {
  const lists = new Map<string, Fact[]>()
  const clients = new Set<string>()
  const onPage = (service: Guarded, { page }: Fact) => `${service.id} on ${page.path}`
  const inFamily = (service: Guarded, { page }: Fact) => `${service.id} in ${survey.family(page)}`
  const isAnywhere = (role: string) => role !== 'any' && exposures().anywhere.has(role)
  for (const { fact, meant, service } of accesses) {
    if (restricts(fact, meant, service)) {
      const keys = [onPage(service, fact), inFamily(service, fact), ...(service.common ? [service.id] : [])]
      for (const key of keys) addShort(lists, key, fact)
    } else if (meant.from.roles.some(isAnywhere)) clients.add(inFamily(service, fact))
  }
  const joined = (keys: string[]) => {
    const facts = keys.flatMap(key => lists.get(key) ?? [])
    return [...new Map(facts.map(fact => [fact.spot, fact])).values()].slice(0, mostEvidence)
  }
  return {
    of: (service, fact) => joined([onPage(service, fact), inFamily(service, fact), service.id]),
    nearby: (service, fact) => joined([inFamily(service, fact)]),
    hasClients: (service, fact) => clients.has(inFamily(service, fact)),
  }
}

/** Adds a fact to a list that stays short, each spot once. */
function addShort(lists: Map<string, Fact[]>, key: string, fact: Fact): void {
  const list = lists.get(key) ?? []
  const ofPage = list.filter(({ page }) => page === fact.page)
  const isNew = ofPage.every(({ spot }) => spot !== fact.spot)
  if (list.length < mostEvidence && ofPage.length < mostOfPage && isNew) add(lists, key, fact)
}

/** Unknown words restrict nothing, nor does a role that anybody may take. */
function restricts(fact: Fact, meant: Meant, service: Guarded): boolean {
  const open = (role: string) =>
    exposures().anywhere.has(role) || service.refuses.has(role) || role.startsWith('unknown:')
  if (service.kind === 'inner' && labelsOf(fact, meant).some(isMixed)) return false
  return meant.from.roles.length > 0 && !meant.from.roles.some(open)
}

function unprotectedAt(facts: Fact[], survey: Survey): Problem[] {
  const fact = facts[0]!
  const { protocol, ports } = survey.meant(fact)
  const service = exposures().unprotected.find(one => isUnprotected(one, fact, survey))
  if (!service || !ports || fact.claim.local || isWorse(fact, survey)) return []
  const { title, instead, why, reference } = service
  return [
    {
      at: placeOf(fact),
      message: `${portWords({ protocol, ports })} is ${title}: ${why}; ${instead}`,
      suggestion: advice(`${instead[0]!.toUpperCase()}${instead.slice(1)} (${reference})`),
      claims: idsOf(facts),
    },
  ]
}

/** A service that is open to the Internet is reported for that alone. */
function isWorse(fact: Fact, survey: Survey): boolean {
  const meant = survey.meant(fact)
  return worldIn(fact, meant) !== null && guardedService(fact, meant) !== null
}

function isUnprotected({ ports, words }: Unprotected, fact: Fact, survey: Survey): boolean {
  const meant = survey.meant(fact)
  // A range that begins there is mostly about something else.
  const isSmall = meant.ports !== null && meant.ports.last - meant.ports.first < 3
  if (!isSmall || !ports.some(range => meets(range, meant))) return false
  const { description, context, destination } = fact.claim
  const said = [description ?? '', context.at(-1) ?? '', ...destination.map(({ label }) => label)].join(' ')
  return words === null || words.test(said)
}

/** A wider range is not about one service that happens to lie in it. */
const narrow = 16

/** The guarded service of a fact: by its words, else by its port, as an odd port may carry any service. */
function guardedService({ claim, named }: Fact, meant: Meant): Guarded | null {
  const { guarded } = exposures()
  const words = [claim.description, claim.portText].filter(text => text !== null).join(' ')
  const byWords = guarded.find(({ services, names }) =>
    named === null ? names.test(words) : services.includes(named),
  )
  const byPort = named === null ? guarded.find(({ ports }) => ports.some(range => meets(range, meant))) : null
  return byWords ?? byPort ?? null
}

/** Whether a fact is about ports of a range: some of them, or that range and little else. */
function meets(range: PortRange, { protocol, ports }: Meant): boolean {
  if (!ports || (protocol !== null && protocol !== 'all' && protocol !== range.protocol)) return false
  const inside = range.first <= ports.first && ports.last <= range.last
  const around = ports.first <= range.first && range.last <= ports.last && ports.last - ports.first < narrow
  return inside || around
}

/** The words by which a fact admits the Internet; null where it does not, or where all machines talk to each other. */
function worldIn({ claim, vocabulary }: Fact, { from, to }: Meant): string | null {
  if (!from.roles.includes('any') || claim.direction === 'outbound' || claim.local) return null
  if (to.roles.includes('any') && claim.kind !== 'command') return null
  const labels = [...claim.source, ...claim.destination].map(({ label }) => label)
  return labels.find(label => isAny(label, vocabulary) && !exposures().participants.test(fold(label))) ?? null
}

function isAny(label: string, vocabulary: Vocabulary): boolean {
  const found = resolve(label, { product: '', deployment: '' }, vocabulary) ?? []
  return found.some(({ kind }) => kind === 'any')
}

/** The words for those who may connect; a column with the wrong name holds them too. */
export function labelsOf({ claim, from, to }: Fact, meant: Meant): string[] {
  const isSwapped = meant.from === to && meant.to === from
  return (isSwapped ? claim.destination : claim.source).map(({ label }) => label)
}

/** Whether a label names a group of nodes without their roles: workers are among them. */
function isMixed(label: string): boolean {
  const { securityGroups, everyNode } = exposures()
  return securityGroups.test(label) || everyNode.test(fold(label))
}

/** Labels that a message quotes, and characters of each. */
const [most, longest] = [2, 40]

/** Quotes labels for a message, each once; long ones are left to the evidence where there are others. */
export function quotedLabels(labels: string[]): string {
  const distinct = [...groupBy(labels, label => fold(label).replaceAll(' ', '')).values()].map(
    ([one]) => one!,
  )
  const short = distinct.filter(label => label.length <= longest)
  const first = (short.length > 0 ? short : distinct).slice(0, most).map(label => `“${label}”`)
  return distinct.length > first.length ? `${first.join(', ')} and others` : first.join(' and ')
}
