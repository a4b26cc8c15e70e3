import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

type Answer = (request: IncomingMessage, response: ServerResponse) => void

/** A web server whose pages can be changed while it runs. */
export class TestServer {
  /** What was asked: path, and the marks of the state that the asker has. */
  asked: { url: string; etag?: string; since?: string }[] = []
  #answers = new Map<string, Answer>()
  #server: Server

  constructor() {
    this.#server = createServer((request, response) => {
      const { 'if-none-match': etag, 'if-modified-since': since } = request.headers
      this.asked.push({ url: request.url!, ...(etag && { etag }), ...(since && { since }) })
      const answer = this.#answers.get(request.url!)
      if (answer) answer(request, response)
      else response.writeHead(404).end('nothing here')
    })
  }

  /** Starts it, on this machine alone; it does not keep the process alive. */
  async start(): Promise<this> {
    await new Promise<void>(resolve => this.#server.listen(0, '127.0.0.1', resolve))
    this.#server.unref()
    return this
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port
  }

  url(path: string, host = '127.0.0.1'): string {
    return `http://${host}:${this.port}${path}`
  }

  on(path: string, answer: Answer): void {
    this.#answers.set(path, answer)
  }

  /** Serves a text, with a mark by which it is known again. */
  serve(path: string, text: string | Buffer, headers: Record<string, string> = {}): void {
    const etag = `"${Buffer.from(text).length}-${[...Buffer.from(text)].reduce((a, b) => (a * 31 + b) % 1e9, 7)}"`
    this.on(path, (request, response) => {
      const isKnown = request.headers['if-none-match'] === etag
      response.writeHead(isKnown ? 304 : 200, {
        'content-type': 'text/plain; charset=utf-8',
        etag,
        ...headers,
      })
      response.end(isKnown ? undefined : text)
    })
  }

  close(): void {
    this.#server.close()
    this.#server.closeAllConnections()
  }
}
