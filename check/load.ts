import { files } from './vocabulary/data.ts'

/**
 * Prepares one file of this room's vocabulary at its first use; it never changes.
 *
 * @param name of the file, without extension
 * @param build what to make of its content
 */
export function vocabulary<Content, Built>(name: string, build: (content: Content) => Built): () => Built {
  let built: { value: Built } | undefined
  return () => {
    built ??= { value: build(files[name] as Content) }
    return built.value
  }
}

/** The content of one file of this room's vocabulary. */
export function contentOf<Content>(name: string): Content {
  return files[name] as Content
}
