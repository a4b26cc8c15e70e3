import { Command, InvalidArgumentError, Option } from 'commander'
import {
  type Document,
  type Page,
  type Rule,
  rules,
  type Severity,
  suppressionRules,
} from '../../check/index.ts'
import { type FormatName, formats, isAtLeast } from '../../check/report/index.ts'
import { jsonOf } from '../../check/report/plain.ts'
import { severities } from '../../check/report/results.ts'
import { hang } from '../../check/report/terminal.ts'
import { SourceError } from '../../dataset/sources.ts'
import { WriteError } from '../../dataset/write.ts'
import { writeBaseline } from '../../project/baseline.ts'
import type { Bounds } from '../../project/bounds.ts'
import { pageWithin } from '../../project/checking.ts'
import { type Gathered, gather, type Unread } from '../../project/gather.ts'
import { InputError, nameOf } from '../../project/input.ts'
import type { Finding } from '../../schema/types.ts'
import { fixFiles } from '../fix.ts'
import { Documents, mayBeDocument } from '../git/documents.ts'
import { Repository } from '../git/repository.ts'
import { currentIo, exit, exitWith, hasColour, Progress, say, sayUnread, show, terminalWidth } from '../io.ts'
import {
  finder,
  type Judging,
  judgingOf,
  looked,
  named,
  type Reported,
  reported,
  type Wishes,
} from '../judging.ts'
import { orUsage, withBounds } from '../options.ts'
import { version } from '../version.ts'

/** `portolan check`: what is wrong in documents. */
export function checkCommand(): Command {
  const command = new Command('check')
    .description(
      'Compares what documents say about ports with what they say elsewhere, in the same document and in all others of the run. Findings that a correction of a source already resolves are reported and do not fail the run.',
    )
    .argument('[path...]', 'documents and folders; - reads standard input (default: the sources)')
    .addOption(
      new Option('-f, --format <format>', 'output format').choices(Object.keys(formats)).default('pretty'),
    )
    .addOption(
      new Option('--fail-on <severity>', 'minimum severity that makes the command exit 1')
        .choices([...severities, 'never'])
        .default('error'),
    )
    .addOption(
      new Option('--severity <severity>', 'minimum severity to report').choices(severities).default('info'),
    )
    .addOption(
      new Option(
        '--profile <profile>',
        'ports: rules about ports; all: rules about words as well (default: of the configuration, else ports)',
      ).choices(['ports', 'all']),
    )
    .option('--rule <ids>', 'run only these rules (comma-separated)', ids)
    .option('--list-rules', 'list the rules and exit')
    .option('--fix', 'apply certain edits of ports, protocols, ranges and table markup; not to sources')
    .addOption(
      new Option('--fix-dry-run', 'show what --fix would change as a diff, instead of findings').conflicts(
        'fix',
      ),
    )
    .option('--changed-since <revision>', 'report only findings that this git revision does not have')
    .option('--baseline <file>', 'file of known findings, which are not reported')
    .addOption(
      new Option('--write-baseline', 'write the findings to the baseline, report none').conflicts([
        'fix',
        'fixDryRun',
        'changedSince',
      ]),
    )
    .option('--sources <folder>', 'where the sources are', 'sources')
    .option(
      '--root <folder>',
      'where included documents may be read (default: the site or checkout around a document)',
    )
    .option('--strict', 'exit 3 when a document of a folder cannot be read (default: a warning)')
    .option('--allow-empty', 'exit 0 when no document was checked (default: exit 3)')
    .option('-q, --quiet', 'findings only: no summary, no progress')
    .addHelpText('after', examples)
    .action(runCheck)
  return withBounds(command)
}

const examples = `
Examples:
  portolan check docs/ports.md
  portolan check docs --fail-on warning
  portolan check docs --format sarif > findings.sarif
  portolan check --fix docs
  portolan check docs --changed-since origin/main --format github
  portolan check --rule port-slip,protocol-slip docs
  curl -s https://example.org/ports.html | portolan check -`

