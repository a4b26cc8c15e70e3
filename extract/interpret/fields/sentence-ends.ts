import type { Frames, Vocabulary } from '../../vocabulary/index.ts'
import { anyWord, expressionOf } from '../../vocabulary/words.ts'
import { canName } from './names.ts'
import type { PortPhrase } from './sentence-ports.ts'

/** Who talks to whom in a sentence, and how that was read. */
export interface SentenceEnds {
  source: string[]
  destination: string[]
  /** `sentence` when it says who, else `sentence-ports`. */
  pattern: string
}

/** What a sentence is about: what pronouns in the next one stand for. */
export interface Topic {
  subject: string | null
  /** Both ends that it names; "those hosts" are its source. */
  ends: { source: string; destination: string } | null
}

/** No sentence stands before. */
export const noTopic: Topic = { subject: null, ends: null }

/** Stands for the port phrases while the words around them are looked at. */
const token = '\uE000'
const aside = '[(（][^()（）\\uE000]*[)）]'
const edge = ',.;:()\uE000，。；：（）、'
const label = `[^\\s${edge}](?:${aside}|[^${edge}]|\\.(?=\\w))*?`
const clauseEnd = `(?=\\s*(?:$|[${edge}]))`
function grammar({ sentences, ports }: Vocabulary) {
  const stop = `(?=\\s*(?:$|[${edge}]|${anyWord(sentences.stops)}))`
  return {
    patterns: sentences.patterns.map(pattern => compile(pattern, stop)),
    joinedTokens: new RegExp(`${token}(?:(?:[\\s,、，/&]|${anyWord(ports.joiners)})*${token})+`, 'giu'),
    leads: new RegExp(`^(?:${anyWord(sentences.leads)}\\s*)+`, 'iu'),
    languages: sentences.frames.map(languageOf),
    nouns: new RegExp(`^(?:${anyWord([...ports.nouns, ...ports.traffic])}|\\s)+$`, 'iu'),
  }
}

/** The roles that words have in a clause, in the order in which they are looked for. */
const roles = [
  'between',
  'owned',
  'initiates',
  'passes',
  'opened',
  'uses',
  'listens',
  'speaks',
  'modals',
  'relatives',
  'stops',
  'toward',
  'from',
  'by',
  'to',
  'at',
  'over',
  'purpose',
] as const
type Role = (typeof roles)[number] | 'ports' | 'cut'

interface Language {
  scanner: RegExp
  anyArticle: RegExp
  articles: RegExp
  trailing: RegExp
  activities: RegExp
  pronouns: RegExp
  back: RegExp
  demonstrative: RegExp
  and: RegExp
  reciprocal: RegExp
  /** Words that describe or count, and name nothing by themselves. */
  qualifiers: RegExp
  /** A verb alone, or words behind a preposition. */
  nameless: RegExp
  place: RegExp
  way: RegExp
  /** What begins a clause about a name: "the host that …", "the host you …". */
  relative: RegExp
}

function languageOf(frames: Frames): Language {
  const words = (entries: string[]) => (entries.length > 0 ? entries.map(expressionOf).join('|') : '(?!)')
  const whole = (entries: string[]) => `(?<![\\p{L}\\d_-])(?:${words(entries)})(?![\\p{L}\\d_])`
  const parts = [
    `(?<aside>${aside}|\`[^\`${token}]*\`)`,
    `(?<ports>${token})`,
    ...roles.map(role => `(?<${role}>${whole(frames[role])})`),
    `(?<cut>[,;:，；：\\n\\f—–]|[.!?](?=\\s|$)|\\s-\\s)`,
  ]
  return {
    scanner: new RegExp(parts.join('|'), 'giu'),
    anyArticle: new RegExp(whole(frames.articles), 'giu'),
    articles: new RegExp(`^(?:(?:${words(frames.articles)})(?:(?<=['’])|(?![\\p{L}\\d]))\\s*)+`, 'iu'),
    trailing: new RegExp(`(?:\\s*(?<![\\p{L}\\d])(?:${words(frames.trailing)}))+$`, 'iu'),
    activities: new RegExp(`(?:^|[\\s/])(?:${words(frames.activities)})$`, 'iu'),
    pronouns: new RegExp(`^(?:${words(frames.pronouns)})(?:$|(?![\\p{L}\\d-]))`, 'iu'),
    back: new RegExp(`^(?:${words(frames.back)})$`, 'iu'),
    demonstrative: new RegExp(`^(?:${words(frames.demonstrative)})\\s`, 'iu'),
    and: new RegExp(`(?:\\s|^)(?:${words(frames.and)})\\s`, 'iu'),
    reciprocal: new RegExp(`^(?:${words(frames.reciprocal)})$`, 'iu'),
    place: new RegExp(`\\s${whole(frames.at)}\\s+`, 'iu'),
    way: new RegExp(`\\s${whole(frames.over)}\\s+`, 'iu'),
    relative: new RegExp(`\\s${whole([...frames.relatives, ...frames.pronouns])}\\s`, 'iu'),
    qualifiers: new RegExp(whole(frames.qualifiers), 'giu'),
    nameless: new RegExp(
      `^(?:${[frames.uses, frames.listens, frames.passes].map(words).join('|')})$|^${whole([...frames.over, ...frames.purpose, ...frames.by])}`,
      'iu',
    ),
  }
}

