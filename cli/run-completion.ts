import type { Command } from 'commander'
import type { Dataset } from '../dataset/load.ts'
import { bash } from './complete/bash.ts'
import { type Completed, commandsOf, type Known } from './complete/commands.ts'
import { fish } from './complete/fish.ts'
import { zsh } from './complete/zsh.ts'
import type { Shell } from './completion.ts'
import { openDataset, tryDataset } from './dataset.ts'
import { currentIo } from './io.ts'
import { knownEnds } from './role-words.ts'

const writers: Record<Shell, (commands: Completed[]) => string> = { bash, zsh, fish }

/** Writes a completion script for the program that the command belongs to. */
export async function runCompletion(
  shell: Shell,
  { data }: { data?: string },
  command: Command,
): Promise<void> {
  const dataset = data === undefined ? await tryDataset() : await openDataset(data)
  currentIo().stdout.write(
    writers[shell](commandsOf(command.parent!, dataset && dataset !== 'unreadable' ? knownIn(dataset) : {})),
  )
}

function knownIn(dataset: Dataset): Known {
  const distinct = (values: (string | null)[]) => [...new Set(values.map(value => value ?? 'none'))].sort()
  const { flows, services } = dataset
  return {
    role: knownEnds(dataset),
    product: distinct(flows.map(({ product }) => product)),
    version: distinct(flows.map(({ version }) => version)),
    deployment: distinct(flows.map(({ deployment }) => deployment)),
    protocol: distinct(flows.map(({ protocol }) => protocol)),
    service: services.map(({ id }) => id),
    status: ['stated', 'corrected', 'disputed'],
  }
}
