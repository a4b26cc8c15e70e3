import path from 'node:path'
import { type Command, InvalidArgumentError } from 'commander'
import { type BoundOptions, type Bounds, boundsOf, defaultBounds } from '../project/bounds.ts'
import { ConfigError, findConfig } from '../project/config-file.ts'
import type { Vocabulary } from '../reconcile/index.ts'
import { stripControls } from './format/table.ts'
import { exit } from './io.ts'

const { limits, time } = defaultBounds

/** Adds the options by which every command that reads documents bounds what they may cost. */
export function withBounds(command: Command): Command {
  return command
    .option(
      '--max-size <MB>',
      `most megabytes of a document that are read (default: ${limits.size / 1e6})`,
      positive,
    )
    .option('--timeout <seconds>', `most seconds for a document (default: ${time})`, positive)
    .option('--config <file>', 'the configuration (default: .portolanrc, searched upwards)')
    .option('--no-config', 'without any configuration')
}

/** The name of a folder. */
export function folder(value: string): string {
  if (value === '') throw new InvalidArgumentError('Name a folder.')
  return value
}

/** A number above 0. */
export function positive(value: string): number {
  const number = Number(value)
  if (!(number > 0)) throw new InvalidArgumentError('Give a number above 0.')
  return number
}

/** The bounds of a run that takes from the configuration only these, and how documents are read. */
export function boundsOr(options: BoundOptions, command: Command): Promise<Bounds> {
  return orUsage(command, async () => {
    const found = findConfig(options.config ?? true, process.cwd())
    // The schema of a configuration takes longer to load than a document to read.
    if (!found) return boundsOf(options)
    const { readConfig, wordsOf } = await import('../project/config.ts')
    const config = readConfig(found)
    return boundsOf(options, config.limits, wordsOf(config, path.dirname(found.filepath)))
  })
}

/** The words that are known, with those of the project's configuration. */
export function vocabularyOr(command: Command): Promise<Vocabulary> {
  return orUsage(command, async () => {
    const found = findConfig(true, process.cwd())
    return found
      ? (await import('../project/config.ts')).loadConfig(found.filepath).vocabulary
      : (await import('../reconcile/index.ts')).defaultVocabulary()
  })
}

/** Runs a step that needs the configuration; one that cannot be used is a mistake in how the command is called. */
export async function orUsage<T>(command: Command, step: () => T | Promise<T>): Promise<T> {
  try {
    return await step()
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    return command.error(`error: ${stripControls(error.message)}`, { exitCode: exit.usage })
  }
}
