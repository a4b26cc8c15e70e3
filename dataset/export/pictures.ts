import type { Dataset } from '../load.ts'
import { byDeployment, type Deployment } from './deployments.ts'
import { type Picture, pictureOf } from './picture.ts'

/** A picture for each deployment of a dataset's flows, under the title that its source gives it. */
export function picturesOf({ flows, roles, sources }: Dataset): Picture[] {
  return byDeployment(flows).map(one => pictureOf(one.flows, roles, titleOf(one, sources)))
}

function titleOf({ name, flows }: Deployment, sources: Dataset['sources']): string {
  const { product, version, deployment } = flows[0]!
  const titles = sources
    .filter(source => source.product === product && source.version === version)
    .flatMap(({ deployments }) => deployments.filter(({ id }) => id === deployment))
    .map(({ title }) => title)
  return titles[0] ? `${titles[0]} (${name})` : name
}
