import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

type Answer = (request: IncomingMessage, response: ServerResponse) => void

/** A web server whose pages can be changed while it runs. */
export class TestServer {
  /** The paths that were asked for. */
  asked: string[] = []
  #answers = new Map<string, Answer>()
  #server: Server

  constructor() {
    this.#server = createServer((request, response) => {
      this.asked.push(request.url!)
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

  /** Serves a text. */
  serve(path: string, text: string | Buffer, headers: Record<string, string> = {}): void {
    this.on(path, (_, response) => {
      response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8', ...headers }).end(text)
    })
  }

  close(): void {
    this.#server.close()
    this.#server.closeAllConnections()
  }
}
