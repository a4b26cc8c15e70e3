import type { ParseArgsConfig, parseArgs } from 'node:util'

/** Reads the arguments of the script that runs; `--help` shows the comment that it begins with. */
export function argumentsOf<Config extends ParseArgsConfig>(
  config: Config,
): ReturnType<typeof parseArgs<Config>>
