import type { Command } from 'commander'
import { activeRules } from '../check/config.ts'
import { diff, type Level, reaches } from '../diff/index.ts'
import { type FormatName, formats } from '../diff/report/index.ts'
import type { Difference } from '../schema/types.ts'
import { type BoundOptions, bounded, boundsOf } from './bounds.ts'
import { ConfigError, ignoring, loadConfig } from './config.ts'
import { exit } from './exit.ts'
import { betweenRevisions, readRange } from './git/revisions.ts'
import { orTold } from './input.ts'
import { exitWith, hasColour, sayUnread, show, terminalWidth } from './io.ts'
import { type Loaded, type Loading, loadState } from './state.ts'

/** What `portolan diff` is asked to do. */
export interface Options extends BoundOptions {
  format: FormatName
  exitCode?: boolean
  failOn?: Level
  findings: boolean
  root?: string
  /** The repository whose revisions are compared. */
  repo?: string
  online?: boolean
}

/**
 * Compares two states and reports.
 *
 * @param words what to compare: two names; with a repository revisions, then paths
 */
export async function runDiff(words: string[], options: Options, command: Command): Promise<void> {
  const how = loadingOr(options, command)
  const { repo } = options
  const sides = await (repo === undefined
    ? namedSides(words, how, command)
    : revisionSides(repo, words, how, command))
  if (!sides) return
  const [old, now] = sides
  for (const error of [...old.errors, ...now.errors]) sayUnread(error)
  const compare = () => bounded('the comparison', how.bounds, () => diff(old.state, now.state))
  const difference = await orTold(async () => compare(), sayUnread)
  if (!difference) return
  const style = { colour: hasColour(), width: terminalWidth() }
  show(formats[options.format](difference, style), options.format)
  if (holds(difference, options)) exitWith(exit.holds)
}

type Sides = [Loaded, Loaded]

async function namedSides(words: string[], how: Loading, command: Command): Promise<Sides | null> {
  const [before = '', after, ...more] = words
  if (after === undefined) command.error("error: missing required argument 'after'")
  if (more.length > 0) command.error('error: too many arguments: name two sides, or a repository with --repo')
  if (before === '-' && after === '-') command.error('error: only one side can be standard input')
  const old = await orTold(() => loadState(before, how), sayUnread)
  const now = await orTold(() => loadState(after, how), sayUnread)
  if (!old || !now) return null
  if (old.kind !== now.kind)
    command.error(`error: ${before} is a ${old.kind}, ${after} is a ${now.kind}; compare like with like`)
  return [old, now]
}

async function revisionSides(
  repo: string,
  words: string[],
  how: Loading,
  command: Command,
): Promise<Sides | null> {
  const range = readRange(words)
  if (!range) command.error('error: name two revisions, as A B or A..B')
  return orTold(async () => betweenRevisions(repo, range, how), sayUnread)
}

function holds({ changes }: Difference, { exitCode, failOn }: Options): boolean {
  return (exitCode === true && changes.length > 0) || (failOn !== undefined && reaches(changes, failOn))
}

/** A configuration that cannot be used is a mistake in how the command is called. */
function loadingOr(options: Options, command: Command): Loading {
  const { findings, config, root, online } = options
  try {
    const loaded = loadConfig(config)
    const levels = loaded.config.rules ?? {}
    const checks = findings ? { rules: activeRules(levels), levels } : null
    return {
      bounds: boundsOf(options, loaded.config.limits),
      root,
      checks,
      ignored: ignoring(loaded),
      online,
    }
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    return command.error(`error: ${error.message}`, { exitCode: exit.usage })
  }
}
