import { overlay } from './overlay.ts'
import { files } from './vocabulary/data.ts'

/** What was added to files of the vocabulary, by the name of the file. */
const additions = new Map<string, unknown>()

/** Prepares one file of the vocabulary at its first use. */
export const vocabulary = vocabularyIn(files)

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
 * @param files the content of each file, by its name without extension
 * @returns takes the name of the file `<name>.yaml` and what to make of its content
 */
export function vocabularyIn(files: Readonly<Record<string, unknown>>) {
  return <Content, Built>(name: string, build: (content: Content) => Built): (() => Built) => {
    let built: { of: unknown; value: Built } | undefined
    return () => {
      const added = additions.get(name)
      if (built === undefined || built.of !== added) {
        built = { of: added, value: build(overlay(files[name], added) as Content) }
      }
      return built.value
    }
  }
}
