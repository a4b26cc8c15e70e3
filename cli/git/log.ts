import { countByLevel, type DocumentState, type DocumentsState, diff } from '../../diff/index.ts'
import { type Bounds, bounded } from '../../project/bounds.ts'
import { InputError } from '../../project/input.ts'
import type { Vocabulary } from '../../reconcile/index.ts'
import type { Change, Difference, Statement } from '../../schema/types.ts'
import { Documents, isDocument, mayBeDocument } from './documents.ts'
import type { Entry, Repository } from './repository.ts'

/** A commit that changed what documents state. */
export interface LogEntry {
  commit: string
  /** Author's date, ISO 8601. */
  date: string
  subject: string
  difference: Difference
}

/** What is walked. */
export interface Walk {
  /** A commit, or `A..B` of commits. */
  range: string
  /** The commit that the walk starts from. */
  tip: string
  /** Files and folders, from the folder that was opened. */
  named: string[]
  /** Changes without effect on traffic, too. */
  all: boolean
  bounds: Bounds
  /** The words that are known. */
  vocabulary: Vocabulary
  /** Called with what could not be read, once for each content. */
  warn(message: string): void
}

interface Commit {
  id: string
  parents: string[]
  date: string
  subject: string
  files: Touched[]
}

/** A file that a commit touched; in a merge, one that differs from each of its parents. */
interface Touched {
  /** Where it was and what it held, in each parent; null where it was not. */
  before: (Entry | null)[]
  /** Null when it is gone. */
  after: Entry | null
}

/**
 * Walks the commits that touched documents, newest first, and compares each with its parents; those that change no
 * fact are left out.
 *
 * @returns null when no commit touched a file there
 * @throws {InputError} when git refuses
 */
export async function walk(repository: Repository, how: Walk): Promise<AsyncGenerator<LogEntry> | null> {
  const loading = { bounds: how.bounds, checks: null, ignored: () => false }
  const documents = new Documents(repository, loading, how.named)
  const files = repository.files(how.tip, how.named)
  const pages = files.filter(({ path }) => mayBeDocument(path, how.named))
  const included = await documents.included(how.tip, pages)
  const commits = commitsOf(repository, how, files, [...included.keys()].sort())
  const isFile = ({ before, after }: Touched) => [...before, after].some(Boolean)
  if (!commits.some(commit => commit.files.some(isFile))) return null
  return entriesOf(repository, documents, commits, included, how)
}

/** The commits that touched what was named, or what pages include. Git follows a single file only. */
function commitsOf(repository: Repository, how: Walk, files: Entry[], included: string[]): Commit[] {
  const { range, named } = how
  const [path = '', ...more] = named
  // A file is followed under its former names; one that is gone is known by its ending.
  const follow = more.length === 0 && (files.length === 0 ? isDocument(path) : files[0]!.path === path)
  const commits = history(repository, range, named, follow)
  if (included.length === 0) return commits
  const known = new Map(commits.map(commit => [commit.id, commit]))
  for (const commit of history(repository, range, included, false)) {
    const files = [...(known.get(commit.id)?.files ?? []), ...commit.files]
    known.set(commit.id, { ...commit, files })
  }
  const order = String(repository.run(['rev-list', range, '--'])).split('\n')
  const places = new Map(order.map((id, i) => [id, i]))
  return [...known.values()].sort((a, b) => (places.get(a.id) ?? 0) - (places.get(b.id) ?? 0))
}

async function* entriesOf(
  repository: Repository,
  documents: Documents,
  commits: Commit[],
  included: Map<string, Set<string>>,
  how: Walk,
): AsyncGenerator<LogEntry> {
  const { named, all, warn } = how
  const told = new Set<string>()
  const load = async (commit: string, entries: Entry[]) => {
    const loaded = await documents.load({ name: commit.slice(0, 10), commit }, entries)
    for (const [{ id }, message] of loaded.errors) {
      if (!told.has(id)) warn(`${commit.slice(0, 10)}: ${message}`)
      told.add(id)
    }
    return loaded
  }
  /** What pages that include are called where the walk has come to. */
  const names = new Map([...included.values()].flatMap(pages => [...pages]).map(page => [page, page]))
  for (const commit of commits) {
    const isIncluded = (file: Touched) => pathsOf(file).some(path => included.has(path))
    const own = commit.files.filter(
      file => !isIncluded(file) || pathsOf(file).some(path => named.includes(path)),
    )
    const changed = new Set(own.flatMap(pathsOf))
    const idle = [...new Set(commit.files.flatMap(pathsOf).flatMap(path => [...(included.get(path) ?? [])]))]
      .map(page => names.get(page) ?? page)
      .filter(name => !changed.has(name))
    const files = [
      ...own.filter(file => isWanted(file, named)),
      ...idle.map(name => touched(repository, commit, name)),
    ]
    follow(names, own)
    if (files.length === 0) continue
    try {
      const difference = await differenceOf(repository, load, commit, files, how)
      const changes = difference.changes.filter(({ level }) => all || level !== 'none')
      const { id, date, subject } = commit
      const told = { ...difference, counts: countByLevel(changes), changes }
      if (changes.length > 0) yield { commit: id, date, subject, difference: told }
    } catch (error) {
      if (!(error instanceof InputError)) throw error
      warn(error.message)
    }
  }
}

function pathsOf({ before, after }: Touched): string[] {
  return [...before, after].flatMap(file => file?.path ?? [])
}

/** A file that was only renamed states what it stated. */
function isWanted({ before, after }: Touched, named: string[]): boolean {
  const [first] = before
  if (before.length === 1 && first && first.id === after?.id) return false
  return [...before, after].some(one => one !== null && mayBeDocument(one.path, named))
}

