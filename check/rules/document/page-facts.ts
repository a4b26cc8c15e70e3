import { compileWords } from '../../../extract/trees.ts'
import type { Claim, Evidence, Ports, Protocol } from '../../../schema/types.ts'
import { vocabulary } from '../../load.ts'
import type { Problem } from '../../rule.ts'
import type { Fact, Page, Survey } from '../../survey/index.ts'

/** A fact with its intended values: what was mistyped is another rule's finding. */
export type Said = { fact: Fact } & ReturnType<Survey['meant']>

/** One with ports in numbers. */
export type Numbered = Said & { ports: Ports }

/** What was found out already: every rule asks for it. */
const known = new WeakMap<Survey, Map<Page, Said[]>>()

/** What a page says, in its order, slips corrected. */
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

/** Whether one is in the other's section, or in a part of it. */
export function isNear(a: Fact, b: Fact): boolean {
  const [outer, inner] = [a.claim.context, b.claim.context].sort((x, y) => x.length - y.length)
  const isWithin = outer!.every((text, i) => text === inner![i])
  // What is above all headings is about all sections, and so about none.
  return isWithin && (outer!.length > 0 || inner!.length === 0)
}

interface DocumentFile {
  determiners: string[]
  allPorts: string[]
  hosts: Record<string, string[]>
  everyNode: string[]
  someNodes: string[]
  traffic: string[]
  portOf: string[]
  portNouns: string[]
  portInWords: string[]
  exclusive: string[]
  summary: string[]
}

/** Claims that list ports, other than sentences and commands. */
export const listing = new Set<Claim['kind']>(['row', 'cell', 'entry'])

/** The words of `document.yaml`. */
export const words = vocabulary('document', (file: DocumentFile) => ({
  ...file,
  determiners: compileWords(file.determiners),
  allPorts: compileWords(file.allPorts),
  hosts: new Map(Object.entries(file.hosts)),
  everyNode: compileWords(file.everyNode),
  someNodes: compileWords(file.someNodes),
  traffic: compileWords(file.traffic),
  portOf: compileWords(file.portOf),
  portInWords: compileWords(file.portInWords),
  exclusive: compileWords(file.exclusive),
  summary: compileWords(file.summary),
}))

/** Lines above a table among which its heading or caption is looked for. */
const mostAbove = 8

/** The heading or caption of the table that a claim stands in as evidence; where none is found, the table's own head. */
export function headingOf(
  page: Page,
  { context, table, location: { document, line } }: Claim,
  note: string,
): Evidence {
  const head = table?.line ?? line
  const title = context.at(-1)
  const above = Array.from({ length: Math.min(mostAbove, head) }, (_, i) => head - i)
  const found = title && above.find(line => page.lineAt({ document, line }).includes(title))
  return { document, line: found || head, column: 1, note }
}
