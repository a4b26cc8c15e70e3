import type { Argument, Command, Option } from 'commander'

/** What may stand in the place of a value. */
export type Values = { words: string[] } | { files: 'any' | 'folders' } | null

/** An option as a shell completes it. */
export interface Flag {
  /** `--format`, `-f` */
  names: string[]
  description: string
  /** False for one that stands alone. */
  takesValue: boolean
  values: Values
}

/** A command as a shell completes it. */
export interface Completed {
  name: string
  summary: string
  flags: Flag[]
  /** What its arguments may be. */
  values: Values
}

/** Known values by what stands between angle brackets in an option: `role`, `product`, … */
export type Known = Readonly<Record<string, readonly string[]>>

/** What a shell may take for syntax is not offered: some of it comes from documents. */
const harmless = /^[\w.+-]+$/

/**
 * Describes a program's commands to those who write completion scripts.
 *
 * @param program the program with its commands
 * @param known values of options that name something in the data
 * @returns the program itself first, then its commands
 */
export function commandsOf(program: Command, known: Known): Completed[] {
  const commands = program.commands.map(command => completed(command, known))
  const names = commands.map(({ name }) => name)
  return [{ ...completed(program, known), values: { words: names } }, ...commands]
}

function completed(command: Command, known: Known): Completed {
  const options = [...command.options, ...command.createHelp().visibleOptions(command)]
  const visible = [...new Map(options.filter(({ hidden }) => !hidden).map(one => [one.flags, one])).values()]
  return {
    name: command.name(),
    summary: command.summary(),
    flags: visible.map(option => flagOf(option, known)),
    values: command.registeredArguments.map(argument => ofArgument(argument, known)).find(Boolean) ?? null,
  }
}

function flagOf(option: Option, known: Known): Flag {
  const { short, long, description, flags, argChoices } = option
  const place = /<([^<>]+)>/.exec(flags)?.[1]
  return {
    names: [long, short].filter(name => name !== undefined),
    description,
    takesValue: place !== undefined,
    values: place === undefined ? null : valuesOf(place, argChoices, known),
  }
}

function ofArgument(argument: Argument, known: Known): Values {
  return valuesOf(argument.name(), argument.argChoices, known)
}

function valuesOf(place: string, choices: readonly string[] | undefined, known: Known): Values {
  const words = choices ?? known[place]
  if (words) return { words: words.filter(word => harmless.test(word)) }
  if (place === 'folder') return { files: 'folders' }
  return ['file', 'path', 'before', 'after'].includes(place) ? { files: 'any' } : null
}
