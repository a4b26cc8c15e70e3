import type { Statement } from '../schema/types.ts'
import type { Case } from './cases.ts'
import type { Item } from './statement.ts'
import { type Axis, type ChangeClass, taxonomy } from './taxonomy.ts'
import { list, sayAll, sayApart, sayConditionsApart, sayNodes, sayPorts, sayProtocol } from './words.ts'

/** What a message is made of; the first of the statements that share a change represents all. */
interface Told {
  class: ChangeClass
  /** The statements in words, as they are now or, when they are gone, as they were. */
  what: string
  was: Item
  is: Item
  cases: Case[]
}

/** Says in a line what has changed. */
export function messageOf(cases: Case[]): string {
  const [{ class: id, before, after }] = cases as [Case, ...Case[]]
  const [was, is] = [(before ?? after)!, (after ?? before)!]
  const what = sayAll(cases.map(one => (one.after ?? one.before)!.said))
  return sentences[taxonomy.get(id)!.axis]({ class: id, what, was, is, cases })
}

const sentences: Record<Axis, (told: Told) => string> = {
  existence: ({ class: id, what, cases }) =>
    id === 'regrouped' ? regrouped(what, cases) : `${what} ${existence[id]}`,
  port: told => valued(told, sayPorts),
  protocol: told => valued(told, sayProtocol),
  source: told => valued(told, ({ from }) => sayNodes(from)),
  destination: told => valued(told, ({ to }) => sayNodes(to)),
  direction: ({ class: id, was, is, what }) =>
    id === 'reversed'
      ? `the ends have changed places: ${what}`
      : `stated ${sides[was.said.direction ?? '']} before, now ${sides[is.said.direction ?? '']}: ${what}`,
  scope: told => scope[told.class]!(told),
  condition: ({ was, is, what }) => {
    const [before, now] = sayConditionsApart(was.said, is.said)
    return `needed ${under(before)} before, now ${under(now)}: ${what}`
  },
  status: ({ was, is, what }) => `${was.said.status} before, now ${is.said.status}: ${what}`,
  rendering: ({ class: id, what, cases }) => {
    const repair = cases[0]!.cause.split(' ')[0]
    return id === 'repair-went'
      ? `needs no repair any more (${repair}): ${what}`
      : `read by a repair (${repair}): ${what}`
  },
  wording: ({ was, is, what }) => `${words(was, is)}: ${what}`,
  place: told => `${place(told)}: ${count(told.cases)}`,
}

const existence: Partial<Record<ChangeClass, string>> = {
  added: 'is newly stated',
  removed: 'is no longer stated',
  repeated: 'is said once more',
  unrepeated: 'is said once less, and is still stated',
}

function regrouped(what: string, cases: Case[]): string {
  const before = sayAll(cases.flatMap(one => one.before?.said ?? []))
  return `${before} is now said as ${what}; all of it is stated before and after`
}

const sides = { inbound: 'as inbound', outbound: 'as outbound', '': 'without a direction' }

const scope: Partial<Record<ChangeClass, (told: Told) => string>> = {
  'local-gained': ({ what }) => `said to stay on one node now: ${what}`,
  'local-lost': ({ what }) => `said to go between nodes now: ${what}`,
  'deployment-renamed': ({ cases }) => `${cases[0]!.cause}: ${count(cases)}`,
}

function valued({ class: id, was, is, what }: Told, say: (said: Statement) => string): string {
  const { axis } = taxonomy.get(id)!
  return `${axis} ${say(was.said) || 'unnamed'} is now ${say(is.said) || 'unnamed'}: ${what}`
}

function under(conditions: string): string {
  return conditions === '' ? 'always' : `under “${conditions}”`
}

/** The first words that differ. */
function words({ said: a }: Item, { said: b }: Item): string {
  const texts = (said: Statement) => [said.description ?? '', list(said.source), list(said.destination)]
  const [x, y] = [texts(a), texts(b)]
  const at = Math.max(
    0,
    x.findIndex((text, i) => text !== y[i]),
  )
  const [before, now] = sayApart(x[at] ?? '', y[at] ?? '')
  return `“${before}” is now “${now}”`
}

function place({ was, is }: Told): string {
  if (was.area !== is.area) return `moved here from ${was.said.places[0]?.document ?? was.area}`
  if (was.heading === is.heading) return 'moved to another table'
  return `moved here from under “${was.context.at(-1) ?? ''}”`
}

function count({ length }: unknown[]): string {
  return `${length} ${length === 1 ? 'statement' : 'statements'}`
}
