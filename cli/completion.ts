import { Argument, Command } from 'commander'
import { dataOption } from './filter.ts'

/** The shells that completion scripts are written for. */
const shells = ['bash', 'zsh', 'fish'] as const
export type Shell = (typeof shells)[number]

/** `portolan completion`: a script by which a shell completes command lines. */
export function completionCommand(): Command {
  return new Command('completion')
    .summary('write a script by which a shell completes commands')
    .description(
      'Writes a script by which a shell completes commands, options and their values; among these are the roles, products, deployments and services of the dataset, where there is one.',
    )
    .addArgument(new Argument('<bash|zsh|fish>', 'the shell').choices(shells))
    .addOption(dataOption())
    .addHelpText('after', examples)
    .action(async (shell, options, command) =>
      (await import('./run-completion.ts')).runCompletion(shell, options, command),
    )
}

const examples = `
Examples:
  portolan completion bash > ~/.local/share/bash-completion/completions/portolan
  portolan completion zsh > "\${fpath[1]}/_portolan"
  portolan completion fish > ~/.config/fish/completions/portolan.fish
  source <(portolan completion bash)`
