import type { Completed, Flag, Values } from './commands.ts'

/** Writes a completion script for fish. */
export function fish([program, ...commands]: Completed[]): string {
  const { name, flags } = program!
  const names = commands.map(command => command.name).join(' ')
  const start = `not __fish_seen_subcommand_from ${names}`
  const lines = [
    ...flags.map(flag => line(name, start, flagWords(flag))),
    ...commands.map(one => line(name, start, `-f -a ${one.name} -d ${quoted(one.summary)}`)),
    ...commands.flatMap(one => {
      const here = `__fish_seen_subcommand_from ${one.name}`
      const own = [`-f${words(one.values)}`]
      return [...(isFiles(one.values) ? [] : own), ...one.flags.map(flagWords)].map(each =>
        line(name, here, each),
      )
    }),
  ]
  return `# Completion of ${name} for fish. Written by \`${name} completion fish\`.
${lines.join('\n')}
`
}

function line(name: string, condition: string, rest: string): string {
  return `complete -c ${name} -n ${quoted(condition)} ${rest}`
}

function flagWords({ names, description, takesValue, values }: Flag): string {
  const flags = names.map(name => (name.startsWith('--') ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`))
  const value = takesValue ? (isFiles(values) ? ' -r' : ` -x${words(values)}`) : ''
  return `${flags.join(' ')}${value} -d ${quoted(description)}`
}

function isFiles(values: Values): boolean {
  return values !== null && 'files' in values
}

function words(values: Values): string {
  return values && 'words' in values ? ` -a ${quoted(values.words.join(' '))}` : ''
}

function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`
}
