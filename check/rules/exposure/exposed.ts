import type { Problem, Severity } from '../../rule.ts'
import type { Fact, Meant, Survey } from '../../survey/index.ts'
import { labelsOf, quoted } from './ends.ts'
import { cite, type Restrictions, restrictionsIn } from './restrictions.ts'
import { guardedService } from './services.ts'
import type { Guarded } from './vocabulary.ts'

/** A fact about a service that must not be open to everybody. */
export interface Access {
  fact: Fact
  meant: Meant
  service: Guarded
  restrictions: Restrictions
}

/** What a rule says of an access; null where it is in order. */
export type Judge = (access: Access) => { message: string; severity: Severity } | null

/** Reports the facts about services of a kind that a judge finds exposed, one spot once. */
export function exposed(survey: Survey, kind: Guarded['kind'], judge: Judge): Problem[] {
  const spots = new Map<string, Problem>()
  for (const access of accessesIn(survey).filter(({ service }) => service.kind === kind)) {
    const said = judge(access)
    const { spot, claim } = access.fact
    const known = said && spots.get(`${spot} ${said.message}`)
    if (known) known.claims!.push(claim.id)
    else if (said) spots.set(`${spot} ${said.message}`, problemOf(access, said, survey))
  }
  return [...spots.values()]
}

/** Several rules ask for the same. */
const known = new WeakMap<Survey, Access[]>()

function accessesIn(survey: Survey): Access[] {
  const found = known.get(survey) ?? findAccesses(survey)
  known.set(survey, found)
  return found
}

function findAccesses(survey: Survey): Access[] {
  const accesses = survey.facts.flatMap(fact => {
    const meant = survey.meant(fact)
    const service = fact.claim.local ? null : guardedService(fact, meant)
    return service ? [{ fact, meant, service }] : []
  })
  const restrictions = restrictionsIn(accesses, survey)
  return accesses.map(access => ({ ...access, restrictions }))
}

/** The port of a fact for a message, `TCP 2379-2380`. */
export function portOf({ protocol, ports }: Pick<Meant, 'protocol' | 'ports'>): string {
  const range = ports && (ports.first === ports.last ? `${ports.first}` : `${ports.first}-${ports.last}`)
  return [protocol?.toUpperCase(), range].filter(word => word).join(' ')
}

/** The service of an access to begin a message with: `The kubelet (TCP 10250)`. */
export function subjectOf({ service, meant }: Pick<Access, 'service' | 'meant'>): string {
  const title = service.title.replace(/^the /, 'The ')
  return meant.ports ? `${title} (${portOf(meant)})` : title
}

function problemOf(
  { fact, service, restrictions }: Access,
  { message, severity }: { message: string; severity: Severity },
  survey: Survey,
): Problem {
  const { id, location, spans } = fact.claim
  const span = spans.source ?? spans.ports
  const others = restrictions.of(service, fact)
  const labels = others.flatMap(other => labelsOf(other, survey.meant(other)))
  return {
    at: span ? { document: location.document, ...span } : location,
    message: labels.length > 0 ? `${message}; elsewhere only ${quoted(labels)} are let in` : message,
    key: `${location.document} ${message}`,
    severity,
    evidence: others.map(other => cite(other, survey)),
    suggestion: {
      text: `Let in only those who need it: ${service.why} (${service.reference})`,
      replacement: null,
      span: null,
    },
    claims: [id],
  }
}
