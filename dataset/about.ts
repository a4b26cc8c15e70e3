import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { SourceError } from './sources.ts'

/** What a package says of itself, as far as it is known. */
export interface About {
  name?: string
  version?: string
  description?: string
  /** SPDX identifier. */
  license?: string
  keywords?: string[]
  homepage?: string
}

/**
 * Reads what the package says of itself that a dataset belongs to.
 *
 * @param folder where the dataset is written
 * @returns nothing when there is no `package.json`
 * @throws {SourceError} when there is one that is no JSON
 */
export function aboutPackage(folder: string): About {
  const file = path.join(folder, 'package.json')
  if (!existsSync(file)) return {}
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new SourceError(`${file}: is not valid JSON: ${(error as Error).message}`)
  }
}
