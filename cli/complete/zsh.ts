import type { Completed, Flag, Values } from './commands.ts'

/** Writes a completion script for zsh. */
export function zsh([program, ...commands]: Completed[]): string {
  const { name } = program!
  return `#compdef ${name}
# Completion of ${name} for zsh. Written by \`${name} completion zsh\`.
_${name}() {
  local curcontext=$curcontext state line
  typeset -A opt_args
  _arguments -C \\
${program!.flags.map(flag => `    ${spec(flag)} \\`).join('\n')}
    '1:command:->command' \\
    '*::argument:->arguments'
  case $state in
    command)
      local -a commands=(
${commands.map(one => `        ${quoted(`${one.name}:${one.summary}`)}`).join('\n')}
      )
      _describe command commands
      ;;
    arguments)
      case $words[1] in
${commands.map(one => branch(one)).join('\n')}
      esac
      ;;
  esac
}
_${name} "$@"
`
}

function branch({ name, flags, values }: Completed): string {
  const specs = [...flags.map(spec), ...(values ? [quoted(`*:argument:${action(values)}`)] : [])]
  return `        ${name})
          _arguments \\
${specs.map(one => `            ${one}`).join(' \\\n')}
          ;;`
}

/** \`'(-f --format)'{-f,--format}'[description]:value:(a b)'\` */
function spec({ names, description, takesValue, values }: Flag): string {
  const about = `[${description.replace(/[[\]:\\]/g, '\\$&')}]`
  const value = takesValue ? `:value:${action(values)}` : ''
  if (names.length === 1) return quoted(`${names[0]}${about}${value}`)
  return `${quoted(`(${names.join(' ')})`)}{${names.join(',')}}${quoted(`${about}${value}`)}`
}

function action(values: Values): string {
  if (values === null) return ' '
  if ('words' in values) return `(${values.words.join(' ')})`
  return values.files === 'folders' ? '_files -/' : '_files'
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}
