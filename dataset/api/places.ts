import type { Source } from '../../schema/types.ts'

/** As much of a source as leads to its lines on the web. */
export type Placed = Pick<Source, 'id' | 'upstream' | 'origin'> & {
  revision: string | null
  path: string | null
}

/**
 * The address of a line at the revision that was read; of a document on the web that of the page.
 *
 * @param place a place of a claim of the source
 * @returns null when the original is not on the web
 */
export function lineUrl(
  { id, upstream, origin, revision, path }: Placed,
  { document, line }: { document: string; line: number },
): string | null {
  const { git, url } = upstream ?? {}
  if (!git || !revision || !path) return url ?? origin.url
  const folder = path.split('/').slice(0, -1)
  const at = joined([...folder, ...document.slice(id.length + 1).split('/')])
  return `${git.replace(/\.git$/, '')}/blob/${revision}/${at}#L${line}`
}

/** Parts of a path, `..` followed, as in an address. */
function joined(parts: string[]): string {
  const kept: string[] = []
  for (const part of parts) part === '..' ? kept.pop() : kept.push(encodeURIComponent(part))
  return kept.join('/')
}

/**
 * Finds the source that a document belongs to: a file of a repository is within its source's id.
 *
 * @param sources all there are
 * @returns finds null where there is none
 */
export function sourceFinder<S extends { id: string; document: string }>(
  sources: readonly S[],
): (document: string) => S | null {
  const known = new Map([
    ...sources.map(source => [source.id, source] as const),
    ...sources.map(source => [source.document, source] as const),
  ])
  return document => known.get(document) ?? known.get(document.slice(0, document.indexOf('/'))) ?? null
}
