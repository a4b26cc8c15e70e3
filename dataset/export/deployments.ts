import type { Flow } from '../../schema/types.ts'

/** The flows of one deployment, which are shown together. */
export interface Deployment {
  /** `rancher 2.x / rke-nodes` */
  name: string
  flows: Flow[]
}

/** Parts flows by product, version and deployment, in the order in which these come. */
export function byDeployment(flows: readonly Flow[]): Deployment[] {
  const deployments = new Map<string, Flow[]>()
  for (const flow of flows) {
    const name = deploymentName(flow)
    const known = deployments.get(name)
    if (known) known.push(flow)
    else deployments.set(name, [flow])
  }
  return [...deployments].map(([name, own]) => ({ name, flows: own }))
}

/** How a deployment is called over a table or picture of it. */
export function deploymentName({
  product,
  version,
  deployment,
}: Pick<Flow, 'product' | 'version' | 'deployment'>): string {
  return `${[product, version].filter(Boolean).join(' ')} / ${deployment}`
}
