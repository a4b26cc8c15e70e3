import { query } from '../dataset/api/query.ts'
import { nearest } from '../schema/nearest.ts'
import type { Flow, StackElement, When } from '../schema/types.ts'
import { byVersion, holdsVersion } from '../schema/versions.ts'
import { type Data, pointer, type Work } from './data.ts'

/** The word for nothing of the kind. */
export const none = 'none'
/** The family of an address shows by itself whether this axis holds. */
const decidedByAddresses = 'ip'

/** Chooses the flows of a stack. Whatever documents leave open must be answered by the inventory. */
export function chooseFlows(work: Work): Flow[] {
  const { inventory, data, problems, stack } = work
  const chosen = inventory.stack.flatMap((element, i) => {
    const report = (path: string, message: string) => problems.push({ path: `/stack/${i}${path}`, message })
    const [flows, version] = ofVersion(element, flowsOf(element, data, report), report, work.assumptions)
    if (flows.length === 0) return []
    const when = answers(element, flows, work, report)
    const { product, deployment } = flows[0]!
    const words = Object.entries(when).map(([axis, value]) => `${axis}=${value.join('+')}`)
    stack.push([[product, version, deployment].filter(Boolean).join('/'), ...words].join(' '))
    return withConditions(matching(flows, when), flows, element, report)
  })
  return [...new Map(chosen.map(flow => [flow.id, flow])).values()]
}

type Report = (path: string, message: string) => void

/** The flows of the one product and deployment that an element names. */
function flowsOf(element: StackElement, { flows }: Data, report: Report): Flow[] {
  let found = flows.filter(flow => !flow.local && !flow.archived)
  for (const part of ['product', 'deployment'] as const) {
    const names: string[] = [...new Set(found.map(flow => flow[part]))]
    const asked = element[part] ?? (names.length === 1 ? names[0] : undefined)
    if (asked === undefined) {
      report('', `leaves the ${part} open; add "${part}", one of ${names.join(', ')}`)
      return []
    }
    if (!names.includes(asked)) {
      const meant = nearest(asked, names)
      report(
        element[part] === undefined ? '' : `/${part}`,
        `${part} "${asked}" is not in the data${meant ? `; did you mean "${meant}"?` : `; there are ${names.join(', ')}`}`,
      )
      return []
    }
    found = found.filter(flow => flow[part] === asked)
  }
  return found
}

/** The flows that hold for the version of an element; where it names none, for the latest that documents are about. */
function ofVersion(
  { product, version }: StackElement,
  flows: Flow[],
  report: Report,
  assumptions: string[],
): [flows: Flow[], version: string | null] {
  const known = flows.flatMap(({ versions }) => versions.flatMap(({ first, last }) => [first, last]))
  const [earliest, latest] = [known.toSorted(byVersion)[0], known.toSorted(byVersion).at(-1)]
  if (
    version !== undefined &&
    !flows.some(flow => holdsVersion(flow.versions, version)) &&
    flows.length > 0
  ) {
    const about = latest ? `they are about ${earliest} to ${latest}` : 'they name no version'
    report('/version', `no document of ${product} is about ${version}; ${about}`)
    return [[], null]
  }
  const wanted = version ?? latest
  if (wanted === undefined) return [flows, null]
  if (version === undefined && earliest !== latest)
    assumptions.push(`${product}: version ${wanted}, the latest that documents are about`)
  const isMeant = ({ versions }: Flow) => versions.length === 0 || holdsVersion(versions, wanted)
  return [flows.filter(isMeant), wanted]
}

/** Values that documents speak of, by axis. */
export function coverageOf(flows: readonly Flow[], { sources }: Data): Map<string, Set<string>> {
  const coverage = new Map<string, Set<string>>()
  const add = (axis: string, values: readonly string[]) => {
    const known = coverage.get(axis) ?? new Set()
    for (const value of values) known.add(value)
    coverage.set(axis, known)
  }
  for (const { when } of flows) for (const [axis, values] of Object.entries(when)) add(axis, [values].flat())
  for (const { coverage } of deploymentsOf(flows, sources))
    for (const [axis, values] of Object.entries(coverage ?? {})) add(axis, values)
  coverage.delete(decidedByAddresses)
  return coverage
}

