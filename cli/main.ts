import { Command, CommanderError } from 'commander'
import { buildCommand } from './build.ts'
import { exit } from './exit.ts'
import { extractCommand } from './extract.ts'
import { description, version } from './version.ts'

/** Runs the command line; sets the process's exit status. */
export async function main(argv: string[]): Promise<void> {
  // A reader that stops early (`| head`) is no error.
  process.stdout.on('error', error => {
    if ((error as NodeJS.ErrnoException).code === 'EPIPE') process.exit(exit.done)
    throw error
  })
  try {
    await program().parseAsync(argv)
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    process.exitCode = error.exitCode === 0 ? exit.done : exit.usage
  }
}

function program(): Command {
  const commands = [extractCommand(), buildCommand()]
  const top = new Command('portolan')
    .description(`${description}.`)
    .version(version)
    .showSuggestionAfterError()
    .showHelpAfterError('(portolan --help tells more)')
    .exitOverride()
    .addHelpText(
      'after',
      '\nExit status: 0 done, 1 the condition asked for holds, 2 usage, 3 some input could not be read,\n4 a floor, correction or schema failed the build.',
    )
  for (const command of commands) top.addCommand(command.copyInheritedSettings(top))
  return top
}
