import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import type { Document } from '../../check/index.ts'
import type { LoadedSource } from '../../dataset/sources.ts'
import { extract } from '../../extract/index.ts'
import { select } from '../../reconcile/index.ts'

/** A change to one line of a document. */
export interface Mend {
  line: number
  find: string
  replace: string | null
}

/** What is mended in one source. */
export interface Mends {
  edits: Mend[]
  /** Further words by which deployments are named, by their ids. */
  match?: Record<string, string[]>
}

/** The mends that this folder holds, by source. */
export function loadMends(): Record<string, Mends> {
  return parse(readFileSync(new URL('clean.yaml', import.meta.url), 'utf8')) as Record<string, Mends>
}

/**
 * The documents of the sources with their certain defects mended.
 *
 * @throws when a mend does not fit, or when a correction of a source still finds a claim
 */
export async function cleanDocuments(
  sources: LoadedSource[],
  mends: Record<string, Mends>,
): Promise<Document[]> {
  return Promise.all(
    sources.map(async loaded => {
      const { source, document: path, text, corrections } = loaded
      const { edits, match = {} } = mends[source.id] ?? { edits: [] }
      const deployments = source.deployments.map(one => ({
        ...one,
        match: [...one.match, ...(match[one.id] ?? [])],
      }))
      const clean = {
        path,
        text: mended(text, edits, path),
        source: { ...source, deployments },
        corrections: [],
      }
      const { claims } = await extract(path, clean.text, { id: source.id })
      const left = select(corrections, claims, []).find(({ selected }) => selected.length > 0)
      if (left)
        throw new Error(
          `${path}: correction "${left.correction.id}" still finds a claim; mend it in clean.yaml`,
        )
      return clean
    }),
  )
}

/**
 * A text with some of its lines changed.
 *
 * @param name how the text is called in messages
 * @throws when what an edit looks for does not stand in its line exactly once
 */
export function mended(text: string, edits: Mend[], name: string): string {
  const lines: (string | null)[] = text.split('\n')
  for (const { line, find, replace } of edits) {
    const pieces = (lines[line - 1] ?? '').split(find)
    if (pieces.length !== 2)
      throw new Error(
        `${name}:${line}: "${find}" stands there ${pieces.length - 1} times, not once; see clean.yaml`,
      )
    lines[line - 1] = replace === null ? null : pieces.join(replace)
  }
  return lines.filter(line => line !== null).join('\n')
}
