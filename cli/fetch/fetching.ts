import type { FindAddresses } from './addresses.ts'

/** How documents are fetched. */
export interface Fetching {
  /** Folder that is not committed: what was fetched is kept there. */
  cache: string
  /** Most bytes of a document. */
  maxSize: number
  /** Most milliseconds for a document. */
  timeout: number
  /** Whether to follow redirects to other hosts. */
  redirects: boolean
  /** Whether servers and repositories of this machine and its networks may be asked: for tests. */
  local: boolean
  /** Finds the addresses of a host; left out, as the system does. */
  find?: FindAddresses
  /** How we call ourselves. */
  agent: string
}

/** A document could not be fetched; the message tells why, the same way each time. */
export class FetchError extends Error {
  override name = 'FetchError'
}

/** A document as it was fetched. */
export interface Fetch {
  text: string
  /** SHA-256 of its bytes in hexadecimal. */
  sha256: string
  /** Commit that it was taken from; null for a web address. */
  revision: string | null
}
