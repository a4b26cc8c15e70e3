import type { Claim, Source } from '../schema/types.ts'
import { normalize } from './text.ts'

/**
 * Tells which deployment of its source a claim is about: the one that the innermost known heading, tab or
 * caption around the claim names, else the default.
 *
 * @returns its id; null when no heading names one and the source has no default
 */
export function deploymentOf(claim: Claim, source: Source): string | null {
  const named = claim.context.map(normalize).reverse()
  for (const words of named) {
    const found = source.deployments.find(deployment =>
      deployment.match.some(match => normalize(match) === words),
    )
    if (found) return found.id
  }
  return source.deployments.find(deployment => deployment.default)?.id ?? null
}