/** Ids of an option that may be given several times. */
function ids(value: string, before: string[] = []): string[] {
  const named = value.split(',').map(id => id.trim())
  if (named.includes('')) throw new InvalidArgumentError('Name rules; --list-rules shows them.')
  return [...before, ...named]
}

/** What `portolan check` is asked to do. */
export interface Options extends Wishes, Asked {
  format: FormatName
  failOn: Severity | 'never'
  severity: Severity
  rule?: string[]
  listRules?: boolean
  changedSince?: string
  allowEmpty?: boolean
}

/** Checks documents and reports. */
export async function runCheck(paths: string[], options: Options, command: Command): Promise<void> {
  const wanted = options.rule ? named(options.rule, command) : null
  if (options.listRules)
    return void show(listRules(wanted ?? rules, options.format, terminalWidth()), options.format)
  const judging = await orUsage(command, () => judgingOf(options, wanted))
  const documents = await documentsOf(paths, options, judging, command)
  const pages = await readAll(documents, paths, judging.bounds, options)
  const names = paths.length > 0 ? paths : [options.sources]
  if (options.writeBaseline) return write(pages, judging, names)
  const { changedSince } = options
  const before = changedSince === undefined ? [] : await findingsAt(changedSince, paths, judging, command)
  const found = reported(pages, judging, names, before)
  const shown = found.findings.filter(({ severity }) => isAtLeast(severity, options.severity))
  if (!options.fixDryRun)
    show(written({ ...found, findings: shown }, pages, judging.rules, options), options.format)
  if (pages.length === 0 && !options.allowEmpty)
    sayUnread('no document was checked: name documents that speak of ports, or allow that with --allow-empty')
  const isDefault = command.getOptionValueSource('failOn') === 'default'
  const failOn = (isDefault ? judging.failOn : undefined) ?? options.failOn
  if (shown.some(finding => fails(finding, failOn))) exitWith(exit.holds)
}

function write(pages: Page[], judging: Judging, names: string[]): void {
  const baseline = judging.baseline!
  const { findings } = reported(pages, { ...judging, baseline: null }, names)
  try {
    writeBaseline(baseline, findings, looked(pages, judging.rules))
    say(`${baseline.name}: ${findings.length} ${findings.length === 1 ? 'finding' : 'findings'} written`)
  } catch (error) {
    if (!(error instanceof WriteError)) throw error
    sayUnread(error.message)
  }
}

/** What an earlier revision of the same documents had: those of the paths, or all documents of the working folder. */
async function findingsAt(
  revision: string,
  paths: string[],
  { rules, policy, vocabulary, bounds, ignored }: Judging,
  command: Command,
): Promise<Finding[]> {
  try {
    const repository = new Repository('.')
    const commit = repository.commit(revision)
    const named = paths.map(path => repository.named(path))
    const entries = repository
      .files(commit, named)
      .filter(({ path }) => mayBeDocument(path, named) && !ignored(path))
    const checks = { rules, policy, vocabulary }
    const documents = new Documents(repository, { bounds, vocabulary, checks, ignored }, named)
    return (await documents.load({ name: revision, commit }, entries)).state.findings ?? []
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    return command.error(`error: --changed-since: ${error.message}`)
  }
}

/** Reads documents, which is most of the work, and reports those that go beyond a bound. */
async function readAll(
  documents: Document[],
  paths: string[],
  bounds: Bounds,
  { quiet, strict }: Asked,
): Promise<Page[]> {
  const named = new Set(paths.map(nameOf))
  const progress = new Progress(quiet ? 0 : documents.length)
  const pages: Page[] = []
  const errors: Unread[] = []
  for (const document of documents) {
    try {
      pages.push(await pageWithin(document, bounds))
    } catch (error) {
      if (!(error instanceof InputError)) throw error
      errors.push({ message: error.message, named: named.has(document.path) })
    }
    progress.step(pages.at(-1)?.claims.length ?? 0)
  }
  progress.end()
  for (const error of errors) sayMissing(error, strict)
  return pages
}