/** A page as a commit has it that touched only what the page includes. */
function touched(repository: Repository, { id, parents }: Commit, name: string): Touched {
  const at = (commit: string) => repository.files(commit, [name]).find(({ path }) => path === name) ?? null
  return { before: parents.length > 0 ? parents.map(at) : [null], after: at(id) }
}

function follow(names: Map<string, string>, files: Touched[]): void {
  const former = new Map(files.map(({ before: [first], after }) => [after?.path ?? '', first?.path]))
  for (const [page, name] of names) names.set(page, former.get(name) ?? name)
}

type Load = (commit: string, entries: Entry[]) => ReturnType<Documents['load']>

/**
 * Compares documents as a commit has them with its parents. A merge is answerable for what it states, or no
 * longer states, unlike each of its parents. What cannot be read in a parent is compared as it could last be read.
 *
 * @throws {InputError} when comparing goes beyond a bound
 */
async function differenceOf(
  repository: Repository,
  load: Load,
  commit: Commit,
  files: Touched[],
  { bounds, vocabulary }: Walk,
): Promise<Difference> {
  const now = files.flatMap(({ after }) => after ?? [])
  const { state: after, errors } = await load(commit.id, now)
  const readable = files.filter(file => !file.after || !errors.has(file.after))
  const all: Difference[] = []
  for (const [i] of (files[0]?.before ?? []).entries()) {
    const parent = commit.parents[i] ?? ''
    const entries = readable.flatMap(({ before, after }) => {
      const entry = before[i]
      return entry ? { ...entry, later: (after ?? before.find(Boolean))?.path } : []
    })
    const { state, errors } = await load(parent, entries)
    const earlier: DocumentState[] = []
    for (const entry of errors.keys()) earlier.push(...(await earlierOf(repository, load, parent, entry)))
    const before: DocumentsState = { ...state, unread: [], documents: [...state.documents, ...earlier] }
    all.push(bounded(`the comparison with ${before.name}`, bounds, () => diff(before, after, vocabulary)))
  }
  const [first, ...others] = all as [Difference, ...Difference[]]
  return { ...first, changes: first.changes.filter(change => others.every(other => tells(other, change))) }
}

/** A document as it could last be read up to a commit; nothing when it never could. */
async function earlierOf(
  repository: Repository,
  load: Load,
  commit: string,
  entry: Entry,
): Promise<DocumentState[]> {
  let { path } = entry
  for (const { parents, files } of history(repository, commit, [path], true)) {
    const before = files.find(({ after }) => after?.path === path)?.before[0]
    if (!before) continue
    const { documents } = (await load(parents[0]!, [{ ...before, later: entry.later }])).state
    if (documents.length > 0) return documents
    path = before.path
  }
  return []
}

/** Whether a comparison has a statement of a change, too, whatever the other parent stated there. */
function tells({ changes }: Difference, change: Change): boolean {
  const wanted = new Set(factsOf(change))
  const isOfKind = (other: Change) => other.level !== 'none' || change.level === 'none'
  return changes.some(other => isOfKind(other) && factsOf(other).some(fact => wanted.has(fact)))
}

/** What a change leads to; what is gone, where nothing is left. */
function factsOf({ area, before, after }: Change): string[] {
  const isGone = after.length === 0
  return (isGone ? before : after).map((one: Statement) => {
    const { protocol, ports, portText, from, to, direction, local, when, conditions } = one
    const fact = [protocol, ports, portText, from, to, direction, local, when, conditions]
    return JSON.stringify([isGone, area, ...fact])
  })
}

const options = [
  ...['--raw', '--no-abbrev', '-z', '-M', '-c', '--combined-all-paths'],
  ...['--no-color', '--no-ext-diff', '--no-show-signature', '--encoding=UTF-8'],
  '--format=%H%x00%P%x00%aI%x00%s',
]

/** The commits that touched files, newest first. */
function history(repository: Repository, range: string, paths: string[], follow: boolean): Commit[] {
  const named = paths.map(path => repository.named(path))
  const args = ['log', ...options, ...(follow ? ['--follow'] : []), range, '--', ...named]
  const parts = String(repository.run(args)).split('\0')
  const commits: Commit[] = []
  for (let at = 0; at < parts.length; ) {
    const [id = '', parents = '', date = '', subject = ''] = parts.slice(at, at + 4)
    at += id === '' ? 1 : 4
    if (id === '') continue
    const files: Touched[] = []
    for (; at < parts.length && /^\n?(?::|$)/.test(parts[at]!); ) {
      const words = parts[at++]!.trim()
      if (words === '') continue
      const { file, length } = readFile(words, parts.slice(at, at + words.length), repository)
      files.push(file)
      at += length
    }
    commits.push({ id, parents: parents.split(' ').filter(Boolean), date, subject, files })
  }
  return commits
}

/** `:100644 100644 ID ID M`, with as many colons as there are parents; then its paths. */
function readFile(words: string, rest: string[], repository: Repository): { file: Touched; length: number } {
  const count = words.lastIndexOf(':') + 1
  const fields = words.slice(count).split(' ')
  const modes = fields.slice(0, count + 1)
  const ids = fields.slice(count + 1, 2 * count + 2)
  const length = count > 1 || /^[RC]/.test(fields.at(-1)!) ? count + 1 : 1
  const all = modes.map((mode, i) => {
    const path = repository.shown(rest[Math.min(i, length - 1)] ?? '')
    return mode.startsWith('100') ? { path, id: ids[i]! } : null
  })
  return { file: { before: all.slice(0, -1), after: all.at(-1)! }, length }
}
