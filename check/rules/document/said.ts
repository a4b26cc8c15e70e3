import type { Ports, Protocol } from '../../../schema/types.ts'
import type { Problem } from '../../rule.ts'
import type { Fact, Page, Survey } from '../../survey/index.ts'

/** A fact with the values that it was meant to have: what was mistyped is another rule's finding. */
export type Said = { fact: Fact } & ReturnType<Survey['meant']>

/** One with ports in numbers. */
export type Numbered = Said & { ports: Ports }

/** What was found out already: every rule asks for it. */
const known = new WeakMap<Survey, Map<Page, Said[]>>()

/** What a page says, in its order, slips mended. */
export function saidOn(survey: Survey, page: Page): Said[] {
  const pages = known.get(survey) ?? new Map<Page, Said[]>()
  known.set(survey, pages)
  const said = pages.get(page) ?? survey.of(page).map(fact => ({ fact, ...survey.meant(fact) }))
  pages.set(page, said)
  return said
}

/** Looks at every page by itself. */
export function onEachPage(look: (said: Said[], page: Page) => Problem[]): (survey: Survey) => Problem[] {
  return survey => survey.pages.flatMap(page => look(saidOn(survey, page), page))
}

/** Whether something has its ports in numbers. */
export function isNumbered(said: Said): said is Numbered {
  return said.ports !== null
}

/** Whether two protocols can be the same: an unnamed one may be any. */
export function agree(a: Protocol | null, b: Protocol | null): boolean {
  return a === b || a === null || b === null || a === 'all' || b === 'all'
}

/** Whether one range holds another. */
export function covers(a: Ports, b: Ports): boolean {
  return a.first <= b.first && b.last <= a.last
}

/** A range as it serves for a key. */
export function keyOf({ first, last }: Ports): string {
  return `${first}-${last}`
}

/** Whether one stands in the other's section, or in a part of it. */
export function isNear(a: Fact, b: Fact): boolean {
  const [outer, inner] = [a.claim.context, b.claim.context].sort((x, y) => x.length - y.length)
  const isWithin = outer!.every((text, i) => text === inner![i])
  // What stands above all headings is about all sections, and so about none.
  return isWithin && (outer!.length > 0 || inner!.length === 0)
}
