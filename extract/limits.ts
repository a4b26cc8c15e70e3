/** How much of one document is dealt with; beyond it the document is given up with a {@link LimitError}. */
export interface Limits {
  /** Characters of the document, and of each that it includes. */
  size: number
  /** Levels of blocks or elements within each other. */
  nesting: number
  /** Paragraphs, items, headings and cells of a Markdown document, together. */
  blocks: number
  /** Cells of one table; a cell that spans rows counts in each of them. */
  cells: number
  /** Marks of one kind in a paragraph: `*`, `[`, `@`; its lines. */
  marks: number
  /** Includes within includes. */
  includes: number
  /** Includes of the document and of all that it includes; what is included twice counts twice. */
  included: number
  /** Characters of all that is included, together. */
  includedSize: number
  /** Claims of the document with all that it includes. */
  claims: number
  /** Characters of what these claims say, together: a long heading stands in each claim below it. */
  claimText: number
}

/** Far above what documentation needs. */
export const defaultLimits: Readonly<Limits> = {
  size: 1_000_000,
  nesting: 200,
  blocks: 100_000,
  cells: 250_000,
  marks: 2000,
  includes: 8,
  included: 10_000,
  includedSize: 5_000_000,
  claims: 50_000,
  claimText: 50_000_000,
}

/** A document goes beyond a limit. */
export class LimitError extends Error {
  override name = 'LimitError'
  /** Path of the document. */
  readonly document: string
  readonly limit: keyof Limits
  /** What is too much and how the limit is raised, in words that follow the document's path. */
  readonly reason: string

  /**
   * @param document path of the document
   * @param limit the limit that it goes beyond
   * @param reason what is too much, in words that follow the document's path
   * @param mend how the limit is raised; none where it cannot be
   */
  constructor(
    document: string,
    limit: keyof Limits,
    reason: string,
    mend = `; raise the limit with limits.${limit}`,
  ) {
    super(`${document}: ${reason}${mend}`)
    this.document = document
    this.limit = limit
    this.reason = reason + mend
  }
}

/**
 * Does a step that recurses with a document's nesting; when that leaves no room to go on, the document is given up.
 *
 * @throws {LimitError} in place of the overflow
 */
export function orTooDeep<T>(document: string, step: () => T): T {
  try {
    const done = step()
    return done instanceof Promise ? (done.catch(error => tooDeep(document, error)) as T) : done
  } catch (error) {
    return tooDeep(document, error)
  }
}

function tooDeep(document: string, error: unknown): never {
  if (!isOverflow(error)) throw error
  throw new LimitError(document, 'nesting', 'is nested too deeply to be read', '')
}

/** Whether an error, of whatever context and in whatever wrapping, tells that recursion went too deep. */
export function isOverflow(error: unknown): boolean {
  const { name, message = '' } = (error ?? {}) as Partial<Error>
  return name === 'RangeError' || message.includes('call stack')
}
