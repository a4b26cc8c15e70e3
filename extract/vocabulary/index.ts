import type { Weights } from '../hypotheses/priors.ts'
import { weights as learned } from '../hypotheses/weights.ts'
import type { BlockSetting } from '../overrides.ts'
import { files } from './data.ts'
import { anyWord, compileWords, expressionOf, normalizeTerm } from './words.ts'

/** What a column of a table, or a key of an entry, may hold. */
export type Field =
  | 'ports'
  | 'protocol'
  | 'source'
  | 'destination'
  /** The other end, whichever it is. */
  | 'peer'
  | 'description'
  | 'direction'
  /** The corner of a From/To matrix. */
  | 'matrix'
  /** The end of a range whose start stands in the column of ports. */
  | 'lastPort'
  /** Ports that traffic comes from: not the ones to open. */
  | 'sourcePort'
  /** When the row holds: a version, an operating system, "required if". */
  | 'condition'
  /** Numbers that are no ports: sizes, counts, codes. */
  | 'quantity'
  /** Whether the row allows or denies. */
  | 'action'
  /** Whether the traffic stays on the node. */
  | 'local'
  /** The name of a setting: the table is about configuration. */
  | 'setting'
  /** Known, but nothing that a claim holds. */
  | 'other'
export type Direction = 'inbound' | 'outbound'

/** Tests words against a language-neutral list of terms and expressions. */
export interface Words {
  test(text: string): boolean
  /** The first place where one of the terms stands. */
  exec(text: string): RegExpExecArray | null
}

/**
 * The words of every language, merged: a page in one language may hold a table in another. It never changes;
 * {@link createVocabulary} makes one.
 */
export interface Vocabulary {
  /**
   * What a grammar makes of these words: its expressions, compiled at its first use and kept with the vocabulary.
   *
   * @param grammar a pure function, the same one at each call
   */
  derive<Grammar>(grammar: (vocabulary: Vocabulary) => Grammar): Grammar
  /** The words and settings that were added to the usual ones: plain data, for threads and caches. */
  additions: readonly WordLists[]
  /** How people decided that blocks are read. */
  blocks: readonly BlockSetting[]
  /** Normalized header words → what the column holds. */
  headers: ReadonlyMap<string, Field>
  /** Of the headers those that name who listens, be it the very node that the page is about. */
  listeners: ReadonlySet<string>
  /** Header words with two meanings, told apart by the words of other columns. */
  ambiguous: ReadonlyMap<string, { beside: Set<string>; then: Field; else: Field }>
  directions: Record<Direction | 'both', Words>
  /** Lower-case protocol words → canonical protocol. */
  protocols: ReadonlyMap<string, string>
  /** Lower-case names of application protocols → the transport that each uses. */
  applications: ReadonlyMap<string, string>
  ports: Record<
    | 'nouns'
    | 'traffic'
    | 'joiners'
    | 'ranges'
    | 'above'
    | 'defaults'
    | 'within'
    | 'between'
    | 'before'
    | 'behind',
    string[]
  >
  nobody: ReadonlySet<string>
  /** Cells that say yes. */
  affirmed: ReadonlySet<string>
  /** Items of a cell that only point elsewhere. */
  asides: Words
  /** The keys of an account: with them, fields say how to sign in. */
  accounts: Words
  local: Words
  /** Words before the number of an IP protocol. */
  ipProtocolWords: string[]
  restrictions: Words
  conditions: Record<'bracketed' | 'leading' | 'trailing' | 'notes' | 'clauses', Words>
  /** `noise` holds expressions, not words. */
  subject: { noise: string[] } & Record<
    'nodes' | 'among' | 'pair' | 'groups' | 'named' | 'verbs' | 'clauses' | 'leads',
    Words
  >
  sentences: {
    patterns: string[]
    leads: string[]
    stops: string[]
    refusals: ReadonlySet<string>
    /** One for each language that has them. */
    frames: Frames[]
  } & Record<
    | 'needs'
    | 'denials'
    | 'affirmed'
    | 'mentions'
    | 'refers'
    | 'alternatives'
    | 'firewall'
    | 'verbs'
    | 'imperatives',
    Words
  >
  /** Words around firewall commands. */
  commands: Record<'at' | 'from' | 'articles' | 'ends' | 'programs', string[]> &
    Record<'everyone' | 'nameless', Words>
  marks: Record<'tabs' | 'containers', ReadonlySet<string>>
  /** Normalized words that fill a cell alone. */
  cells: Record<'inbound' | 'outbound' | 'both' | 'allowed' | 'denied', ReadonlySet<string>>
  /** Ports that are widely known. */
  knownPorts: ReadonlySet<number>
  /** What each piece of evidence weighs when tables, lists and headings are read. */
  weights: Weights
  /** Words that are a header alone, but nothing within a longer one. */
  prepositions: ReadonlySet<string>
}

