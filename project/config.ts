import path from 'node:path'
import ignore from 'ignore'
import { type Config, configOf } from '../check/config.ts'
import { vocabularyOf } from '../check/vocabulary-of.ts'
import type { Vocabulary } from '../reconcile/index.ts'
import { SchemaError } from '../schema/validate.ts'
import { ConfigError, findConfig, shown } from './config-file.ts'

export { ConfigError } from './config-file.ts'

/** A configuration with its file. */
export interface Loaded {
  config: Config
  /** The folder that its paths start from. */
  folder: string
  /** The words that are known, with its own. */
  vocabulary: Vocabulary
}

/**
 * Loads the configuration of a project, and makes its vocabulary.
 *
 * @param wanted a file; true (or nothing) to search from the folder upwards; false for none
 * @param from the folder to search from
 * @throws {ConfigError} naming the file and the mend
 */
export function loadConfig(wanted: string | boolean = true, from: string = process.cwd()): Loaded {
  const found = findConfig(wanted, from)
  const file = found ? shown(found.filepath) : ''
  const config = checked(() => configOf(found?.config ?? {}, file))
  const vocabulary = checked(() => vocabularyOf(config, file))
  return { config, folder: found ? path.dirname(found.filepath) : from, vocabulary }
}

/**
 * Makes sure that what was found is a configuration.
 *
 * @throws {ConfigError} naming the file and the mend
 */
export function readConfig({ filepath, config }: NonNullable<ReturnType<typeof findConfig>>): Config {
  return checked(() => configOf(config, shown(filepath)))
}

function checked<T>(step: () => T): T {
  try {
    return step()
  } catch (error) {
    if (!(error instanceof SchemaError)) throw error
    throw new ConfigError(error.message)
  }
}

/**
 * Tells which files a configuration leaves out.
 *
 * @returns takes a path as it is given on the command line
 */
export function ignoring({ config, folder }: Loaded): (file: string) => boolean {
  const patterns = ignore().add(config.ignore ?? [])
  return file => {
    const relative = path.relative(folder, path.resolve(file)).split(path.sep).join('/')
    return file !== '-' && ignore.isPathValid(relative) && patterns.ignores(relative)
  }
}