/** Longer sentences name their ends in ways that nothing here knows; trying all of them would take long. */
const longest = 600
/** How far the second end of “between” is looked for. */
const longestFirst = 100
const unknown: SentenceEnds = { source: [], destination: [], pattern: 'sentence-ports' }

/** Finds the endpoints of a sentence: those of its first port phrase that has any. */
export function findEnds(text: string, phrases: PortPhrase[], vocabulary: Vocabulary): SentenceEnds {
  const all = findAllEnds(text, phrases, vocabulary).ends
  return all.find(({ pattern }) => pattern === 'sentence') ?? all[0] ?? unknown
}

/**
 * Finds the endpoints for each port phrase of a sentence: by the first of the vocabulary's patterns that fits, else
 * by the roles of its words.
 *
 * @param before what the sentence before is about
 * @returns the ends by phrase, and what this sentence is about
 */
export function findAllEnds(
  text: string,
  phrases: PortPhrase[],
  vocabulary: Vocabulary,
  before: Topic = noTopic,
): { ends: SentenceEnds[]; topic: Topic } {
  const { patterns, joinedTokens, leads, languages, nouns } = vocabulary.derive(grammar)
  if (text.length > longest) return { ends: phrases.map(() => unknown), topic: noTopic }
  const masked = mask(text, phrases)
  const joined = masked.replace(joinedTokens, token).replace(/[“”「」]/g, '')
  for (const expression of patterns) {
    const groups = expression.exec(joined)?.groups
    if (!groups) continue
    const both = labelled(groups.both, leads)
    const source = groups.source ? labelled(groups.source, leads) : both
    const destination = groups.destination ? labelled(groups.destination, leads) : both
    const subject = destination[0] ?? source[0] ?? null
    return {
      ends: phrases.map(() => ({ source, destination, pattern: 'sentence' })),
      topic: { subject, ends: null },
    }
  }
  const scanned = languages.map(language => {
    const pieces = piecesOf(masked, language)
    const spoken = pieces.filter(({ role }) => verbs.has(role)).length
    const articles = [...masked.matchAll(language.anyArticle)].length
    return { language, pieces, score: pieces.length + spoken + articles }
  })
  const most = Math.max(0, ...scanned.map(({ score }) => score))
  const best = scanned.find(({ score }) => score === most)
  if (!best) return { ends: phrases.map(() => unknown), topic: noTopic }
  return readClauses(masked, best.pieces, best.language, vocabulary, nouns, before)
}

interface Piece {
  role: Role
  start: number
  end: number
}

