import type { Command } from 'commander'
import { type BoundOptions, type Bounds, boundsOf } from './bounds.ts'
import { ConfigError, findConfig } from './config-file.ts'
import { exit } from './exit.ts'
import { stripControls } from './format/table.ts'

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
