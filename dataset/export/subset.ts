import type { Flow } from '../../schema/types.ts'
import type { Dataset } from '../load.ts'

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
  const documents = new Set(claims.map(({ location }) => location.document))
  const findings = dataset.findings
    .filter(finding => doubts.has(finding.id) || finding.claims.some(id => ids.has(id)))
    .map(finding => ({ ...finding, claims: finding.claims.filter(id => ids.has(id)) }))
  const sources = dataset.sources.filter(({ document }) => documents.has(document))
  return { ...dataset, flows, claims, findings, sources }
}