function deploymentsOf(flows: readonly Flow[], sources: Data['sources']) {
  const { product, deployment } = flows[0] ?? {}
  return sources
    .filter(source => source.product === product && !source.archived)
    .flatMap(({ deployments }) => deployments.filter(({ id }) => id === deployment))
}

/** How the product is installed unless chosen otherwise. */
export function assumedFor(flows: readonly Flow[], { sources }: Data): Map<string, string> {
  return new Map(deploymentsOf(flows, sources).flatMap(({ assumed }) => Object.entries(assumed ?? {})))
}

type Answers = Record<string, readonly string[]>

/** The answers of the element, completed by the product's own defaults; what is open or not covered is reported. */
function answers(element: StackElement, flows: readonly Flow[], work: Work, report: Report): Answers {
  const { data, acceptGaps, assumptions } = work
  const coverage = coverageOf(flows, data)
  const defaults = assumedFor(flows, data)
  const when: Answers = {}
  for (const [axis, given] of Object.entries(element.when ?? {})) {
    const path = `/when/${pointer(axis)}`
    const covered = [...(coverage.get(axis) ?? [])].sort()
    when[axis] = [given].flat()
    for (const value of when[axis]) {
      if (value === none || covered.includes(value)) continue
      const gap = `no document of ${element.product} covers ${axis}=${value}`
      if (acceptGaps) {
        assumptions.push(`${gap}: rules for it may be missing`)
        continue
      }
      const axes = [...coverage.keys()].sort().join(', ') || none
      const known = covered.length > 0 ? `covered: ${covered.join(', ')}` : `axes that are covered: ${axes}`
      const meant = nearest(value, covered)
      report(path, `${gap} (${known}${meant ? `; did you mean "${meant}"?` : ''})`)
    }
  }
  // An answer leaves fewer flows, and so fewer questions.
  for (;;) {
    const open = matching(flows, when)
      .flatMap(flow => Object.keys(flow.when))
      .filter(axis => coverage.has(axis))
    const axis = open.find(one => !(one in when) && defaults.has(one)) ?? open.find(one => !(one in when))
    if (axis === undefined) return when
    const assumed = defaults.get(axis)
    when[axis] = [assumed ?? none]
    const values = [...coverage.get(axis)!].sort()
    if (assumed !== undefined)
      assumptions.push(`${element.product}: ${axis}=${assumed}, the default of the product`)
    else report('/when', `does not answer "${axis}"; add ${axis}: ${[...values, none].join(', or ')}`)
  }
}

function matching(flows: readonly Flow[], when: Answers): Flow[] {
  const filter = Object.entries(when).map(([axis, values]) => {
    const real = values.filter(value => value !== none)
    return [axis, real.length > 0 ? real : null]
  })
  return query(flows, { when: Object.fromEntries(filter) as { [Axis in keyof When]: string[] | null } }, [])
}

/** Leaves out flows whose conditions in words do not hold; words without an answer are reported, each once. */
function withConditions(
  flows: readonly Flow[],
  all: readonly Flow[],
  { conditions = {} }: StackElement,
  report: Report,
): Flow[] {
  const open = new Set(
    flows.flatMap(flow => flow.conditions.filter(text => !Object.hasOwn(conditions, text))),
  )
  for (const text of open)
    report('/conditions', `does not say whether this holds: add ${JSON.stringify(text)}: true, or false`)
  for (const text of Object.keys(conditions))
    if (!all.some(flow => flow.conditions.includes(text)))
      report(`/conditions/${pointer(text)}`, 'no flow has this condition; remove it')
  return flows.filter(flow => flow.conditions.every(text => conditions[text] !== false))
}
