import { writeSync } from 'node:fs'
import { Command, CommanderError } from 'commander'
import { quieted } from '../check/report/plain.ts'
import { InputError } from '../project/input.ts'
import { exit, exitWith, type Io, inRun, type Run, say } from './io.ts'
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
      await (await program(run.io, argv.slice(2))).parseAsync(argv)
    } catch (error) {
      if (error instanceof CommanderError) run.status = error.exitCode === 0 ? exit.done : exit.usage
      else reportFailure(error as NodeJS.ErrnoException)
    }
  })
}

/** A command of the command line. Its module is loaded when the command is used. */
interface Entry {
  name: string
  /** What the list of commands says about it. */
  summary: string
  load(): Promise<Command>
}

const commands: Entry[] = [
  {
    name: 'extract',
    summary: 'list the port claims that documents make',
    load: async () => (await import('./commands/extract/index.ts')).extractCommand(),
  },
  {
    name: 'check',
    summary: 'find what is wrong or doubtful in documents',
    load: async () => (await import('./commands/check.ts')).checkCommand(),
  },
  {
    name: 'init',
    summary: 'write a configuration with comments',
    load: async () => (await import('./commands/init.ts')).initCommand(),
  },
  {
    name: 'diff',
    summary: 'show which facts changed between two documents, folders or datasets',
    load: async () => (await import('./commands/diff.ts')).diffCommand(),
  },
  {
    name: 'log',
    summary: 'show which commits changed what pages state, newest first',
    load: async () => (await import('./commands/log.ts')).logCommand(),
  },
  {
    name: 'build',
    summary: 'build the dataset of flows from the sources',
    load: async () => (await import('./commands/build/index.ts')).buildCommand(),
  },
  {
    name: 'update',
    summary: 'fetch the documents of sources, rebuild, and show what changed',
    load: async () => (await import('./commands/update/index.ts')).updateCommand(),
  },
  {
    name: 'query',
    summary: 'find the flows that answer a question',
    load: async () => (await import('./commands/query.ts')).queryCommand(),
  },
  {
    name: 'explain',
    summary: 'show what a flow rests on',
    load: async () => (await import('./commands/explain/index.ts')).explainCommand(),
  },
  {
    name: 'matrix',
    summary: 'draw the From/To matrix of a deployment',
    load: async () => (await import('./commands/matrix.ts')).matrixCommand(),
  },
  {
    name: 'roles',
    summary: 'list the roles and groups',
    load: async () => (await import('./commands/roles.ts')).rolesCommand(),
  },
  {
    name: 'services',
    summary: 'list the registry of services that checks use as evidence',
    load: async () => (await import('./commands/services.ts')).servicesCommand(),
  },
  {
    name: 'export',
    summary: 'write flows as a spreadsheet, a database or a picture',
    load: async () => (await import('./commands/export.ts')).exportCommand(),
  },
  {
    name: 'rules',
    summary: 'write firewall rules for an installation',
    load: async () => (await import('./commands/rules.ts')).rulesCommand(),
  },
]

async function program({ stdout, stderr }: Io, words: string[]): Promise<Command> {
  const [named, asked] = words.filter(word => !word.startsWith('-'))
  const used = named === 'help' ? asked : named
  const top = new Command('portolan')
    .description(`${description}.`)
    .version(version)
    .showSuggestionAfterError()
    .showHelpAfterError('(portolan --help shows more)')
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
  for (const { name, summary, load } of commands) {
    const command = name === used ? await load() : new Command(name)
    command.copyInheritedSettings(top).showHelpAfterError(`(portolan ${name} --help shows more)`)
    top.addCommand(command.summary(summary))
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
