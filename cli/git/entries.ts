import { countByLevel, type DocumentState, type DocumentsState, diff } from '../../diff/index.ts'
import type { Change, Difference } from '../../schema/types.ts'
import { type Bounds, bounded } from '../bounds.ts'
import { InputError } from '../input.ts'
import { mayBeDocument } from './documents.ts'
import { Extracts } from './extracts.ts'
import type { Commit, File, Touched } from './history.ts'
import type { Repository } from './repository.ts'

/** A commit that changed what documents state. */
export interface Entry {
  commit: string
  /** Author's date, ISO 8601. */
  date: string
  subject: string
  difference: Difference
}

/** What becomes an entry. */
export interface Wanted {
  /** Files and folders, as they were named. */
  named: string[]
  /** Changes without effect on traffic, too. */
  all: boolean
  bounds: Bounds
  /** Told what could not be read, each content once. */
  warn(message: string): void
}

/** Makes entries of commits, in their order; those that change no fact are left out. */
export async function* entriesOf(
  repository: Repository,
  commits: AsyncIterable<Commit>,
  wanted: Wanted,
  extracts = new Extracts(repository, wanted.bounds),
): AsyncGenerator<Entry> {
  const told = new Set<string>()
  const read = async (commit: string, file: File) => {
    try {
      return await extracts.read(commit, file, wanted.named.includes(file.path))
    } catch (error) {
      if (!(error instanceof InputError)) throw error
      if (!told.has(file.id)) wanted.warn(`${commit.slice(0, 10)}: ${error.message}`)
      told.add(file.id)
      return null
    }
  }
  for await (const commit of commits) {
    const files = commit.files.filter(file => isWanted(file, wanted.named))
    if (files.length === 0) continue
    const difference = await orTold(() => differenceOf(commit, files, read, wanted.bounds), wanted)
    if (!difference) continue
    const changes = difference.changes.filter(({ level }) => wanted.all || level !== 'none')
    const { id, date, subject } = commit
    if (changes.length > 0)
      yield {
        commit: id,
        date,
        subject,
        difference: { ...difference, counts: countByLevel(changes), changes },
      }
  }
}

/** What cannot be compared is told, and gives null. */
async function orTold<T>(step: () => Promise<T>, { warn }: Wanted): Promise<T | null> {
  try {
    return await step()
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    warn(error.message)
    return null
  }
}

type Read = (commit: string, file: File) => Promise<DocumentState | null>

/** A merge is answerable for what differs from each of its parents. */
async function differenceOf(
  commit: Commit,
  files: Touched[],
  read: Read,
  bounds: Bounds,
): Promise<Difference> {
  const after = await stateOf(
    commit.id,
    files.map(file => ({ name: nameOf(file), file: file.after })),
    read,
  )
  const all: Difference[] = []
  for (const [i] of (files[0]?.before ?? []).entries()) {
    const parent = commit.parents[i] ?? ''
    const old = files.map(file => ({ name: nameOf(file), file: file.before[i] ?? null }))
    const before = await stateOf(parent, old, read)
    all.push(bounded(`the comparison with ${before.name}`, bounds, () => diff(before, after)))
  }
  const [first, ...others] = all as [Difference, ...Difference[]]
  return { ...first, changes: first.changes.filter(change => others.every(other => has(other, change))) }
}

function has({ changes }: Difference, { fingerprint }: Change): boolean {
  return changes.some(other => other.fingerprint === fingerprint)
}

async function stateOf(
  commit: string,
  files: { name: string; file: File | null }[],
  read: Read,
): Promise<DocumentsState> {
  const documents: DocumentState[] = []
  const unread: string[] = []
  for (const { name, file } of files) {
    const document = file && (await read(commit, file))
    if (document) documents.push({ ...document, name })
    else if (file) unread.push(name)
  }
  return { kind: 'documents', name: commit.slice(0, 10), documents, unread, findings: null }
}

/** Both states of a document go by one name. */
function nameOf({ before, after }: Touched): string {
  return (after ?? before.find(Boolean))?.path ?? ''
}

/** A file that was only renamed states what it stated. */
function isWanted(file: Touched, named: string[]): boolean {
  const [before] = file.before
  if (file.before.length === 1 && before && before.id === file.after?.id) return false
  return [...file.before, file.after].some(one => one !== null && mayBeDocument(one.path, named))
}
