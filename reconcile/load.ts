import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { overlay } from './overlay.ts'

/** What was added to files of the vocabulary, by the name of the file. */
const additions = new Map<string, unknown>()

/** Prepares one file of the vocabulary at its first use: importing a module must not read files. */
export const vocabulary = vocabularyIn(new URL('vocabulary/', import.meta.url))

/**
 * Adds words to a file of the vocabulary, for everything that is looked up from now on: lists grow, objects
 * are merged key by key, anything else is replaced.
 *
 * @param name the file `<name>.yaml`
 * @param content what to add, in the shape of the file; it takes the place of what was added before, so
 * that `undefined` brings the file's own words back
 */
export function extend(name: string, content: unknown): void {
  if (JSON.stringify(content) !== JSON.stringify(additions.get(name))) additions.set(name, content)
}

/**
 * Makes what prepares the files of a room's vocabulary.
 *
 * @param folder the folder that holds them
 * @returns takes the name of the file `<name>.yaml` and what to make of its content
 */
export function vocabularyIn(folder: URL) {
  return <Content, Built>(name: string, build: (content: Content) => Built): (() => Built) => {
    let built: { of: unknown; value: Built } | undefined
    return () => {
      const added = additions.get(name)
      if (built === undefined || built.of !== added) {
        const content = parse(readFileSync(new URL(`${name}.yaml`, folder), 'utf8'))
        built = { of: added, value: build(overlay(content, added) as Content) }
      }
      return built.value
    }
  }
}
