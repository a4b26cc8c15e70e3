import { groupBy } from '../../group.ts'
import type { Rule } from '../../rule.ts'
import type { Fact, Survey } from '../../survey/index.ts'
import { worldIn } from './ends.ts'
import { portOf } from './exposed.ts'
import { guardedService, meets } from './services.ts'
import { exposures, type Unprotected } from './vocabulary.ts'

const table = (port: string, purpose: string) =>
  `| Protocol | Port | Source | Purpose |\n| --- | --- | --- | --- |\n| TCP | ${port} | management nodes | ${purpose} |`

export const unprotectedService: Rule = {
  id: 'unprotected-service',
  family: 'exposure',
  severity: 'warning',
  description: 'A service is opened that asks nobody who they are, or sends passwords in plain text.',
  why: 'Everybody who gets as far as the port may use it, whoever the rule was meant for.',
  examples: [
    {
      wrong: table('2375', 'Docker API'),
      right: table('2376', 'Docker API, TLS'),
      says: 'use TLS with client certificates',
    },
    {
      title: 'the port alone does not tell',
      wrong: table('23', 'Telnet console'),
      right: table('23', 'measuring device'),
      says: 'use SSH',
    },
  ],
  check: survey =>
    [...groupBy(survey.facts, ({ spot }) => spot).values()].flatMap(facts => problemOf(facts, survey)),
}

function problemOf([first, ...others]: Fact[], survey: Survey) {
  const meant = survey.meant(first!)
  const service = exposures().unprotected.find(one => isMeant(one, first!, survey))
  if (!service || first!.claim.local || isToldElsewhere(first!, survey)) return []
  const { location, spans } = first!.claim
  const { title, instead, why, reference } = service
  return {
    at: spans.ports ? { document: location.document, ...spans.ports } : location,
    message: `${portOf(meant)} is ${title}: ${why}; ${instead}`,
    suggestion: {
      text: `${instead[0]!.toUpperCase()}${instead.slice(1)} (${reference})`,
      replacement: null,
      span: null,
    },
    claims: [first!, ...others].map(({ claim }) => claim.id),
  }
}

/** Open to the world is the graver cause, and one is enough. */
function isToldElsewhere(fact: Fact, survey: Survey): boolean {
  const meant = survey.meant(fact)
  return worldIn(fact, meant) !== null && guardedService(fact, meant) !== null
}

function isMeant({ ports, words }: Unprotected, fact: Fact, survey: Survey): boolean {
  const meant = survey.meant(fact)
  if (!ports.some(range => meets(range, meant) && isSmall(meant.ports!))) return false
  const { description, context, destination } = fact.claim
  const said = [description ?? '', context.at(-1) ?? '', ...destination.map(({ label }) => label)].join(' ')
  return words === null || words.test(said)
}

/** Of a range that begins there the rest would be blamed too. */
function isSmall({ first, last }: { first: number; last: number }): boolean {
  return last - first < 3
}
