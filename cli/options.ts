import { type Command, InvalidArgumentError } from 'commander'
import { type BoundOptions, type Bounds, boundsOf, defaultBounds } from './bounds.ts'
import { ConfigError, findConfig } from './config-file.ts'
import { exit } from './exit.ts'
import { stripControls } from './format/table.ts'

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

/**
 * The bounds of a run that takes nothing else from the configuration, so that what it gives depends on the
 * documents alone. A configuration that cannot be used is a mistake in how the command is called.
 */
export async function boundsOr(options: BoundOptions, command: Command): Promise<Bounds> {
  try {
    const found = findConfig(options.config ?? true, process.cwd())
    // What a configuration is tested against takes longer to load than a document to read.
    const config = found && (await import('./config.ts')).readConfig(found)
    return boundsOf(options, config?.limits)
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    return command.error(`error: ${stripControls(error.message)}`, { exitCode: exit.usage })
  }
}
