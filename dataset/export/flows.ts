import { groupBy } from '../../check/group.ts'
import { areaOf } from '../../reconcile/index.ts'
import type { Flow, When } from '../../schema/types.ts'
import { sourceFinder } from '../api/places.ts'
import type { Dataset } from '../files.ts'

/** The flows of one deployment, which are shown together. */
export interface Deployment {
  /** `rke2 / cluster`; of archived documents `rancher-2.x / rke-nodes` */
  name: string
  flows: Flow[]
}

/** Parts flows by product and deployment, in the order in which these come. */
export function byDeployment(flows: readonly Flow[]): Deployment[] {
  return [...groupBy(flows, deploymentName)].map(([name, own]) => ({ name, flows: own }))
}

/** The title of a table or picture of a deployment. */
export function deploymentName(flow: Pick<Flow, 'product' | 'archived' | 'versions' | 'deployment'>): string {
  return areaOf(flow).replace('/', ' / ')
}

/**
 * A dataset of some flows only, with what is said about these: their claims, the findings about them, and
 * the sources of both. Everything that is named in it is in it.
 *
 * @param flows some of the dataset's; all of them give the whole dataset
 */
export function subsetOf(dataset: Dataset, flows: Flow[]): Dataset {
  if (flows.length === dataset.flows.length) return dataset
  const ids = new Set(flows.flatMap(({ claims }) => claims))
  const doubts = new Set(flows.flatMap(({ findings }) => findings))
  const claims = dataset.claims.filter(({ id }) => ids.has(id))
  const sourceOf = sourceFinder(dataset.sources)
  const own = new Set(claims.map(({ location }) => sourceOf(location.document)))
  const findings = dataset.findings
    .filter(finding => doubts.has(finding.id) || finding.claims.some(id => ids.has(id)))
    .map(finding => ({ ...finding, claims: finding.claims.filter(id => ids.has(id)) }))
  const sources = dataset.sources.filter(source => own.has(source))
  return { ...dataset, flows, claims, findings, sources }
}

/** Conditions on known axes as people say them: `calico/canal and linux`; empty when there are none. */
export function whenWords(when: When): string {
  return Object.keys(when)
    .sort()
    .map(axis => [when[axis as keyof When] ?? []].flat().join('/'))
    .join(' and ')
}

/** Everything that limits a flow, the document's own words last: `canal; only in fog`. */
export function conditionWords({ when, conditions }: Pick<Flow, 'when' | 'conditions'>): string {
  return [whenWords(when), ...conditions].filter(Boolean).join('; ')
}

/** A place that states a flow: its address at the line, else `document:line`. */
export function placeText({ document, line, url }: Flow['places'][number]): string {
  return url?.includes('#') ? url : `${document}:${line}`
}
