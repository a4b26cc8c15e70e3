import { writeSync } from 'node:fs'
import { Command, CommanderError } from 'commander'
import { quieted } from '../check/report/plain.ts'
import { exit } from './exit.ts'
import { InputError } from './input.ts'
import { exitWith, type Io, inRun, type Run, say } from './io.ts'
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
      await (await program(run.io, argv[2])).parseAsync(argv)
    } catch (error) {
      if (error instanceof CommanderError) run.status = error.exitCode === 0 ? exit.done : exit.usage
      else reportFailure(error as NodeJS.ErrnoException)
    }
  })
}

/** A command is loaded when it is used: what most of them import takes longer to load than to run. */
const commands: Record<string, () => Promise<Command>> = {
  extract: async () => (await import('./commands/extract.ts')).extractCommand(),
  check: async () => (await import('./commands/check.ts')).checkCommand(),
  diff: async () => (await import('./commands/diff.ts')).diffCommand(),
  log: async () => (await import('./commands/log.ts')).logCommand(),
  build: async () => (await import('./commands/build.ts')).buildCommand(),
  update: async () => (await import('./commands/update.ts')).updateCommand(),
  query: async () => (await import('./commands/query.ts')).queryCommand(),
  explain: async () => (await import('./commands/explain.ts')).explainCommand(),
  matrix: async () => (await import('./commands/matrix.ts')).matrixCommand(),
  roles: async () => (await import('./commands/roles.ts')).rolesCommand(),
  export: async () => (await import('./commands/export.ts')).exportCommand(),
}

async function program({ stdout, stderr }: Io, word = ''): Promise<Command> {
  const all = word === '--version' || word === '-V' ? [] : Object.keys(commands)
  const names = Object.hasOwn(commands, word) ? [word] : all
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
  for (const name of names) {
    const command = await commands[name]!()
    command.copyInheritedSettings(top).showHelpAfterError(`(portolan ${name} --help tells more)`)
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
