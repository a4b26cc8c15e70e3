import ipaddr from 'ipaddr.js'
import { Agent, fetch, type Response } from 'undici'
import { isPublic, publicLookup } from './addresses.ts'
import { FetchError, type Fetching } from './fetching.ts'

/** By what a server knows the state that we have. */
export interface Marks {
  etag: string | null
  lastModified: string | null
}

/** What a server answers: bytes, or that what we have is current. */
export type Answer = { bytes: Buffer; marks: Marks } | 'same'

const mostHops = 5
/** Kinds of content that no document is written in, whatever the bytes look like. */
const foreign = /^(?:image|audio|video|font)\/|\/(?:pdf|zip|gzip|x-tar|wasm|vnd\.)/

/**
 * Fetches a document from the web.
 *
 * @param url where it is
 * @param known marks of the state that we have, to be told when there is no other; null without one
 * @param format the document's, as its source has it
 * @throws {FetchError} when it cannot be fetched, or is not what it should be
 */
export async function fetchWeb(
  url: string,
  known: Marks | null,
  format: string,
  how: Fetching,
): Promise<Answer> {
  const signal = AbortSignal.timeout(how.timeout)
  const dispatcher = new Agent(how.local ? {} : { connect: { lookup: publicLookup(how.find) } })
  try {
    const response = await follow(url, headersFor(known, format, how), how, { signal, dispatcher })
    if (response.status === 304 && known) return 'same'
    if (response.status !== 200) throw new FetchError(`HTTP status ${response.status}`)
    checkType(response, format)
    return { bytes: await bodyOf(response, how.maxSize), marks: marksOf(response) }
  } catch (error) {
    throw inWords(error as Error, how)
  } finally {
    await dispatcher.destroy()
  }
}

/** Asks until the answer is no redirect. */
async function follow(
  url: string,
  headers: Record<string, string>,
  how: Fetching,
  by: { signal: AbortSignal; dispatcher: Agent },
): Promise<Response> {
  let at = allowed(new URL(url), how)
  for (let hop = 0; hop <= mostHops; hop++) {
    const response = await fetch(at, { redirect: 'manual', headers, ...by })
    if (![301, 302, 303, 307, 308].includes(response.status)) return response
    await response.body?.cancel()
    at = target(at, response.headers.get('location'), how)
  }
  throw new FetchError(`is redirected more than ${mostHops} times`)
}

function headersFor(known: Marks | null, format: string, { agent }: Fetching): Record<string, string> {
  return {
    'user-agent': agent,
    // What comes packed and breaks off is not told from what is whole.
    'accept-encoding': 'identity',
    accept: format === 'html' ? 'text/html, application/xhtml+xml' : 'text/plain, text/*;q=0.9, */*;q=0.5',
    ...(known?.etag && { 'if-none-match': known.etag }),
    ...(known?.lastModified && { 'if-modified-since': known.lastModified }),
  }
}

/** Another host may be anybody's. */
function target(from: URL, location: string | null, how: Fetching): URL {
  if (location === null || !URL.canParse(location, from.href))
    throw new FetchError('is redirected to nowhere')
  const to = new URL(location, from)
  if (to.host !== from.host && !how.redirects)
    throw new FetchError(`is redirected to another host, ${to.host}; name that one, or say --allow-redirects`)
  return allowed(to, how)
}

/**
 * Makes sure that an address of the web may be asked; what its name leads to is checked where it is looked up.
 *
 * @throws {FetchError} when it may not; credentials in it are not told
 */
export function allowed(url: URL, { local }: Pick<Fetching, 'local'>): URL {
  const isHere = ['localhost', '127.0.0.1'].includes(url.hostname)
  if (url.username || url.password)
    throw new FetchError(`is at ${url.host} with credentials, and none are sent`)
  if (url.protocol !== 'https:' && !(local && isHere && url.protocol === 'http:'))
    throw new FetchError(`is at ${url.protocol}//${url.host}, and only https is fetched`)
  const literal = url.hostname.replace(/^\[|\]$/g, '')
  if (!local && ipaddr.isValid(literal) && !isPublic(literal))
    throw new FetchError(`is at ${url.hostname}, which is a private address, or none that anybody may ask`)
  return url
}

/** A page in place of a file is an error or a login in disguise. */
function checkType({ headers }: Response, format: string): void {
  const type = headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? ''
  const isPage = /^(?:text\/html|application\/xhtml\+xml)$/.test(type)
  if (foreign.test(type) || (isPage && format !== 'html')) throw new FetchError(`is ${type}, not ${format}`)
}

async function bodyOf(response: Response, maxSize: number): Promise<Buffer> {
  const told = Number(response.headers.get('content-length') ?? Number.NaN)
  const chunks: Uint8Array[] = []
  let size = 0
  if (told > maxSize) throw tooLarge(maxSize)
  for await (const chunk of response.body ?? []) {
    size += chunk.length
    if (size > maxSize) throw tooLarge(maxSize)
    chunks.push(chunk)
  }
  const isPacked = response.headers.has('content-encoding')
  if (!isPacked && size < told) throw new FetchError('ended before it was complete')
  return Buffer.concat(chunks)
}

function tooLarge(maxSize: number): FetchError {
  return new FetchError(`is larger than ${maxSize / 1e6} MB`)
}

function marksOf({ headers }: Response): Marks {
  return { etag: headers.get('etag'), lastModified: headers.get('last-modified') }
}

function inWords(error: Error, { timeout }: Fetching): Error {
  if (error instanceof FetchError) return error
  if (error.name === 'TimeoutError') return new FetchError(`took more than ${timeout / 1000} seconds`)
  if (error.cause instanceof FetchError) return error.cause
  if (!(error instanceof TypeError)) return error
  const { code, message } = (error.cause ?? {}) as { code?: string; message?: string }
  if (error.message === 'terminated' || code === 'UND_ERR_SOCKET')
    return new FetchError('ended before it was complete')
  return new FetchError(`cannot be reached (${code ?? message ?? error.message})`)
}
