import { line, placeOf as stretchIn, stretchOf } from '../../../extract/trees.ts'
import type { Claim, Location, Ports, Suggestion } from '../../../schema/types.ts'
import { Areas } from '../../areas.ts'
import { groupBy } from '../../group.ts'
import type { Problem, Rule } from '../../rule.ts'
import { type Fact, locate, type Meant, type Page, type Survey, type Text } from '../../survey/index.ts'
import { textOf } from '../../survey/statements.ts'
import { advice, locateIn, placeOf, portWords, shown } from '../evidence.ts'
import { table } from '../examples.ts'
import { type Deprecation, deprecations, type OldPort, type OldWord } from './vocabulary.ts'

const rows = (...all: string[]) => table('Protocol | Port | Source | Purpose', ...all)
const cluster = (node: string) =>
  `# Ports of a Kubernetes cluster\n\n${table('Protocol | Port | Destination | Purpose', `TCP | 6443 | ${node} | API server`)}`

/** Ports, programs, protocols and names that are out of use. */
export const deprecated: Rule = {
  id: 'deprecated',
  family: 'currency',
  severity: 'warning',
  description:
    'A port is listed that its program no longer serves, or a program, protocol or name that is out of use.',
  why: 'Nothing answers on the port, or only without authentication, so the firewall has a needless hole; readers do not find an old name in the program itself.',
  examples: [
    {
      wrong: rows('TCP | 10255 | monitoring | read-only kubelet API'),
      right: rows('TCP | 10250 | monitoring | kubelet API'),
      says: 'TCP 10255 is the kubelet’s read-only port, which asks nobody who they are, off by default since Kubernetes 1.10 (2018-03): use TCP 10250',
    },
    {
      title: 'in a short range; a wide one is not about them',
      wrong: rows('TCP | 10250-10252 | cluster nodes | Kubernetes'),
      right: rows('TCP | 10000-30000 | cluster nodes | Kubernetes workloads'),
      says: '10250-10252 includes TCP 10251, the scheduler’s port without TLS and authentication, removed in Kubernetes 1.23 (2021-12): use TCP 10259; and TCP 10252, the controller manager’s port without TLS and authentication, removed in Kubernetes 1.22 (2021-08): use TCP 10257',
    },
    {
      title: 'a page that says so itself; and many programs use 8080',
      wrong: rows('TCP | 8080 | local programs | Kubernetes API server'),
      right: rows(
        'TCP | 8080 | load balancer | user interface',
        'TCP | 10255 | monitoring | kubelet API (deprecated)',
      ),
      says: 'TCP 8080 is the API server’s port without TLS and authentication, removed in Kubernetes 1.20 (2020-12): use TCP 6443',
    },
    {
      title: 'a program',
      wrong: rows('TCP | 10250 | Heapster | kubelet metrics'),
      right: rows('TCP | 10250 | metrics server | kubelet metrics'),
      says: 'Heapster is retired since Kubernetes 1.13 (2018-12); use the metrics server',
    },
    {
      title: 'a former name',
      wrong: cluster('master nodes'),
      right: cluster('control plane nodes'),
      says: '“master nodes” is a former name of the control plane, given up in Kubernetes 1.20 (2020-12); write “control plane”',
    },
  ],
  check: survey => {
    const isAbout = aboutPages()
    return [...portsIn(survey, isAbout), ...survey.pages.flatMap(page => wordsIn(page, isAbout))]
  },
}

type IsAbout = (page: Page, deprecation: Deprecation) => boolean

/** Whether a page may be about a deprecation; each page is searched once. */
function aboutPages(): IsAbout {
  const known = new Map<Page, Map<Deprecation, boolean>>()
  return (page, deprecation) => {
    const { about } = deprecation
    if (about === null) return true
    const ofPage = known.get(page) ?? new Map<Deprecation, boolean>()
    known.set(page, ofPage)
    const texts = () => [page.text, ...page.parts.map(({ reading }) => String(reading.file.value))]
    const isAbout = ofPage.get(deprecation) ?? texts().some(text => about.test(text))
    ofPage.set(deprecation, isAbout)
    return isAbout
  }
}

/** What to do, with the pages that say so. */
function suggestionFor(old: Deprecation[]): Suggestion {
  const instead = [...new Set(old.map(one => one.instead))].join('; ')
  const references = [...new Set(old.map(({ reference }) => reference))].join(', ')
  return advice(`${instead[0]!.toUpperCase()}${instead.slice(1)} (${references})`)
}

/** A place where a port is stated, with what is out of date about it. */
interface OldPlace {
  fact: Fact
  meant: Meant
  /** At least one; a short range may include several. */
  old: OldPort[]
  claims: string[]
}

/** Ports out of use, one finding for each cause in a document. */
function portsIn(survey: Survey, isAbout: IsAbout): Problem[] {
  const cause = ({ fact: { claim, page }, old }: OldPlace) =>
    [page.path, claim.location.document, ...old.map(({ title }) => title)].join('\n')
  return [...groupBy(oldPlaces(survey, isAbout), cause).values()].map(places => {
    const [{ fact, meant, old }, ...others] = places as [OldPlace, ...OldPlace[]]
    return {
      at: placeOf(fact),
      message: messageOf(old, meant),
      severity: old.some(({ severity }) => severity === 'warning') ? 'warning' : 'info',
      evidence: others.map(other => shown(other.fact.claim.location, 'here too')),
      suggestion: suggestionFor(old),
      claims: places.flatMap(({ claims }) => claims),
    }
  })
}