/** Reports a document that was not read; one that was found in a folder fails the run only where that is asked for. */
function sayMissing({ message, named }: Unread, strict = false): void {
  if (named || strict) sayUnread(message)
  else say(`warning: ${message}`)
}

function written(
  { findings, ...hidden }: Reported,
  pages: Page[],
  applied: Rule[],
  options: Options,
): string {
  const of = new Map(pages.flatMap(page => page.parts.map(part => [part.reading.file.path, page] as const)))
  return formats[options.format]({
    findings,
    rules: [...applied, ...suppressionRules],
    documents: pages.length,
    hidden,
    lineAt: place => of.get(place.document)?.lineAt(place) ?? null,
    version,
    style: { width: terminalWidth(), colour: hasColour(), quiet: options.quiet === true },
  })
}

function fails({ severity, corrected }: Finding, failOn: Options['failOn']): boolean {
  return failOn !== 'never' && !corrected && isAtLeast(severity, failOn)
}

/** What of a run's options bears on its documents. */
export interface Asked {
  fix?: boolean
  fixDryRun?: boolean
  sources: string
  root?: string
  quiet?: boolean
  strict?: boolean
}

/** The documents of the run, fixed where that is asked for. */
export async function documentsOf(
  paths: string[],
  options: Asked,
  judging: Judging,
  command: Command,
): Promise<Gathered['documents']> {
  const mends = options.fix || options.fixDryRun
  if (mends && (paths.length === 0 || paths.includes('-')))
    command.error('error: name the files to fix; standard input cannot be fixed')
  const { documents, errors } = await gatherOr(paths, options, judging, command)
  for (const error of errors) sayMissing(error, options.strict)
  if (!mends) return documents
  const fixed = await fixFiles(documents, finder(judging), options.fixDryRun === true)
  currentIo().stdout.write(fixed.patch)
  for (const note of options.quiet ? [] : fixed.notes) say(note)
  for (const error of fixed.errors) sayUnread(error)
  return fixed.documents
}

/** Nothing named and no sources: there is nothing to check. */
async function gatherOr(
  paths: string[],
  options: Asked,
  { ignored, bounds }: Judging,
  command: Command,
): Promise<Gathered> {
  try {
    return await gather(paths, { ...options, ignored, bounds, stdin: currentIo().stdin })
  } catch (error) {
    if (!(error instanceof SourceError)) throw error
    return command.error(`error: name a document or a folder; there are no sources in ${options.sources}/`)
  }
}

/**
 * Lists rules for people, family by family; as JSON, or one JSON object a line, when that is the format.
 *
 * @param columns of the terminal that the list may take
 */
export function listRules(rules: Rule[], format: string, columns: number): string {
  const notes = rules.map(({ id, family, severity, description, why }) => ({
    id,
    family,
    severity,
    description,
    why,
  }))
  if (format === 'json') return `${jsonOf(notes, 2)}\n`
  if (format === 'ndjson') return notes.map(note => `${jsonOf(note)}\n`).join('')
  return families(rules)
    .map(family => section(family, rules, columns))
    .join('\n')
}

function families(rules: Rule[]): string[] {
  return [...new Set(rules.map(({ family }) => family))]
}

function section(family: string, rules: Rule[], columns: number): string {
  const own = rules.filter(rule => rule.family === family)
  const width = Math.max(...own.map(({ id }) => id.length))
  const lines = own.flatMap(({ id, severity, description }) =>
    hang(`  ${id.padEnd(width)}  ${severity.padEnd(7)}  `, description, columns),
  )
  return `${family}\n${lines.map(line => `${line}\n`).join('')}`
}
