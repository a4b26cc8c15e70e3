import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** The rooms that decide what a document claims: their code, vocabulary and schemas. */
const rooms = ['extract', 'schema']
const deciding = /\.(?:js|ts|ya?ml|json)$/

/** A hash of all that decides what a document claims: with another vocabulary it is another. */
export function digestOfExtractor(): string {
  const hash = createHash('sha256')
  for (const room of rooms) {
    const folder = new URL(`../${room}/`, import.meta.url)
    const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    for (const name of names.filter(name => deciding.test(name)).sort())
      hash.update(`${name}\0`).update(readFileSync(`${fileURLToPath(folder)}${name}`))
  }
  return hash.digest('base64url')
}
