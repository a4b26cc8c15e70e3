import { existsSync, realpathSync } from 'node:fs'
import path from 'node:path'
import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff'
import { mend } from '../check/fix.ts'
import type { Document } from '../check/index.ts'
import { replaceFile, WriteError } from '../dataset/write.ts'
import { placeText } from '../schema/place.ts'
import type { Finding } from '../schema/types.ts'

/** What a run with `--fix` did. */
export interface Fixed {
  /** The documents as they are now. */
  documents: Document[]
  /** What was done, and what was not and why, a line each. */
  notes: string[]
  /** Why files could not be written. */
  errors: string[]
  /** The changes as a unified diff; nothing is written in its stead. */
  patch: string
}

/**
 * Applies the suggestions that are certain to the files of documents, but for those of sources, whose
 * mistakes are kept on purpose.
 *
 * @param find what there is to be found in the documents as they are by now
 * @param dryRun write nothing, show the changes
 */
export async function fixFiles(
  documents: Document[],
  find: (documents: Document[]) => Promise<Finding[]>,
  dryRun: boolean,
): Promise<Fixed> {
  const names = documents.map(document => document.path)
  const kept = names.filter(isOfSource)
  const encoded = documents.filter(({ encoding }) => encoding).map(({ path }) => path)
  const files = new Set(names.filter(name => name !== '-' && !kept.includes(name) && !encoded.includes(name)))
  const findNow = (now: Document[]) => find(now.map(document => among(now, document)))
  const mended = await mend(documents, name => files.has(name), findNow)
  const fixed: Fixed = { documents: [], notes: [], errors: [], patch: '' }
  fixed.documents = documents.map((before, i) => take(before, mended.documents[i]!, dryRun, fixed))
  const failed = new Set(fixed.documents.filter((now, i) => now !== mended.documents[i]).map(now => now.path))
  const done = mended.applied.filter(({ location }) => !failed.has(location.document))
  fixed.notes = [
    ...kept.map(name => `${name}: belongs to a source, whose mistakes are kept on purpose; left as it is`),
    ...encoded.map(name => `${name}: is not UTF-8; left as it is`),
    ...mended.restless.map(name => `${name}: its suggestions contradict each other; left as it is`),
    ...described(done, dryRun),
  ]
  return fixed
}

/** Puts a document's new text where it belongs, and says which it has by now. */
function take(before: Document, after: Document, dryRun: boolean, fixed: Fixed): Document {
  if (after.text === before.text) return after
  if (dryRun) {
    fixed.patch += patchOf(before, after.text)
    return after
  }
  try {
    replaceFile(before.path, after.text, before.text)
    return after
  } catch (error) {
    if (!(error instanceof WriteError)) throw error
    fixed.errors.push(error.message)
    return before
  }
}

function described(applied: Finding[], dryRun: boolean): string[] {
  const lines = applied.map(
    ({ location, suggestion, rule }) => `${placeText(location)}: ${suggestion?.text} (${rule})`,
  )
  const files = new Set(applied.map(({ location }) => location.document)).size
  const counts = `${applied.length} in ${files} ${files === 1 ? 'file' : 'files'}`
  const done = dryRun ? 'fixes available' : 'fixed'
  return [...lines, applied.length === 0 ? 'nothing to fix' : `${done}: ${counts}`]
}

/** A document whose includes have the texts of this moment, not those of the disk. */
function among(now: Document[], document: Document): Document {
  const { resolve } = document
  if (!resolve) return document
  return {
    ...document,
    resolve: (name, target, from) => {
      const found = resolve(name, target, from)
      return found && (now.find(({ path }) => path === found.path) ?? found)
    },
  }
}

function isOfSource(name: string): boolean {
  if (name === '-' || !existsSync(name)) return false
  for (let at = path.dirname(realpathSync(name)); ; at = path.dirname(at)) {
    if (existsSync(path.join(at, 'source.yaml'))) return true
    if (path.dirname(at) === at) return false
  }
}

function patchOf({ path: name, text }: Document, after: string): string {
  return createTwoFilesPatch(`a/${name}`, `b/${name}`, text, after, undefined, undefined, {
    headerOptions: FILE_HEADERS_ONLY,
  })
}
