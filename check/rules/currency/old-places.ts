import type { Ports } from '../../../schema/types.ts'
import type { Fact, Meant, Survey } from '../../survey/index.ts'
import type { PortRange } from '../exposure/range.ts'
import { aboutPages } from './pages.ts'
import { deprecations, type OldPort } from './vocabulary.ts'

/** A place where a port is stated, with what is out of date about it. */
export interface OldPlace {
  fact: Fact
  meant: Meant
  /** At least one; a short range may take in several. */
  old: OldPort[]
  claims: string[]
}

/** Where ports stand that are out of date, each place once; not where the page says so itself. */
export function oldPlaces(survey: Survey): OldPlace[] {
  const isAbout = aboutPages()
  const places = new Map<string, OldPlace>()
  for (const fact of survey.facts) {
    const meant = survey.meant(fact)
    const known = places.get(fact.spot)
    const old = deprecations().ports.filter(port => isMeant(port, fact, meant) && isAbout(fact.page, port))
    if (known) known.claims.push(fact.claim.id)
    else if (old.length > 0 && !deprecations().told.test(wordsOf(fact)))
      places.set(fact.spot, { fact, meant, old, claims: [fact.claim.id] })
  }
  return [...places.values()]
}

function isMeant(old: OldPort, fact: Fact, { protocol, ports }: Meant): boolean {
  const isOther = old.services.size > 0 && fact.named !== null && !old.services.has(fact.named)
  const isPort = (range: PortRange) =>
    (protocol ?? range.protocol) === range.protocol && ports !== null && covers(ports, range)
  if (isOther || !old.ports.some(isPort)) return false
  const words = wordsOf(fact)
  return (old.beside === null || old.beside.test(words)) && !old.unless.test(words)
}

/** A wide range is not about the port that happens to lie in it. */
function covers(stated: Ports, { first, last }: Ports): boolean {
  const shared = Math.min(stated.last, last) - Math.max(stated.first, first) + 1
  return shared > 0 && stated.last - stated.first < widest
}

const widest = 4

function wordsOf({ claim: { description, portText, source, destination, context } }: Fact): string {
  const labels = [...source, ...destination].map(({ label }) => label)
  return [description ?? '', portText ?? '', ...labels, ...context].join(' / ')
}
