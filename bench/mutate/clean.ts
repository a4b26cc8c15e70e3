import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import type { Document } from '../../check/index.ts'
import type { LoadedSource } from '../../dataset/sources.ts'
import { extract } from '../../extract/index.ts'
import { select } from '../../reconcile/index.ts'

/** A change to one line of a document. */
interface LineEdit {
  line: number
  find: string
  replace: string | null
}

/** What is repaired in one source. */
interface Repairs {
  edits: LineEdit[]
  /** Further words by which deployments are named, by their ids. */
  match?: Record<string, string[]>
}

/**
 * The documents of the sources with their certain defects repaired, as clean.yaml says.
 *
 * @throws when a repair does not fit, or when a correction of a source still finds a claim
 */
export async function cleanDocuments(sources: LoadedSource[]): Promise<Document[]> {
  const file = new URL('clean.yaml', import.meta.url)
  const repairs = parse(readFileSync(file, 'utf8')) as Record<string, Repairs>
  return Promise.all(
    sources.map(async loaded => {
      const { source, document: path, text, corrections } = loaded
      const { edits, match = {} } = repairs[source.id] ?? { edits: [] }
      const deployments = source.deployments.map(one => ({
        ...one,
        match: [...one.match, ...(match[one.id] ?? [])],
      }))
      const clean = {
        path,
        text: repaired(text, edits, path),
        source: { ...source, deployments },
        corrections: [],
      }
      const { claims } = await extract(path, clean.text, { id: source.id })
      const left = select(corrections, claims, []).find(({ selected }) => selected.length > 0)
      if (left)
        throw new Error(
          `${path}: correction "${left.correction.id}" still finds a claim; repair it in clean.yaml`,
        )
      return clean
    }),
  )
}

/**
 * A text with some of its lines changed.
 *
 * @param name how the text is called in messages
 * @throws when what an edit looks for is not in its line exactly once
 */
function repaired(text: string, edits: LineEdit[], name: string): string {
  const lines: (string | null)[] = text.split('\n')
  for (const { line, find, replace } of edits) {
    const pieces = (lines[line - 1] ?? '').split(find)
    if (pieces.length !== 2)
      throw new Error(
        `${name}:${line}: "${find}" is there ${pieces.length - 1} times, expected once; see clean.yaml`,
      )
    lines[line - 1] = replace === null ? null : pieces.join(replace)
  }
  return lines.filter(line => line !== null).join('\n')
}
