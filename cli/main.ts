import { writeSync } from 'node:fs'
import { Command, CommanderError } from 'commander'
import { quieted } from '../check/report/plain.ts'
import { buildCommand } from './build.ts'
import { checkCommand } from './check.ts'
import { completionCommand } from './completion.ts'
import { diffCommand } from './diff.ts'
import { exit, exitWith } from './exit.ts'
import { explainCommand } from './explain.ts'
import { exportCommand } from './export.ts'
import { extractCommand } from './extract.ts'
import { InputError } from './input.ts'
import { logCommand } from './log.ts'
import { matrixCommand } from './matrix.ts'
import { queryCommand } from './query.ts'
import { rolesCommand } from './roles.ts'
import { say } from './say.ts'
import { updateCommand } from './update.ts'
import { description, version } from './version.ts'

/** Runs the command line; sets the process's exit status. */
export async function main(argv: string[]): Promise<void> {
  process.stdout.off('error', stopWriting).on('error', stopWriting)
  process.stderr.off('error', goOn).on('error', goOn)
  try {
    await program().parseAsync(argv)
  } catch (error) {
    if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? exit.done : exit.usage
    else reportFailure(error as NodeJS.ErrnoException)
  }
}

function program(): Command {
  const commands = [
    extractCommand(),
    checkCommand(),
    diffCommand(),
    logCommand(),
    buildCommand(),
    updateCommand(),
    queryCommand(),
    explainCommand(),
    matrixCommand(),
    rolesCommand(),
    exportCommand(),
    completionCommand(),
  ]
  const top = new Command('portolan')
    .description(`${description}.`)
    .version(version)
    .showSuggestionAfterError()
    .showHelpAfterError('(portolan --help tells more)')
    // Arguments would leave too little room for what the commands do.
    .configureHelp({ subcommandTerm: command => command.name() })
    .exitOverride()
    .configureOutput({ writeErr: text => process.stderr.write(quieted(text)) })
    // Commands have a --version of their own.
    .enablePositionalOptions()
    .addHelpText(
      'after',
      '\nExamples:\n  portolan extract docs --format ndjson\n  portolan check docs\n  portolan diff old/ports.md docs/ports.md\n  portolan build --check\n  portolan query --from worker --to controlplane\n\nExit status: 0 done, 1 the condition asked for holds, 2 usage, 3 some input\ncould not be read, 4 a floor, correction or schema failed the build.',
    )
  for (const command of commands) {
    command.copyInheritedSettings(top).showHelpAfterError(`(portolan ${command.name()} --help tells more)`)
    top.addCommand(command)
  }
  return top
}

/** A reader that stops early (`| head`) is no error; a disk that takes no more is. */
function stopWriting(error: NodeJS.ErrnoException): never {
  if (error.code === 'EPIPE') process.exit(process.exitCode ?? exit.done)
  try {
    writeSync(2, `portolan: what is written here cannot be: ${error.message}\n`)
  } catch {}
  process.exit(exit.unread)
}

/** What is done is worth more than what is told of it. */
function goOn(): void {}

/** A file system that refuses is told in a line; anything else is our mistake, and its stack helps to mend it. */
function reportFailure(error: NodeJS.ErrnoException): void {
  const isTold = error.code !== undefined || error instanceof InputError
  say(`${isTold ? error.message : error.stack}`)
  exitWith(isTold ? exit.unread : exit.failed)
}
