import { expand, fold, resolve, titleOf } from '../../../reconcile/index.ts'
import { groupBy } from '../../group.ts'
import type { Problem, Rule } from '../../rule.ts'
import type { Fact, Page } from '../../survey/index.ts'
import { cite, placeOf, quoted } from '../wording.ts'
import { onEachPage, type Said } from './said.ts'
import { words } from './words.ts'

const page = (heading: string) =>
  [
    `## ${heading}`,
    '',
    '| Protocol | Port | Source | Destination | Description |',
    '| --- | --- | --- | --- | --- |',
    '| TCP | 6443 | Rancher nodes | Hosted / Imported cluster | Kubernetes API (only for hosted clusters) |',
  ].join('\n')

export const conditionAgainstHeading: Rule = {
  id: 'condition-against-heading',
  family: 'document',
  severity: 'warning',
  description:
    'A condition limits a statement to something else than its section is about, so that it never holds.',
  why: 'The statement looks needed and says that it is not: mostly a shared table was put where its notes do not fit.',
  examples: [{ wrong: page('Imported clusters'), right: page('Hosted clusters'), says: 'never holds' }],
  check: onEachPage((said, page) => {
    const idle = said.flatMap(one => idleOn(one, page))
    return [...groupBy(idle, ({ fact, condition }) => `${fact.unit}\n${condition}`).values()].map(problem)
  }),
}

interface Idle {
  fact: Fact
  condition: string
  heading: string
}

function idleOn({ fact }: Said, page: Page): Idle[] {
  const { conditions, context, source, destination } = fact.claim
  const heading = context.at(-1)
  const about = heading && conditions.length > 0 ? rolesOf(heading, page) : []
  if (about.length === 0) return []
  const ends = [source, destination].map(end => end.flatMap(({ label }) => rolesOf(label, page)))
  return conditions.flatMap(condition => {
    const who = words()
      .onlyFor.map(pattern => pattern.exec(fold(condition))?.groups?.who)
      .find(Boolean)
    const only = who ? rolesOf(who, page) : []
    const isOther = only.length > 0 && !only.some(role => about.includes(role))
    // One end means either: the condition is a choice between them, and no detail of the other end.
    const isChoice = ends.some(end => [...only, ...about].every(role => end.includes(role)))
    return isOther && isChoice ? [{ fact, condition, heading: heading! }] : []
  })
}

/** The roles that words mean; none when not all are known. */
function rolesOf(label: string, { source }: Page): string[] {
  const nodes = resolve(label, { product: source?.product ?? '', deployment: '' }) ?? []
  const roles = nodes.flatMap(({ id }) => expand(id))
  return roles.every(role => titleOf(role) !== undefined) ? roles : []
}

function problem(all: Idle[]): Problem {
  const [{ fact, condition, heading }] = all as [Idle]
  return {
    at: placeOf(fact),
    message: `The condition ${quoted(condition)} never holds here, as the section is about ${quoted(heading)}`,
    evidence: all.slice(1).map(one => cite(one.fact, 'has the condition too')),
    claims: all.map(one => one.fact.claim.id),
  }
}
