import { readFileSync } from 'node:fs'
import { parse } from 'yaml'

/**
 * Prepares one file of the vocabulary at its first use: importing a module must not read files.
 *
 * @param name the file `vocabulary/<name>.yaml`
 * @param build what to make of its content
 */
export function vocabulary<Content, Built>(name: string, build: (content: Content) => Built): () => Built {
  let built: Built | undefined
  return () =>
    (built ??= build(parse(readFileSync(new URL(`vocabulary/${name}.yaml`, import.meta.url), 'utf8'))))
}