/** The roles that words of one language have around a port; entries as in the YAML files. */
export type Frames = Record<(typeof frameNames)[number], string[]>

const frameNames = [
  ...([
    'initiates',
    'uses',
    'listens',
    'opened',
    'passes',
    'owned',
    'speaks',
    'modals',
    'relatives',
    'stops',
  ] as const),
  ...(['toward', 'from', 'by', 'to', 'at', 'between', 'over', 'purpose'] as const),
  ...([
    'articles',
    'trailing',
    'activities',
    'pronouns',
    'back',
    'demonstrative',
    'and',
    'reciprocal',
    'qualifiers',
  ] as const),
] as const

/**
 * Words of one language, in the shape of the YAML files beside this one: `headers`, for example. Additions may have
 * `blocks`, a list of {@link BlockSetting}.
 */
export interface WordLists {
  [key: string]: unknown
}

/**
 * Compiles words into a vocabulary.
 *
 * @param additions words beside the usual ones; where a term has two meanings, that of the additions counts
 * @param languages the usual words; default: those of all languages that Portolan knows
 * @throws {SyntaxError} when an entry between slashes is not a regular expression
 */
export function createVocabulary(
  additions: readonly WordLists[] = [],
  languages: readonly WordLists[] = Object.values(files) as WordLists[],
): Vocabulary {
  return build(additions, [...additions, ...languages] as Lists[])
}

type Lists = { [key: string]: string[] | Lists }