/** Each place once; not where the page itself says that the port is out of use. */
function oldPlaces(survey: Survey, isAbout: IsAbout): OldPlace[] {
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
  if (ports === null || (old.services.size > 0 && fact.named !== null && !old.services.has(fact.named)))
    return false
  const isPort = old.ports.some(
    range => (protocol ?? range.protocol) === range.protocol && includes(ports, range),
  )
  const words = isPort ? wordsOf(fact) : ''
  return isPort && (old.beside === null || old.beside.test(words)) && !old.unless.test(words)
}

/** A wider range is not about the port that happens to lie in it. */
const widest = 4

function includes(stated: Ports, { first, last }: Ports): boolean {
  return first <= stated.last && stated.first <= last && stated.last - stated.first < widest
}

function wordsOf({ claim: { description, portText, source, destination, context } }: Fact): string {
  const labels = [...source, ...destination].map(({ label }) => label)
  return [description ?? '', portText ?? '', ...labels, ...context].join(' / ')
}

function messageOf(old: OldPort[], { ports }: Meant): string {
  const { first, last } = ports!
  const says = (one: OldPort) => `${one.title}, ${one.state} (${one.month}): ${one.instead}`
  const port = ({ ports }: OldPort) => {
    const range = ports.find(one => one.first <= last && one.last >= first)!
    const shared = { first: Math.max(range.first, first), last: Math.min(range.last, last) }
    return portWords({ protocol: range.protocol, ports: shared })
  }
  if (first === last) return old.map(one => `${port(one)} is ${says(one)}`).join('; ')
  return `${textOf(ports!)} includes ${old.map(one => `${port(one)}, ${says(one)}`).join('; and ')}`
}

/** Words that a reader of claims sees, and how to find the place of some of them. */
interface Words {
  text: string
  claims: string[]
  locate(start: number, end: number): Location
}

/** Words out of use: each once on a page, at its first place. */
function wordsIn(page: Page, isAbout: IsAbout): Problem[] {
  if (page.claims.length === 0) return []
  const { told, components, names } = deprecations()
  const words = wordsOn(page).filter(({ text }) => !told.test(text))
  return [
    ...components.filter(one => isAbout(page, one)).flatMap(old => wordProblem(old, words, componentIs)),
    ...names.filter(one => isAbout(page, one)).flatMap(old => wordProblem(old, words, nameIs)),
  ]
}

function wordProblem(old: OldWord, all: Words[], is: (old: OldWord, words: string) => string): Problem[] {
  const found = all.flatMap(({ text, claims, locate }) => {
    const match = old.find(text)
    return match ? [{ word: match[0], claims, at: locate(match.index, match.index + match[0].length) }] : []
  })
  const [first, ...others] = found
  if (!first) return []
  return [
    {
      at: first.at,
      message: `${is(old, first.word)} ${old.state} (${old.month}); ${old.instead}`,
      severity: old.severity,
      evidence: others.map(({ at, word }) => shown(at, `“${word}” too`)),
      suggestion: suggestionFor([old]),
      claims: found.flatMap(({ claims }) => claims),
    },
  ]
}

/** `TLSv1.0` is TLS 1.0, however it is spelt. */
function componentIs({ title }: OldWord, words: string): string {
  const key = (text: string) => text.toLowerCase().replace(/[^a-z0-9]|v(?=\d)/g, '')
  return key(words) === key(title) ? `${words} is` : `“${words}” means ${title}, which is`
}

function nameIs({ title }: OldWord, words: string): string {
  return `“${words}” is ${title},`
}

/** The cells of tables that make claims, the headings above claims, and other texts and commands that make some. */
function wordsOn(page: Page): Words[] {
  const isRow = ({ table }: Claim) => table !== null
  const locationsOf = (is: typeof isRow) => page.claims.filter(is).map(({ location }) => location)
  const rows = new Areas(locationsOf(isRow))
  const texts = new Areas(locationsOf(claim => !isRow(claim)))
  const tables = new Set(page.tables.filter(({ location }) => rows.meet(location)).map(({ block }) => block))
  const contexts = new Set(page.claims.flatMap(({ context }) => context))
  const isRead: Record<Text['kind'], (text: Text) => boolean> = {
    cell: ({ block }) => tables.has(block),
    heading: ({ rich }) => contexts.has(line(rich)),
    prose: ({ part, rich }) => {
      const place = stretchIn(rich)
      return place !== null && texts.meet(locate(part, place))
    },
  }
  return [
    ...page.texts
      .filter(text => isRead[text.kind](text))
      .map(text => ({
        text: text.rich.text,
        claims: [],
        locate: (start: number, end: number) =>
          locateIn(text, start, end) ?? locate(text.part, stretchOf(text.block.node)!),
      })),
    ...page.claims
      .filter(({ kind }) => kind === 'command')
      .map(({ id, description, source, destination, location }) => ({
        text: [description ?? '', ...[...source, ...destination].map(({ label }) => label)].join(' / '),
        claims: [id],
        locate: () => location,
      })),
  ]
}
