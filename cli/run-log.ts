import type { Command } from 'commander'
import { type LogFormatName, logFormats } from './format/log.ts'
import { isDocument } from './git/documents.ts'
import { entriesOf } from './git/entries.ts'
import { history } from './git/history.ts'
import { Repository } from './git/repository.ts'
import { rangeOf } from './git/revisions.ts'
import { listFiles } from './git/trees.ts'
import { InputError } from './input.ts'
import { say, sayUnread, show } from './say.ts'

/** What `portolan log` is asked to do. */
export interface Options {
  repo: string
  rev: string
  format: LogFormatName
  maxCount?: number
  all?: boolean
  /** In megabytes. */
  maxSize: number
}

/** Tells which commits changed a fact. */
export async function runLog(paths: string[], options: Options, _command: Command): Promise<void> {
  try {
    const repository = await Repository.open(options.repo)
    try {
      await walk(repository, paths, options)
    } finally {
      repository.close()
    }
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    sayUnread(error.message)
  }
}

async function walk(repository: Repository, paths: string[], options: Options): Promise<void> {
  const { rev, format, maxCount = Number.POSITIVE_INFINITY, all = false, maxSize } = options
  const range = await rangeOf(repository, rev)
  const named = paths.map(path => repository.named(path))
  if (await repository.isShallow())
    say(`${repository.name}: its history is cut off; the oldest commit there is seems to state all`)
  const seen = new Counted(
    history(repository, range.words, named, await isOneFile(repository, range.tip, named)),
  )
  const entries = entriesOf(repository, seen, { named, all, maxSize: maxSize * 1e6, warn: sayUnread })
  const writer = logFormats[format]({ colour: process.stdout.isTTY === true && process.stdout.hasColors() })
  show(writer.head, format)
  let told = 0
  for await (const entry of entries) {
    show(writer.entry(entry, told === 0), format)
    if (++told >= maxCount) break
  }
  show(writer.foot, format)
  if (seen.count === 0) sayUnread(`${named.join(', ')}: no commit of ${rev} has touched it`)
}

/** Counts what passes through. */
class Counted<T> implements AsyncIterable<T> {
  count = 0
  #source: AsyncIterable<T>

  constructor(source: AsyncIterable<T>) {
    this.#source = source
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T> {
    for await (const one of this.#source) {
      this.count++
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
