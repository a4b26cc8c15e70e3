import { existsSync } from 'node:fs'
import { LimitError } from '../../../extract/limits.ts'
import { vocabularyWith } from '../../../extract/vocabulary/default.ts'
import { type BlockReason, why } from '../../../extract/why.ts'
import type { Bounds } from '../../../project/bounds.ts'
import { resolver } from '../../../project/includes.ts'
import { decodeDocument, InputError, readBytes } from '../../../project/input.ts'

/**
 * Explains how the blocks of a file were read.
 *
 * @param name a file, or `FILE:LINE` for the block at that line
 * @throws {InputError} when the file cannot be read, or has no block there
 */
export async function explainFile(name: string, bounds: Bounds, root?: string): Promise<BlockReason[]> {
  const [, before, digits] = /^(.+):(\d+)$/.exec(name) ?? []
  const isPlain = digits === undefined || existsSync(name)
  const file = isPlain ? name : before!
  const at = isPlain ? undefined : Number(digits)
  const { size } = bounds.limits
  const { path, text, ...rest } = await decodeDocument(file, await readBytes(file, size))
  try {
    const options = {
      ...rest,
      resolve: resolver(root, size),
      limits: bounds.limits,
      vocabulary: vocabularyWith(bounds.words),
    }
    const blocks = await why(path, text, options, at)
    if (at !== undefined && blocks.length === 0) throw new InputError(path, `has no block in line ${at}`)
    return blocks
  } catch (error) {
    if (error instanceof LimitError) throw new InputError(path, error.reason)
    throw error
  }
}
