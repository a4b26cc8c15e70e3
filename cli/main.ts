import { writeSync } from 'node:fs'
import { Command, CommanderError } from 'commander'
import { quieted } from '../check/report/plain.ts'
import { buildCommand } from './build.ts'
import { checkCommand } from './check.ts'
import { diffCommand } from './diff.ts'
import { exit } from './exit.ts'
import { explainCommand } from './explain.ts'
import { exportCommand } from './export.ts'
import { extractCommand } from './extract.ts'
import { InputError } from './input.ts'
import { exitWith, type Io, inRun, type Run, say } from './io.ts'
import { logCommand } from './log.ts'
import { matrixCommand } from './matrix.ts'
import { queryCommand } from './query.ts'
import { rolesCommand } from './roles.ts'
import { updateCommand } from './update.ts'
import { description, version } from './version.ts'

/**
 * Runs a command line.
 *
 * @param argv the command line as `process.argv` has it: two words come before the arguments
 * @param io where it reads and writes; paths are relative to the process's working folder
 * @returns the exit status
 */
export async function main(argv: string[], io: Io): Promise<number> {
  const run: Run = { io, status: exit.done }
  await execute(argv, run)
  return run.status
}

/** Runs the command line of the process, with the process's streams and exit status. */
export async function start(): Promise<void> {
  const run: Run = { io: process, status: exit.done }
  process.stdout.on('error', (error: NodeJS.ErrnoException) => stopWriting(error, run))
  // What is done counts more than the messages about it.
  process.stderr.on('error', () => {})
  await execute(process.argv, run)
  process.exitCode = run.status
}

function execute(argv: string[], run: Run): Promise<void> {
  return inRun(run, async () => {
    try {
      await program(run.io).parseAsync(argv)
    } catch (error) {
      if (error instanceof CommanderError) run.status = error.exitCode === 0 ? exit.done : exit.usage
      else reportFailure(error as NodeJS.ErrnoException)
    }
  })
}

function program({ stdout, stderr }: Io): Command {
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
  ]
  const top = new Command('portolan')
    .description(`${description}.`)
    .version(version)
    .showSuggestionAfterError()
    .showHelpAfterError('(portolan --help tells more)')
    // Arguments would leave too little room for what the commands do.
    .configureHelp({ subcommandTerm: command => command.name() })
    .exitOverride()
    .configureOutput({
      writeOut: text => stdout.write(text),
      writeErr: text => stderr.write(quieted(text)),
      getOutHelpWidth: () => (stdout.isTTY ? (stdout.columns ?? 80) : 80),
      getErrHelpWidth: () => (stderr.isTTY ? (stderr.columns ?? 80) : 80),
    })
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

/** A reader that stops early (`| head`) is no error; a full disk is. */
function stopWriting(error: NodeJS.ErrnoException, { status }: Run): never {
  if (error.code === 'EPIPE') process.exit(status)
  try {
    writeSync(2, `portolan: what is written here cannot be: ${error.message}\n`)
  } catch {}
  process.exit(exit.unread)
}

/** An error of the file system is reported in a line; anything else is a defect, and its stack helps to repair it. */
function reportFailure(error: NodeJS.ErrnoException): void {
  const isExpected = error.code !== undefined || error instanceof InputError
  say(`${isExpected ? error.message : error.stack}`)
  exitWith(isExpected ? exit.unread : exit.failed)
}