function piecesOf(text: string, { scanner, and }: Language): Piece[] {
  const pieces = [...text.matchAll(scanner)].flatMap(({ 0: words, index, groups }) => {
    const role = Object.keys(groups!).find(name => groups![name] !== undefined)!
    return role === 'aside' ? [] : [{ role: role as Role, start: index, end: index + words.length }]
  })
  // What describes a name has no role of its own: "between the host you use to run it and …".
  let until = 0
  return pieces.filter(({ role, start, end }, i) => {
    if (start < until && role !== 'ports' && role !== 'cut') return false
    if (role === 'listens') return !isParticiple(i)
    if (role !== 'between' && role !== 'passes') return true
    const ahead = pieces.slice(i + 1, i + 9)
    const stop = ahead.findIndex(({ role }) => role === 'cut' || role === 'ports')
    const within = stop < 0 ? ahead : ahead.slice(0, stop)
    const reach = ahead[stop]?.start ?? Math.min(text.length, end + longestFirst)
    if (role === 'passes') until = within.find(isInfinitive)?.start ?? until
    else {
      const joined = and.exec(text.slice(end, reach))
      if (!joined) return true
      until = end + joined.index
      if (within.find(({ start }) => start > until)?.role === 'relatives') until = reach
    }
    return true
  })

  /** "The host running the hub must reach …": the verb comes later. */
  function isParticiple(index: number): boolean {
    const { start, end } = pieces[index]!
    const [before, modal, verb] = [pieces[index - 1], pieces[index + 1], pieces[index + 2]]
    return (
      /ing$/i.test(text.slice(start, end)) &&
      before?.role !== 'modals' &&
      modal?.role === 'modals' &&
      verb !== undefined &&
      verbs.has(verb.role)
    )
  }

  /** "allow the agents running on the hub to connect". */
  function isInfinitive({ role, start }: Piece): boolean {
    return role === 'initiates' && /^to\s/i.test(text.slice(start, start + 3))
  }
}

/** What one clause says. */
interface Clause {
  source: string | null
  destination: string | null
  subject: string | null
  /** How many of the sentence's port phrases it holds. */
  ports: number
  isRelation: boolean
  /** It is about something that is sent, and takes no ends from the clauses beside. */
  isOwn: boolean
}

const verbs: ReadonlySet<Role> = new Set([
  'initiates',
  'passes',
  'opened',
  'uses',
  'listens',
  'speaks',
  'owned',
])
const longestLabel = 10

