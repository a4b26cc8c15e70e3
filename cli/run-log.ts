import type { Command } from 'commander'
import type { BoundOptions, Bounds } from './bounds.ts'
import { type LogFormatName, logFormats } from './format/log.ts'
import { allHistory } from './git/all-history.ts'
import { isDocument } from './git/documents.ts'
import { entriesOf } from './git/entries.ts'
import { Extracts } from './git/extracts.ts'
import type { Commit } from './git/history.ts'
import { Included } from './git/included.ts'
import { Repository } from './git/repository.ts'
import { rangeOf } from './git/revisions.ts'
import { listFiles } from './git/trees.ts'
import { InputError } from './input.ts'
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

/** Tells which commits changed a fact. */
export async function runLog(paths: string[], options: Options, command: Command): Promise<void> {
  const bounds = await boundsOr(options, command)
  try {
    const repository = await Repository.open(options.repo)
    try {
      await walk(repository, paths, options, bounds)
    } finally {
      repository.close()
    }
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    sayUnread(error.message)
  }
}

async function walk(
  repository: Repository,
  paths: string[],
  options: Options,
  bounds: Bounds,
): Promise<void> {
  const { rev, format, maxCount = Number.POSITIVE_INFINITY, all = false } = options
  const range = await rangeOf(repository, rev)
  const named = paths.map(path => repository.named(path))
  if (await repository.isShallow())
    say(`${repository.name}: its history is cut off; the oldest commit there is seems to state all`)
  const extracts = new Extracts(repository, bounds)
  const included = await Included.at(repository, range.tip, named, extracts)
  const follow = await isOneFile(repository, range.tip, named)
  const walked = allHistory(repository, { range: range.words, paths: named, follow }, included.files)
  const seen = new Counted(walked, holdsFile)
  const entries = entriesOf(repository, seen, { named, all, bounds, warn: sayUnread }, extracts, included)
  const writer = logFormats[format]({ colour: hasColour(), width: terminalWidth() })
  show(writer.head, format)
  let told = 0
  for await (const entry of entries) {
    show(writer.entry(entry, told === 0), format)
    if (++told >= maxCount) break
  }
  show(writer.foot, format)
  if (seen.count === 0)
    sayUnread(
      `${named.join(', ')}: no commit of ${rev} has touched a file there; links and submodules are none`,
    )
}

function holdsFile({ files }: Commit): boolean {
  return files.some(({ before, after }) => [...before, after].some(Boolean))
}

/** Counts those that pass through and are of a kind. */
class Counted<T> implements AsyncIterable<T> {
  count = 0
  #source: AsyncIterable<T>
  #is: (one: T) => boolean

  constructor(source: AsyncIterable<T>, is: (one: T) => boolean) {
    this.#source = source
    this.#is = is
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T> {
    for await (const one of this.#source) {
      if (this.#is(one)) this.count++
      yield one
    }
  }
}

/** A file is followed under its former names; one that is gone is known by its ending. */
async function isOneFile(repository: Repository, tip: string, [path, ...more]: string[]): Promise<boolean> {
  if (path === undefined || more.length > 0) return false
  const files = await listFiles(repository, tip, [path])
  return files.length === 0 ? isDocument(path) : files[0]!.path === path
}
