import type { Claim, Endpoint, Section, Source } from '../schema/types.ts'
import { escapeLiteral, normalize } from './text.ts'

/**
 * Tells which deployment of its source a claim is about: the one that the innermost known heading, tab or
 * caption around the claim names, else the default.
 *
 * @returns its id; null when no heading names one and the source has no default
 */
export function deploymentOf(claim: Claim, source: Source): string | null {
  const named = claim.context.map(normalize).reverse()
  for (const words of named) {
    const found = source.deployments.find(deployment => deployment.match.some(match => fits(match, words)))
    if (found) return found.id
  }
  return source.deployments.find(deployment => deployment.default)?.id ?? null
}

/** Whether a heading is one that a pattern means, in which `*` stands for any words. */
function fits(pattern: string, words: string): boolean {
  if (!pattern.includes('*')) return normalize(pattern) === words
  const parts = pattern.split('*').map(part => escapeLiteral(part.toLowerCase()))
  return new RegExp(`^${parts.join('.*')}$`, 's').test(words)
}

/**
 * Fills in what the part of the document around a claim says for all of its rows.
 *
 * @returns the claim itself where that is nothing
 */
export function filled(claim: Claim, source: Source): Claim {
  const section = sectionOf(claim, source)
  if (!section) return claim
  const end = (given: Endpoint[], id: string | undefined): Endpoint[] =>
    given.length > 0 || id === undefined ? given : [{ label: id, implied: true }]
  const when = Object.entries(section.when ?? {}).map(([axis, value]) => `${axis}=${value}`)
  return {
    ...claim,
    source: end(claim.source, section.from),
    destination: end(claim.destination, section.to),
    conditions: [...claim.conditions, ...when],
  }
}

function sectionOf({ context }: Claim, { sections = [] }: Source): Section | undefined {
  const headings = [...context.map(normalize).reverse(), '*']
  const matching = (words: string) =>
    sections.find(({ match }) => match.some(one => (one === '*' ? words === '*' : fits(one, words))))
  return headings.map(matching).find(found => found !== undefined)
}
