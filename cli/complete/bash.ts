import type { Completed, Values } from './commands.ts'

/**
 * Writes a completion script for bash, as old as 3.2. Where it offers nothing, bash offers file names by
 * itself and quotes them as is right.
 */
export function bash([program, ...commands]: Completed[]): string {
  const { name } = program!
  const all = [{ ...program!, name: '' }, ...commands]
  return `# Completion of ${name} for bash. Written by \`${name} completion bash\`.
_${name}() {
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD-1]} command= words= i
  for ((i = 1; i < COMP_CWORD; i++)); do
    case \${COMP_WORDS[i]} in
      ${commands.map(command => command.name).join('|')}) command=\${COMP_WORDS[i]}; break ;;
    esac
  done
  case $command:$previous:$current in
${[...valueCases(all), ...nameCases(all), ...argumentCases(all)].join('\n')}
  esac
  COMPREPLY=()
  if [ -n "$words" ]; then
    COMPREPLY=($(compgen -W "$words" -- "$current"))
  fi
}
complete -o default -F _${name} ${name}
`
}

/** Behind an option that takes a value stand its values; one line for all that take the same. */
function valueCases(commands: Completed[]): string[] {
  const places = new Map<string, string[]>()
  for (const { name, flags } of commands) {
    for (const { names, values } of flags.filter(({ takesValue }) => takesValue)) {
      const own = names.map(flag => `${name}:${flag}:*`)
      places.set(offer(values), [...(places.get(offer(values)) ?? []), ...own])
    }
  }
  return [...places].map(([reply, own]) => `    ${own.join('|')}) ${reply};;`)
}

function nameCases(commands: Completed[]): string[] {
  return commands.map(({ name, flags }) => {
    const words = flags.flatMap(({ names }) => names)
    return `    ${name}:*:-*) ${offer({ words })};;`
  })
}

function argumentCases(commands: Completed[]): string[] {
  return commands.map(({ name, values }) => `    ${name}:*) ${offer(values)};;`)
}

function offer(values: Values): string {
  return values && 'words' in values ? `words='${values.words.join(' ')}' ` : ''
}
