import type { Command } from 'commander'
import type { BoundOptions, Bounds } from './bounds.ts'
import { type LogFormatName, logFormats } from './format/log.ts'
import { walk } from './git/log.ts'
import { Repository } from './git/repository.ts'
import { rangeOf } from './git/revisions.ts'
import { orTold } from './input.ts'
import { hasColour, say, sayUnread, show, terminalWidth } from './io.ts'
import { boundsOr } from './load-bounds.ts'

/** What `portolan log` is asked to do. */
export interface Options extends BoundOptions {
  repo: string
  rev: string
  format: LogFormatName
  maxCount?: number
  all?: boolean
}

/** Reports which commits changed a fact. */
export async function runLog(paths: string[], options: Options, command: Command): Promise<void> {
  const bounds = await boundsOr(options, command)
  await orTold(async () => log(paths, options, bounds), sayUnread)
}

function log(paths: string[], options: Options, bounds: Bounds): void {
  const { repo, rev, format, maxCount = Number.POSITIVE_INFINITY, all = false } = options
  const repository = new Repository(repo)
  const { words, tip } = rangeOf(repository, rev)
  const named = paths.map(path => repository.named(path))
  if (repository.isShallow())
    say(`${repository.name}: its history is cut off; the oldest commit there is seems to state all`)
  const entries = walk(repository, { range: words, tip, named, all, bounds, warn: sayUnread })
  const writer = logFormats[format]({ colour: hasColour(), width: terminalWidth() })
  show(writer.head, format)
  let count = 0
  for (const entry of entries ?? []) {
    show(writer.entry(entry, count === 0), format)
    if (++count >= maxCount) break
  }
  show(writer.foot, format)
  if (!entries)
    sayUnread(
      `${named.join(', ')}: no commit of ${rev} has touched a file there; links and submodules are none`,
    )
}
