import type { Claim } from '../schema/types.ts'
import { defaultLimits, LimitError, type Limits } from './limits.ts'

/** Counts what a document comes to with all that it includes, and gives it up where that is too much. */
export class Tally {
  readonly document: string
  readonly limits: Readonly<Limits>
  #included = 0
  #includedSize = 0
  #claims = 0
  #claimText = 0

  /**
   * @param document path of the document
   * @param limits those that are not the usual ones
   */
  constructor(document: string, limits: Partial<Limits> = {}) {
    this.document = document
    this.limits = { ...defaultLimits, ...limits }
  }

  /** Takes the document's own text. @throws {LimitError} */
  read(text: string): void {
    if (text.length > this.limits.size) this.#giveUp('size', `is longer than ${this.limits.size} characters`)
  }

  /**
   * Takes what an include has led to.
   *
   * @param trail the documents that lead there, the outermost first
   * @throws {LimitError}
   */
  include(trail: string[], { path, text }: { path: string; text: string }): void {
    const { size, includes, included, includedSize } = this.limits
    if (++this.#included > included) this.#giveUp('included', `has more than ${included} includes in all`)
    if (trail.length > includes)
      this.#giveUp('includes', `has includes within includes more than ${includes} deep: ${path}`)
    if (text.length > size) this.#giveUp('size', `includes ${path}, which is longer than ${size} characters`)
    this.#includedSize += text.length
    if (this.#includedSize > includedSize)
      this.#giveUp('includedSize', `includes more than ${includedSize} characters in all`)
  }

  /** Makes sure that so many claims may come. @throws {LimitError} */
  expect(claims: number): void {
    const { claims: most } = this.limits
    if (this.#claims + claims > most) this.#giveUp('claims', `makes more than ${most} claims`)
  }

  /** Takes claims. @throws {LimitError} */
  claim(claims: Claim[]): void {
    const { claimText } = this.limits
    this.#claims += claims.length
    for (const claim of claims) this.#claimText += lengthOf(claim)
    if (this.#claimText > claimText)
      this.#giveUp('claimText', `makes claims of more than ${claimText} characters in all`)
  }

  /**
   * Makes sure that a table is not too large.
   *
   * @param line where it stands, 1-based, in which file
   * @throws {LimitError}
   */
  table(cells: number, file: string, line: number | undefined): void {
    const { cells: most } = this.limits
    if (cells > most)
      this.#giveUp('cells', `${tableAt(file, line, this.document)} has more than ${most} cells`)
  }

  /** Gives up a table that has more columns than anything can deal with. @throws {LimitError} */
  tooWide(most: number, file: string, line: number | undefined): never {
    const reason = `${tableAt(file, line, this.document)} has more than ${most} columns`
    throw new LimitError(this.document, 'cells', reason, '')
  }

  #giveUp(limit: keyof Limits, reason: string): never {
    throw new LimitError(this.document, limit, reason)
  }
}

function tableAt(file: string, line: number | undefined, document: string): string {
  const place = [...(line ? [`line ${line}`] : []), ...(file === document ? [] : [file])].join(' of ')
  return place ? `a table (${place})` : 'a table'
}

function lengthOf({ context, conditions, description, source, destination, table }: Claim): number {
  const ends = [...source, ...destination].map(({ label }) => label)
  const words = [...context, ...conditions, ...ends, description, ...Object.values(table?.header ?? {})]
  return words.reduce((sum, text) => sum + (text?.length ?? 0), 0)
}
