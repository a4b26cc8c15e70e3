import { type Command, InvalidArgumentError } from 'commander'
import { defaultBounds } from './bounds.ts'

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

/** A number above 0. */
export function positive(value: string): number {
  const number = Number(value)
  if (!(number > 0)) throw new InvalidArgumentError('Give a number above 0.')
  return number
}
