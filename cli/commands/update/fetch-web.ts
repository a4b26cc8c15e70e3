import { type LookupAddress, promises } from 'node:dns'
import http, { type IncomingMessage } from 'node:http'
import https from 'node:https'
import type { LookupFunction } from 'node:net'
import { pipeline, type Readable, type Transform } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import ipaddr from 'ipaddr.js'

/** How documents are fetched. */
export interface Fetching {
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

/** A document could not be fetched; the message says why, with the same words each time. */
export class FetchError extends Error {
  override name = 'FetchError'
}

const mostHops = 5
/** Kinds of content that no document is written in, whatever the bytes look like. */
const foreign = /^(?:image|audio|video|font)\/|\/(?:pdf|zip|gzip|x-tar|wasm|vnd\.)/

/**
 * Fetches a document from the web.
 *
 * @param url where it is
 * @param format the document's, as its source has it
 * @returns its bytes
 * @throws {FetchError} when it cannot be fetched, or is not what it should be
 */
export async function fetchWeb(url: string, format: string, how: Fetching): Promise<Buffer> {
  const signal = AbortSignal.timeout(how.timeout)
  let response: IncomingMessage | undefined
  try {
    response = await follow(url, headersFor(format, how), how, signal)
    if (response.statusCode !== 200) throw new FetchError(`HTTP status ${response.statusCode}`)
    checkType(response, format)
    return await bodyOf(response, how.maxSize)
  } catch (error) {
    throw inWords(error as Error, signal, how)
  } finally {
    response?.destroy()
  }
}

/** Asks until the answer is no redirect. */
async function follow(
  url: string,
  headers: Record<string, string>,
  how: Fetching,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  let at = allowed(new URL(url), how)
  for (let hop = 0; hop <= mostHops; hop++) {
    const response = await ask(at, headers, how, signal)
    if (![301, 302, 303, 307, 308].includes(response.statusCode!)) return response
    response.destroy()
    at = target(at, response.headers.location ?? null, how)
  }
  throw new FetchError(`is redirected more than ${mostHops} times`)
}

/** Sends one request, to the very addresses that were checked: the built-in `fetch` cannot be given them. */
function ask(
  url: URL,
  headers: Record<string, string>,
  how: Fetching,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const lookup = how.local ? {} : { lookup: publicLookup(how.find) }
  const { request } = url.protocol === 'https:' ? https : http
  return new Promise((resolve, reject) =>
    request(url, { agent: false, headers, signal, ...lookup }, resolve)
      .on('error', reject)
      .end(),
  )
}

function headersFor(format: string, { agent }: Fetching): Record<string, string> {
  return {
    'user-agent': agent,
    // A compressed text that breaks off cannot be distinguished from a whole one.
    'accept-encoding': 'identity',
    accept: format === 'html' ? 'text/html, application/xhtml+xml' : 'text/plain, text/*;q=0.9, */*;q=0.5',
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
function checkType({ headers }: IncomingMessage, format: string): void {
  const type = headers['content-type']?.split(';')[0]?.trim().toLowerCase() ?? ''
  const isPage = /^(?:text\/html|application\/xhtml\+xml)$/.test(type)
  if (foreign.test(type) || (isPage && format !== 'html')) throw new FetchError(`is ${type}, not ${format}`)
}

const decoders: Record<string, () => Transform> = {
  gzip: createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
}

/** Some servers compress although they are asked not to. */
function decoded(response: IncomingMessage): Readable {
  const encodings = response.headers['content-encoding']?.toLowerCase().split(/\s*,\s*/) ?? []
  return encodings.reduceRight<Readable>((stream, encoding) => {
    const decoder = decoders[encoding]
    return decoder ? pipeline(stream, decoder(), () => {}) : stream
  }, response)
}

async function bodyOf(response: IncomingMessage, maxSize: number): Promise<Buffer> {
  const body = decoded(response)
  const chunks: Uint8Array[] = []
  let size = 0
  if (Number(response.headers['content-length'] ?? 0) > maxSize) throw tooLarge(maxSize)
  for await (const chunk of body) {
    size += chunk.length
    if (size > maxSize) throw tooLarge(maxSize)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function tooLarge(maxSize: number): FetchError {
  return new FetchError(`is larger than ${maxSize / 1e6} MB`)
}

function inWords(error: NodeJS.ErrnoException, signal: AbortSignal, { timeout }: Fetching): Error {
  if (error instanceof FetchError) return error
  if (signal.aborted) return new FetchError(`took more than ${timeout / 1000} seconds`)
  if (error.message === 'aborted' || error.code === 'Z_BUF_ERROR' || error.message === 'socket hang up')
    return new FetchError('ended before it was complete')
  if (error.code === undefined) return error
  return new FetchError(`cannot be reached (${error.code})`)
}

/** Finds all addresses of a host's name. */
export type FindAddresses = (host: string) => Promise<LookupAddress[]>

/** Addresses of clouds' own services that look like any other. */
const services = new Set(['168.63.129.16'])

/**
 * Whether an address is one that anybody may reach: neither this machine or its networks, nor one that stands for
 * such an address, nor one that is set aside.
 */
export function isPublic(text: string): boolean {
  // Shorter ways to write one are no address to some programs, and another to others.
  if (!ipaddr.IPv4.isValidFourPartDecimal(text) && !ipaddr.IPv6.isValid(text)) return false
  const address = ipaddr.process(text)
  if (address instanceof ipaddr.IPv4)
    return address.range() === 'unicast' && !services.has(address.toString())
  const [first, second, ...rest] = address.parts
  const isShort = rest.slice(0, 4).every(part => part === 0)
  // Where there is no IPv4, 64:ff9b::/96 leads to it; ::/96 once did.
  if (first === 0x64 && second === 0xff9b && isShort)
    return isPublic(address.toByteArray().slice(12).join('.'))
  return address.range() === 'unicast' && !(first === 0 && second === 0 && isShort)
}

/**
 * Finds the addresses of a host, each of which must be public: a name may have others the next time, so that what is
 * connected to must be one of these.
 *
 * @param host a name or an address, as it stands in a URL
 * @throws {FetchError} when it has none, or one that is not public
 */
export async function publicAddresses(
  host: string,
  find: FindAddresses = name => promises.lookup(name, { all: true }),
): Promise<LookupAddress[]> {
  const literal = host.replace(/^\[|\]$/g, '')
  const all = ipaddr.isValid(literal)
    ? [{ address: literal, family: literal.includes(':') ? 6 : 4 }]
    : await find(host).catch(error => lost(error))
  if (all.length === 0) lost({ code: 'ENODATA' })
  if (all.some(({ address }) => !isPublic(address)))
    throw new FetchError(`is at ${host}, which is a private address, or none that anybody may ask`)
  return all
}

function lost({ code }: { code?: string }): never {
  throw new FetchError(`cannot be reached (${code ?? 'no address'})`)
}

/** Looks names up for a connection, which is made to the very addresses that were checked. */
export function publicLookup(find?: FindAddresses): LookupFunction {
  return (host, { all }, done) => {
    publicAddresses(host, find).then(
      found => (all ? done(null, found) : done(null, found[0]!.address, found[0]!.family)),
      error => done(error, []),
    )
  }
}
