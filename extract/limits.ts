/** How much of one document is dealt with; beyond it the document is given up with a {@link LimitError}. */
export interface Limits {
  /** Characters of the document, and of each that it includes. */
  size: number
  /** Levels of blocks or elements within each other. */
  nesting: number
  /** Marks of one kind in a paragraph: `*`, `[`, `@`. */
  marks: number
  /** Includes within includes. */
  includes: number
  /** Claims of the document with all that it includes. */
  claims: number
}

/** Far above what documentation needs. */
export const defaultLimits: Readonly<Limits> = {
  size: 5_000_000,
  nesting: 200,
  marks: 2000,
  includes: 8,
  claims: 50_000,
}

/** A document goes beyond a limit. */
export class LimitError extends Error {
  override name = 'LimitError'
  /** Path of the document. */
  readonly document: string
  readonly limit: keyof Limits

  /**
   * @param document path of the document
   * @param limit the limit that it goes beyond
   * @param reason what is too much, in words that follow the document's path
   */
  constructor(document: string, limit: keyof Limits, reason: string) {
    super(`${document}: ${reason}`)
    this.document = document
    this.limit = limit
  }
}