function build(additions: readonly WordLists[], languages: Lists[]): Vocabulary {
  const derived = new Map<unknown, unknown>()
  const list = (...keys: string[]): string[] => languages.flatMap(language => strings(dig(language, keys)))
  const words = (...keys: string[]) => compileWords(list(...keys))
  const terms = (...keys: string[]) => new Set(list(...keys).map(normalizeTerm))
  const vocabulary: Vocabulary = {
    derive: grammar => {
      if (!derived.has(grammar)) derived.set(grammar, grammar(vocabulary))
      return derived.get(grammar) as ReturnType<typeof grammar>
    },
    additions,
    blocks: additions.flatMap(({ blocks }) => (blocks ?? []) as BlockSetting[]),
    headers: invert(keysOf('headers'), field => list('headers', field)) as Map<string, Field>,
    listeners: new Set(list('listeners').map(normalizeTerm)),
    ambiguous: ambiguousHeaders(languages),
    directions: {
      inbound: words('directions', 'inbound'),
      outbound: words('directions', 'outbound'),
      both: words('directions', 'both'),
    },
    protocols: invert(keysOf('protocols'), protocol => list('protocols', protocol)),
    applications: invert(keysOf('applications'), transport => list('applications', transport)),
    ports: {
      nouns: list('ports', 'nouns'),
      traffic: list('ports', 'traffic'),
      joiners: list('ports', 'joiners'),
      ranges: list('ports', 'ranges'),
      above: list('ports', 'above'),
      defaults: list('ports', 'defaults'),
      within: list('ports', 'within'),
      between: list('ports', 'between'),
      before: list('ports', 'before'),
      behind: list('ports', 'behind'),
    },
    nobody: new Set(list('nobody').map(normalizeTerm)),
    affirmed: new Set(list('affirmed').map(normalizeTerm)),
    asides: words('asides'),
    accounts: words('accounts'),
    local: words('local'),
    ipProtocolWords: list('ipProtocols', 'words').map(expressionOf),
    restrictions: words('restrictions'),
    conditions: {
      bracketed: words('conditions', 'bracketed'),
      leading: words('conditions', 'leading'),
      trailing: words('conditions', 'trailing'),
      notes: words('conditions', 'notes'),
      clauses: words('conditions', 'clauses'),
    },
    subject: {
      noise: noiseOf([
        ...list('subject', 'noise'),
        ...list('directions', 'inbound'),
        ...list('directions', 'outbound'),
      ]),
      nodes: words('subject', 'nodes'),
      among: words('subject', 'among'),
      pair: words('subject', 'pair'),
      groups: words('subject', 'groups'),
      named: words('subject', 'named'),
      verbs: words('subject', 'verbs'),
      clauses: words('subject', 'clauses'),
      leads: words('subject', 'leads'),
    },
    sentences: {
      patterns: list('sentences', 'patterns'),
      leads: list('sentences', 'leads'),
      stops: list('sentences', 'stops'),
      frames: languages.flatMap(language => {
        const frames = dig(language, ['sentences', 'frames'])
        return frames ? [framesOf(language)] : []
      }),
      needs: words('sentences', 'needs'),
      denials: words('sentences', 'denials'),
      affirmed: words('sentences', 'affirmed'),
      mentions: words('sentences', 'mentions'),
      refers: words('sentences', 'refers'),
      verbs: words('sentences', 'verbs'),
      imperatives: words('sentences', 'imperatives'),
      firewall: words('sentences', 'firewall'),
      refusals: new Set(list('sentences', 'refusals').map(normalizeTerm)),
      alternatives: words('sentences', 'alternatives'),
    },
    commands: {
      at: list('commands', 'at'),
      from: list('commands', 'from'),
      articles: list('commands', 'articles'),
      ends: list('commands', 'ends'),
      programs: list('commands', 'programs'),
      everyone: words('commands', 'everyone'),
      nameless: words('commands', 'nameless'),
    },
    cells: {
      inbound: terms('cells', 'inbound'),
      outbound: terms('cells', 'outbound'),
      both: terms('cells', 'both'),
      allowed: terms('cells', 'allowed'),
      denied: terms('cells', 'denied'),
    },
    knownPorts: new Set(list('knownPorts').map(Number)),
    weights: learned,
    prepositions: terms('prepositions'),
    marks: { tabs: new Set(list('marks', 'tabs')), containers: new Set(list('marks', 'containers')) },
  }
  return vocabulary

  function keysOf(key: string): string[] {
    return [...new Set(languages.flatMap(language => Object.keys(dig(language, [key]) ?? {})))]
  }
}

function framesOf(language: Lists): Frames {
  const entries = frameNames.map(name => [name, strings(dig(language, ['sentences', 'frames', name]))])
  return Object.fromEntries(entries) as Frames
}

function dig(lists: Lists, keys: string[]): string[] | Lists | undefined {
  return keys.reduce<string[] | Lists | undefined>(
    (at, key) => (at && !Array.isArray(at) ? at[key] : undefined),
    lists,
  )
}

function strings(value: string[] | Lists | undefined): string[] {
  return Array.isArray(value) ? value : []
}

/** Plain words as one expression, and the expressions as they are. */
function noiseOf(entries: string[]): string[] {
  const isExpression = (entry: string) => /^\/.+\/$/.test(entry)
  return [
    anyWord(entries.filter(entry => !isExpression(entry))),
    ...entries.filter(isExpression).map(expressionOf),
  ]
}

function ambiguousHeaders(languages: Lists[]): Vocabulary['ambiguous'] {
  type Entry = { beside: string[]; then: Field; else: Field }
  const entries = languages.flatMap(language =>
    Object.entries((language.ambiguous ?? {}) as unknown as Record<string, Entry>),
  )
  return new Map(
    entries.map(([term, entry]) => [
      normalizeTerm(term),
      { ...entry, beside: new Set(entry.beside.map(normalizeTerm)) },
    ]),
  )
}

/** Terms → the key that lists them; the first listing wins. */
function invert(keys: string[], terms: (key: string) => string[]): Map<string, string> {
  const map = new Map<string, string>()
  for (const key of keys)
    for (const term of terms(key)) if (!map.has(normalizeTerm(term))) map.set(normalizeTerm(term), key)
  return map
}
