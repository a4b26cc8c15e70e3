import { existsSync, readFileSync } from 'node:fs'

/** The package's own description, found from the compiled code and from the sources alike. */
const file = ['../package.json', '../../package.json']
  .map(name => new URL(name, import.meta.url))
  .find(url => existsSync(url))

export const { version, description } = JSON.parse(readFileSync(file!, 'utf8')) as {
  version: string
  description: string
}
