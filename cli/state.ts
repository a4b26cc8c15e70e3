import { existsSync, statSync } from 'node:fs'
import type { Levels } from '../check/config.ts'
import type { Rule } from '../check/index.ts'
import { hasFile } from '../dataset/files.ts'
import type { State } from '../diff/index.ts'
import type { Vocabulary } from '../reconcile/index.ts'
import type { Bounds } from './bounds.ts'
import { isPackageName, loadArchive, loadPublished } from './packages.ts'
import { loadDataset } from './state-dataset.ts'
import { loadDocuments } from './state-documents.ts'

/** How documents are checked. */
export interface Checks {
  rules: Rule[]
  levels: Levels
  vocabulary: Vocabulary
}

/** How a side of a comparison is loaded. */
export interface Loading {
  bounds: Bounds
  /** The words that are known; default: those that come with Portolan. */
  vocabulary?: Vocabulary
  /** Where included documents may be read. */
  root?: string
  /** How documents are checked; null when they are not. */
  checks: Checks | null
  /** Files of a folder that are left out. */
  ignored(file: string): boolean
  /** Whether a published package may be fetched. */
  online?: boolean
}

/** A side of a comparison. */
export interface Loaded {
  state: State
  /** What was named; only like can be compared with like. */
  kind: 'document' | 'folder' | 'dataset'
  /** Why parts of it could not be read. */
  errors: string[]
}

/** Knows one kind of thing that can be compared. */
export interface Loader {
  takes(name: string): boolean
  /** @throws InputError when nothing of it can be read */
  load(name: string, how: Loading): Promise<Loaded>
}

/** The first that takes a name loads it. */
const loaders: Loader[] = [
  { takes: isDataset, load: async name => dataset(loadDataset(name)) },
  {
    takes: isArchive,
    load: async (name, { bounds }) => dataset(await loadArchive(name, bounds.limits.size)),
  },
  {
    takes: name => isPackageName(name) && !existsSync(name),
    load: async (name, { online = false, bounds }) =>
      dataset(await loadPublished(name, online, bounds.limits.size)),
  },
  { takes: isFolder, load: (name, how) => loadDocuments(name, 'folder', how) },
  { takes: () => true, load: (name, how) => loadDocuments(name, 'document', how) },
]

/**
 * Loads a side of a comparison: a built dataset, the archive or the name of a published one, a folder of
 * documents, or a document.
 *
 * @throws InputError when nothing of it can be read
 */
export function loadState(name: string, how: Loading): Promise<Loaded> {
  return loaders.find(loader => loader.takes(name))!.load(name, how)
}

function dataset(state: State): Loaded {
  return { state, kind: 'dataset', errors: [] }
}

function isArchive(name: string): boolean {
  return /\.t(?:ar\.)?gz$/i.test(name)
}

function isDataset(name: string): boolean {
  return hasFile(name, 'data/flows.json')
}

function isFolder(name: string): boolean {
  return name !== '-' && statSync(name, { throwIfNoEntry: false })?.isDirectory() === true
}
