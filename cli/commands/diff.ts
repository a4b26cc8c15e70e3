import { Command, Option } from 'commander'
import { activeRules } from '../../check/config.ts'
import { diff, type Level, reaches } from '../../diff/index.ts'
import { type FormatName, formats } from '../../diff/report/index.ts'
import { levels } from '../../diff/taxonomy.ts'
import { type BoundOptions, bounded, boundsOf } from '../../project/bounds.ts'
import { ignoring, loadConfig, policyOf } from '../../project/config.ts'
import { orTold } from '../../project/input.ts'
import type { Difference } from '../../schema/types.ts'
import { betweenRevisions, readRange } from '../git/revisions.ts'
import { exit, exitWith, hasColour, sayUnread, show, terminalWidth } from '../io.ts'
import { orUsage, withBounds } from '../options.ts'
import { type Loaded, type Loading, loadState } from '../state.ts'

/** `portolan diff`: what changed between two states, and what it means for a firewall. */
export function diffCommand(): Command {
  const command = new Command('diff')
    .description(
      'Compares what two documents, folders of documents or datasets state about ports: what is to be opened, what may be closed, what wants a look. Rows put in another order, another format or other words for the same are no change of fact.',
    )
    .argument(
      '<before>',
      'a document, a folder of documents, a dataset: its folder or the .tgz of its package; - reads standard input. With --repo a revision, or both as A..B',
    )
    .argument('[after]', 'another one of the same kind')
    .argument('[path...]', 'with --repo: the files and folders to compare (default: all)')
    .option('--repo <folder>', 'compare two revisions of a git repository, without a checkout')
    .addOption(
      new Option('-f, --format <format>', 'how changes are written')
        .choices(Object.keys(formats))
        .default('pretty'),
    )
    .option('--exit-code', 'exit 1 when there is any change, even one without effect on traffic')
    .addOption(
      new Option('--fail-on <level>', 'exit 1 when a change is of this level, or of a graver one').choices(
        levels.filter(level => level !== 'none'),
      ),
    )
    .option('--no-findings', 'do not check the documents for findings that came or went')
    .option(
      '--root <folder>',
      'where included documents may be read (default: the site or checkout around a document)',
    )
    .addHelpText('after', examples)
    .action(async (before, after, paths, options, command) => {
      const words = [before, after, ...paths].filter(word => word !== undefined)
      await runDiff(words, options, command)
    })
  return withBounds(command)
}

const examples = `
Levels, the gravest first: open (traffic newly needed), close (no longer
needed), review (condition, scope or direction changed).

Examples:
  portolan diff old/ports.md docs/ports.md
  portolan diff old-docs docs --format markdown > comment.md
  portolan diff released/dataset dataset --fail-on close
  portolan diff --repo . v1.2 v1.3 -- docs/ports.md
  portolan diff --repo . main...HEAD -- docs
  portolan diff portolan-data-1.2.0.tgz dataset
  git show HEAD:docs/ports.md | portolan diff - docs/ports.md`

/** What `portolan diff` is asked to do. */
export interface Options extends BoundOptions {
  format: FormatName
  exitCode?: boolean
  failOn?: Level
  findings: boolean
  root?: string
  /** The repository whose revisions are compared. */
  repo?: string
}

/**
 * Compares two states and reports.
 *
 * @param words what to compare: two names; with a repository revisions, then paths
 */
export async function runDiff(words: string[], options: Options, command: Command): Promise<void> {
  const how = await orUsage(command, () => loadingOf(options))
  const { repo } = options
  const sides = await (repo === undefined
    ? namedSides(words, how, command)
    : revisionSides(repo, words, how, command))
  if (!sides) return
  const [old, now] = sides
  for (const error of [...old.errors, ...now.errors]) sayUnread(error)
  const compare = () =>
    bounded('the comparison', how.bounds, () => diff(old.state, now.state, how.vocabulary))
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

function loadingOf(options: Options): Loading {
  const { findings, config, root } = options
  const loaded = loadConfig(config)
  const policy = policyOf(loaded)
  const { vocabulary } = loaded
  return {
    bounds: boundsOf(options, loaded.config.limits, loaded.words),
    vocabulary,
    root,
    checks: findings ? { rules: activeRules(policy), policy, vocabulary } : null,
    ignored: ignoring(loaded),
  }
}