function readClauses(
  text: string,
  pieces: Piece[],
  language: Language,
  vocabulary: Vocabulary,
  nouns: RegExp,
  before: Topic,
): { ends: SentenceEnds[]; topic: Topic } {
  const { inbound, outbound } = vocabulary.directions
  const isOutbound = outbound.test(text) && !inbound.test(text)
  const clauses: Clause[] = []
  let subject: string | null = null
  let first: string | null = null
  let from = 0
  let begin = 0
  for (let i = 0; i <= pieces.length; i++) {
    const piece = pieces[i]
    // "Note that the cranes …", "this means the hub …": the clause begins behind these words.
    if (piece?.role === 'stops' && i === from && text.slice(begin, piece.start).trim() === '') {
      const that = pieces[i + 1]
      if (that?.role === 'relatives' && text.slice(piece.end, that.start).trim() === '') i++
      from = i + 1
      begin = pieces[i]!.end
      continue
    }
    const isCut = !piece || piece.role === 'cut' || (piece.role === 'stops' && i > from)
    if (!isCut) continue
    const clause = readClause(pieces.slice(from, i), begin, piece?.start ?? text.length)
    clauses.push(clause)
    subject = clause.subject ?? subject
    first ??= clause.subject
    from = i + 1
    begin = piece?.end ?? text.length
  }
  const others = clauses.filter(({ ports }) => ports === 0)
  const beside =
    others.find(({ source, destination }) => source && destination) ??
    others.find(({ isRelation }) => isRelation)
  let last = beside ?? null
  const ends = clauses.flatMap(clause => {
    const has = clause.source || clause.destination
    const { source, destination } = has || clause.isOwn ? clause : (last ?? clause)
    if (has && clause.ports > 0) last = clause
    const found: SentenceEnds = {
      source: source ? [source] : [],
      destination: destination ? [destination] : [],
      pattern: source || destination ? 'sentence' : 'sentence-ports',
    }
    return Array.from({ length: clause.ports }, () => found)
  })
  const pair = clauses.find(({ source, destination }) => source && destination)
  return {
    ends,
    topic: { subject: first, ends: pair ? { source: pair.source!, destination: pair.destination! } : null },
  }

  function name(start: number, end: number): string | null {
    let words = text
      .slice(start, end)
      .replace(/[`*_"“”]/g, '')
      .replace(/\s+/g, ' ')
      .trim()
    words = words.replace(/\s*[(（][^()（）]*\s[^()（）]*[)）]$/, '').replace(language.articles, '')
    for (
      let cut = words.replace(language.trailing, '');
      cut !== words;
      cut = words.replace(language.trailing, '')
    )
      words = cut
    // "the hub via SSH" is the hub.
    const way = language.way.exec(words)
    if (way && isEmpty(words.slice(way.index + way[0].length))) words = words.slice(0, way.index)
    // "two TCP ports on your hub" are those of the hub.
    const place = language.place.exec(words)
    if (place && isEmpty(words.slice(0, place.index)))
      words = words.slice(place.index + place[0].length).replace(language.articles, '')
    words = words.replace(/^[\s,.;:)）]+|[\s,.;:(（-]+$|['’]s$/g, '').trim()
    if (language.back.test(words)) return before.subject
    if (before.ends && language.demonstrative.test(words)) return before.ends.source
    if (words === '' || words.includes(token) || words.split(' ').length > longestLabel) return null
    if (
      /^\/|:\/\//.test(words) ||
      language.activities.test(words) ||
      language.pronouns.test(words) ||
      nouns.test(words) ||
      language.nameless.test(words) ||
      isEmpty(words) ||
      !canName(words.split(language.relative)[0]!, vocabulary)
    )
      return null
    return words
  }

  function isEmpty(words: string): boolean {
    return isNoise(words.replace(language.qualifiers, ' ').trim(), vocabulary)
  }

  function readClause(all: Piece[], start: number, end: number): Clause {
    const found: Clause = {
      source: null,
      destination: null,
      subject: null,
      ports: 0,
      isRelation: false,
      isOwn: false,
    }
    // "The hub, which …": a clause without a verb names what the next is about; so does "The hub is a …".
    if (all.length === 0) {
      const subject = start === 0 ? name(start, end) : null
      // "Update: …" marks the sentence.
      const isMark = subject !== null && /[:：]/.test(text.charAt(end)) && !isNode(subject, vocabulary)
      return { ...found, subject: isMark ? null : subject }
    }
    if (all[0]!.role === 'modals' && !all.some(({ role }) => verbs.has(role)))
      found.subject = name(start, all[0]!.start)
    found.ports = all.filter(({ role }) => role === 'ports').length
    const at = all.findIndex(({ role }) => verbs.has(role))
    const isPlace = ({ role }: Piece) => role === 'at' || role === 'over'
    const isSubjectWord = ({ role }: Piece) =>
      role === 'at' || role === 'purpose' || role === 'over' || role === 'ports'
    // What the clause is about: the words before its first verb.
    const { begin, named } = subjectPlace(all, at, start)
    const head = all.slice(0, Math.max(at, 0)).filter(piece => piece.start >= begin && piece.end <= named)
    const portsIn = all.findIndex(({ role }) => role === 'ports')
    // "The use of the relay on port 80": the port is no part of the name.
    const place = portsIn < 0 || portsIn > at ? null : all[portsIn - 1]
    const headEnd =
      portsIn < 0 || portsIn > at
        ? named
        : Math.min(named, place && isPlace(place) ? place.start : all[portsIn]!.start)
    if (at >= 0 && head.filter(({ end }) => end <= headEnd).every(isSubjectWord))
      found.subject = name(begin, headEnd)
    const isBare = text.slice(begin, headEnd).trim().replace(language.articles, '') === ''
    let who =
      found.subject ??
      (isBare && at >= 0 && portsIn !== 0 && all[at]!.role !== 'opened' && all[at]!.role !== 'passes'
        ? subject
        : null)
    let verb: Role | null = null
    let other: string | null = null
    for (let i = 0; i < all.length; i++) {
      const { role, end: behind } = all[i]!
      const reach = (keep: (piece: Piece) => boolean) => {
        let j = i + 1
        while (all[j] && keep(all[j]!)) j++
        return name(behind, all[j]?.start ?? end)
      }
      const isPortPlace = (piece: Piece, next: Piece | undefined) =>
        next?.role === 'ports' && text.slice(piece.end, next.start).trim().split(/\s+/).length <= 3
      const inside = (piece: Piece) => piece.role === 'at' && !isPortPlace(piece, all[all.indexOf(piece) + 1])
      const next = all[i + 1]
      const isMutual = () => language.reciprocal.test(text.slice(behind, next?.start ?? end).trim())
      if (role === 'initiates') {
        const object = reach(inside)
        const doer = i > at ? name(lastEnd(all, i, start), all[i]!.start) : null
        if (i > at && doer) who = doer
        found.source ??= who
        // "used by the hub to reach the agents": the hub starts the traffic.
        if (verb === 'owned' && object) found.destination = null
        if (isMutual()) found.destination = found.source
        else found.destination ??= object ?? (next?.role === 'cut' ? null : modalObject(all, i))
        found.isRelation = true
      } else if (role === 'between') {
        const words = text.slice(behind, all.slice(i + 1).find(one => !inside(one))?.start ?? end)
        const [a, b] = words.split(language.and)
        const one = name(behind, behind + a!.length)
        // "Among the rules above, …" names nobody.
        if (b === undefined && one && all.length === 1 && !isNode(one, vocabulary)) continue
        found.source = one
        found.destination =
          b === undefined ? one : name(behind + words.length - b.length, behind + words.length)
        found.isRelation = true
      } else if (role === 'uses') {
        // "uses port 443" listens there; "uses the relay on port 443" starts traffic.
        const object = next && isPortPlace(all[i]!, next) ? null : reach(inside)
        const isUser = object !== null && all.slice(i + 1).some(({ role }) => role === 'ports')
        if (isUser) {
          found.source ??= who
          found.destination ??= object
        } else if (isOutbound) found.source ??= who
        else found.destination ??= who
        other = who
      } else if (role === 'listens') found.destination ??= who
      else if (role === 'speaks') {
        found.destination ??= who
        if (who && /s$|\bnodes\b/.test(who.split(' ')[0]!)) found.source ??= who
      } else if (role === 'owned') found.destination ??= reach(inside)
      else if (role === 'opened') {
        // What is sent or let through is traffic, no end.
        if (who && i === at) found.destination ??= who
      } else if (role === 'passes') found.isOwn ||= i === at && found.subject !== null
      else if (role === 'from') found.source = reach(inside) ?? found.source
      else if (role === 'by') {
        if (verb === 'opened' || verb === 'passes') found.source ??= reach(inside)
      } else if (role === 'to') {
        const object = reach(inside)
        if (isMutual()) found.source = found.destination
        else if (verb === 'opened' && found.source === null) found.source = object
        else if (verb !== 'listens') found.destination ??= object
      } else if (role === 'at' && !(next && isPortPlace(all[i]!, next))) {
        const isOutside = all.slice(0, i).some(({ role }) => role === 'ports' || verbs.has(role))
        if (isOutside && !isInsideName(all, i)) found.destination ??= reach(inside)
      } else if (role === 'purpose') {
        const object = reach(inside)
        if (object && verb !== 'initiates' && isNode(object, vocabulary)) {
          if (found.destination === null) found.destination = object
          else found.source ??= object
        }
      }
      if (verbs.has(role)) verb = role
    }
    // "uses port 22 to reach the hosts": who uses it starts the traffic.
    if (other && found.isRelation && found.source === null && found.destination !== other)
      found.source = other
    if (found.isRelation && found.destination === other && other !== null) {
      const verbAt = all.find(({ role }) => role === 'initiates')
      const object = verbAt && all.indexOf(verbAt)
      if (object !== undefined && object >= 0) {
        const target = name(
          all[object]!.end,
          all.slice(object + 1).find(({ role }) => role !== 'at')?.start ?? end,
        )
        if (target) {
          found.source = other
          found.destination = target
        }
      }
    }
    return found
  }

  /** Where the words before a clause's first verb stand that may name its subject. */
  function subjectPlace(all: Piece[], at: number, start: number): { begin: number; named: number } {
    if (at < 0) return { begin: start, named: start }
    const isLink = (piece: Piece | undefined) => piece?.role === 'modals' || piece?.role === 'relatives'
    let i = at
    while (isLink(all[i - 1]) && all[i]!.role !== 'relatives') i--
    const first = all.slice(0, at).find(isLink)
    // A verb at the end, as in German: the subject stands before the modal.
    const isSplit =
      first !== undefined && all.slice(all.indexOf(first), i).some(({ role }) => role === 'ports')
    const named = i < at && !isSplit ? all[i]!.start : (first?.start ?? all[at]!.start)
    const isRelative = all.slice(i, at).some(({ role }) => role === 'relatives')
    // "is put behind a relay that listens": the relay is what listens.
    const before = all
      .slice(0, i)
      .findLast(
        piece =>
          piece.end <= named && (isLink(piece) || (isRelative && !['ports', 'cut'].includes(piece.role))),
      )
    return { begin: before?.end ?? start, named }
  }

  /** Where the piece before one ends. */
  function lastEnd(all: Piece[], index: number, start: number): number {
    return all[index - 1]?.end ?? start
  }

  /** The object before a verb at the end, as in German: "muss den Server über Port 443 erreichen". */
  function modalObject(all: Piece[], index: number): string | null {
    const modal = all.findIndex(({ role }) => role === 'modals')
    if (modal < 0 || modal >= index) return null
    return name(all[modal]!.end, all[modal + 1]?.start ?? all[index]!.start)
  }

  /** Words in the object of a verb are part of its name. */
  function isInsideName(all: Piece[], index: number): boolean {
    const before = all[index - 1]
    return (
      before !== undefined &&
      ['initiates', 'from', 'to', 'by', 'between'].includes(before.role) &&
      /\p{L}{3}/u.test(text.slice(before.end, all[index]!.start).replace(language.articles, ''))
    )
  }
}

/** Words that end in a word for a machine. */
function isNode(words: string, { subject }: Vocabulary): boolean {
  const found = subject.nodes.exec(words.split(' ').at(-1)!)
  return found !== null && found[0] === words.split(' ').at(-1)
}

/** Words that are about ports, traffic and firewalls only, a protocol, or the node itself, name nobody. */
function isNoise(words: string, vocabulary: Vocabulary): boolean {
  const { noise, names } = vocabulary.derive(noiseOf)
  const { directions, sentences, local } = vocabulary
  if (local.test(words) || names.has(words.toLowerCase())) return true
  return words
    .split(/[\s/]+/)
    .every(
      word =>
        noise.test(word) ||
        names.has(word.toLowerCase()) ||
        directions.inbound.test(word) ||
        directions.outbound.test(word) ||
        sentences.firewall.test(word),
    )
}

function noiseOf({ applications, protocols, ports }: Vocabulary) {
  return {
    noise: new RegExp(`^(?:${anyWord([...ports.nouns, ...ports.traffic])}|[\\p{P}]+|\\p{L}{1,2})$`, 'iu'),
    names: new Set([...applications.keys(), ...protocols.keys()]),
  }
}

/** Puts one token for each port phrase; brackets right around one are left out. */
function mask(text: string, phrases: PortPhrase[]): string {
  let out = ''
  let from = 0
  for (const { start, end } of phrases) {
    out += text.slice(from, start) + token
    from = end
  }
  return (out + text.slice(from)).replace(/[(（]([^()（）]*\uE000[^()（）]*)[)）]/gu, ' $1 ')
}

/** A pattern of the vocabulary as an expression. */
function compile(pattern: string, stop: string): RegExp {
  const ended = pattern
    .replace(/\{(\w+)\+\}$/, `{$1}${clauseEnd}`)
    .replace(/(\{(?!ports)\w+\})$/, `$1${stop}`)
  const source = ended.replace(/\{(\w+)\}/g, (_, name: string) =>
    name === 'ports' ? token : `(?<${name}>${label})`,
  )
  return new RegExp(source, 'iu')
}

/** The end that words name; none when they are nothing but an article. */
function labelled(words: string | undefined, leads: RegExp): string[] {
  const label = (words ?? '').replace(/[`*_]/g, '').replace(leads, '').replace(/\s+/g, ' ').trim()
  return label === '' ? [] : [label]
}
