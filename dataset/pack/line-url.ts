import type { LineUrl } from './sheet.ts'

/** Where a package is developed, as its `package.json` tells. */
export interface Published {
  version?: string
  repository?: string | { url?: string }
}

/**
 * Leads to lines of documents in the repository, as they were when the package was made.
 *
 * @returns gives no address when the repository is not on GitHub, or not known
 */
export function lineUrlIn({ version, repository }: Published): LineUrl {
  const url = typeof repository === 'object' ? repository.url : repository
  const name = /github\.com[/:]([\w.-]+\/[\w.-]+?)(?:\.git)?$/.exec(url ?? '')?.[1]
  if (!name || !version) return () => null
  // A page that is rendered has no lines.
  return (document, line) =>
    `https://github.com/${name}/blob/v${version}/${encodeURI(document)}?plain=1#L${line}`
}
