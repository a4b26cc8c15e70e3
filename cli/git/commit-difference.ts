import { type DocumentState, type DocumentsState, diff } from '../../diff/index.ts'
import type { Change, Difference, Statement } from '../../schema/types.ts'
import { type Bounds, bounded } from '../bounds.ts'
import { type Commit, type File, history, type Touched } from './history.ts'
import type { Repository } from './repository.ts'

/** Where documents of commits come from. */
export interface Reading {
  repository: Repository
  /** Null when it cannot be read. */
  read(commit: string, file: File): Promise<DocumentState | null>
  bounds: Bounds
}

/**
 * Compares documents as a commit has them with its parents. A merge is answerable for what it states, or no
 * longer states, other than every one of its parents. What a parent has and nobody can read is compared as
 * it was when it could last be read.
 *
 * @throws {InputError} when comparing goes beyond a bound
 */
export async function differenceOf(reading: Reading, commit: Commit, files: Touched[]): Promise<Difference> {
  const after = await stateAfter(reading, commit, files)
  const readable = files.filter(file => !after.unread.includes(nameOf(file)))
  const all: Difference[] = []
  for (const [i] of (files[0]?.before ?? []).entries()) {
    const before = await stateBefore(reading, commit.parents[i] ?? '', readable, i)
    all.push(bounded(`the comparison with ${before.name}`, reading.bounds, () => diff(before, after)))
  }
  const [first, ...others] = all as [Difference, ...Difference[]]
  return { ...first, changes: first.changes.filter(change => others.every(other => tells(other, change))) }
}

async function stateAfter({ read }: Reading, commit: Commit, files: Touched[]): Promise<DocumentsState> {
  const documents: DocumentState[] = []
  const unread: string[] = []
  for (const file of files) {
    const document = file.after && (await read(commit.id, file.after))
    if (document) documents.push({ ...document, name: nameOf(file) })
    else if (file.after) unread.push(nameOf(file))
  }
  return state(commit.id, documents, unread)
}

/** @param i which of the parents */
async function stateBefore(
  reading: Reading,
  parent: string,
  files: Touched[],
  i: number,
): Promise<DocumentsState> {
  const documents: DocumentState[] = []
  for (const file of files) {
    const before = file.before[i] ?? null
    const document =
      before && ((await reading.read(parent, before)) ?? (await earlier(reading, parent, before)))
    if (document) documents.push({ ...document, name: nameOf(file) })
  }
  return state(parent, documents, [])
}

/** A document as it could last be read up to a commit; null when it never could. */
async function earlier(
  { repository, read }: Reading,
  commit: string,
  file: File,
): Promise<DocumentState | null> {
  let { path } = file
  for await (const { parents, files } of history(repository, commit, [path], true)) {
    const touched = files.find(({ after }) => after?.path === path)
    if (!touched) continue
    const [before] = touched.before
    const document = before && (await read(parents[0]!, before))
    if (document || !before) return document ?? null
    path = before.path
  }
  return null
}

function state(commit: string, documents: DocumentState[], unread: string[]): DocumentsState {
  return { kind: 'documents', name: commit.slice(0, 10), documents, unread, findings: null }
}

/** Both states of a document go by one name. */
function nameOf({ before, after }: Touched): string {
  return (after ?? before.find(Boolean))?.path ?? ''
}

/** Whether a comparison tells of a statement of a change, too, whatever stood there in the other parent. */
function tells({ changes }: Difference, change: Change): boolean {
  const wanted = new Set(factsOf(change))
  const isOfKind = (other: Change) => other.level !== 'none' || change.level === 'none'
  return changes.some(other => isOfKind(other) && factsOf(other).some(fact => wanted.has(fact)))
}

/** What a change leads to; what is gone, where nothing is left. */
function factsOf({ area, before, after }: Change): string[] {
  const fact = ({ protocol, ports, portText, from, to, direction, local, when, conditions }: Statement) => [
    protocol,
    ports,
    portText,
    from,
    to,
    direction,
    local,
    when,
    conditions,
  ]
  const isGone = after.length === 0
  return (isGone ? before : after).map(one => JSON.stringify([isGone, area, ...fact(one)]))
}
