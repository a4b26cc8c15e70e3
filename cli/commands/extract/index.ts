import { Command, Option } from 'commander'
import { WriteError } from '../../../dataset/write.ts'
import { type Claiming, claimsOnce } from '../../../extract/share.ts'
import type { BoundOptions, Bounds } from '../../../project/bounds.ts'
import type { Coverage } from '../../../project/config.ts'
import { InputError, listDocuments, nameOf } from '../../../project/input.ts'
import {
  currentIo,
  exit,
  exitWith,
  hasColour,
  Progress,
  say,
  sayUnread,
  show,
  terminalWidth,
} from '../../io.ts'
import { boundsOr, withBounds } from '../../options.ts'
import { Cache } from './cache.ts'
import { type ClaimFormat, claimFormats, claimPieces, formatNotices } from './claims.ts'
import type { Notice, Outcome } from './extract-file.ts'

/** `portolan extract`: the claims that documents make. */
export function extractCommand(): Command {
  const command = new Command('extract')
    .description(
      'Lists every claim about ports that the given documents make, exactly as they make it, with the line where it stands. Of a folder every document is read that git does not ignore. Repairs and notices go to standard error.',
    )
    .argument('[file...]', 'documents and folders; - reads standard input')
    .addOption(
      new Option('-f, --format <format>', 'how claims are written').choices(claimFormats).default('table'),
    )
    .option(
      '--root <folder>',
      'where included documents may be read (default: the site or checkout around a document)',
    )
    .option('--cache <folder>', 'keep outcomes there, and reuse those of unchanged documents')
    .option(
      '--stdin-ndjson',
      'read documents from standard input, one {"path", "text"} a line, and write claims as NDJSON',
    )
    .option(
      '--why',
      'explain how the blocks of FILE, or the one at FILE:LINE, were read (formats: table, json)',
    )
    .option('-q, --quiet', 'no repairs and notices on standard error')
    .addHelpText('after', examples)
    .action(run)
  return withBounds(command)
}

const examples = `
Examples:
  portolan extract docs/ports.md
  portolan extract docs --format ndjson > claims.ndjson
  portolan extract --why docs/ports.md:12
  curl -s https://example.org/ports.html | portolan extract - --format json
  jq -c '{path, text}' pages.ndjson | portolan extract --stdin-ndjson`

interface Options extends BoundOptions {
  format: ClaimFormat
  root?: string
  cache?: string
  stdinNdjson?: boolean
  quiet?: boolean
  why?: boolean
}

async function run(names: string[], options: Options, command: Command): Promise<void> {
  if (names.length === 0 && !options.stdinNdjson)
    command.error('error: name a document, a folder, or - for standard input')
  if (names.length > 0 && options.stdinNdjson) command.error('error: --stdin-ndjson reads no other documents')
  const bounds = await boundsOr(options, command)
  if (options.why) return explainAll(names, options, bounds, command)
  const settings = { bounds, root: options.root }
  const cache = options.cache ? new Cache(options.cache, say) : undefined
  const files = options.stdinNdjson ? [] : listDocuments(names)
  const outcomes = options.stdinNdjson
    ? (await import('./extract-file.ts')).extractLines(settings)
    : (await import('./worker-pool.ts')).extractAll(files, settings, cache)
  const run = await writeOut(outcomes, options, new Progress(files.length))
  if (bounds.words?.length && !options.quiet) await sayIdle({ ...run, names }, options)
  if (cache) save(cache)
}

/** Explains how documents, or single blocks of them, were read. */
async function explainAll(
  names: string[],
  { format, root, stdinNdjson }: Options,
  bounds: Bounds,
  command: Command,
): Promise<void> {
  if (stdinNdjson || !['table', 'json'].includes(format))
    command.error('error: --why takes files and the formats table and json')
  const { explainFile } = await import('./why-file.ts')
  const blocks = []
  for (const name of names) {
    try {
      blocks.push(...(await explainFile(name, bounds, root)))
    } catch (error) {
      if (!(error instanceof InputError)) throw error
      sayUnread(error.message)
    }
  }
  const { whyText } = await import('./why.ts')
  show(format === 'json' ? `${JSON.stringify(blocks, null, 2)}\n` : whyText(blocks), format)
}

/** The claims are out by then; but who asked for a cache must know that there is none. */
function save(cache: Cache): void {
  try {
    cache.save()
  } catch (error) {
    if (!(error instanceof WriteError)) throw error
    sayUnread(error.message)
  }
}

/** Writes outcomes; documents of standard input include nothing, so that their claims are written as they come. */
async function writeOut(
  outcomes: AsyncGenerator<[string, Outcome]>,
  { format, stdinNdjson, quiet }: Options,
  progress: Progress,
): Promise<Omit<Coverage, 'names'>> {
  const run = { used: new Set<string>(), documents: [] as string[] }
  const kept: Claiming[] = []
  const said = new Set<string>()
  for await (const [file, { claims, notices, error, used = [] }] of outcomes) {
    const path = nameOf(file)
    run.documents.push(path)
    for (const setting of used) run.used.add(setting)
    progress.step(claims.length)
    if (error) progress.say(`portolan: ${error}`)
    if (error) exitWith(exit.unread)
    const fresh = quiet ? [] : notices.filter(notice => isFresh(notice, path, said))
    if (fresh.length > 0) progress.say(formatNotices(fresh, terminalWidth(), hasColour('stderr')))
    if (stdinNdjson) await writeAll(claimPieces(claims, 'ndjson', 0), 'ndjson')
    else if (claims.length > 0) kept.push({ path, claims })
  }
  progress.end()
  if (!stdinNdjson) await writeAll(claimPieces(claimsOnce(kept), format, terminalWidth()), format)
  return run
}

/** Reports settings of the configuration that match nothing. */
async function sayIdle(run: Coverage, { config }: Options): Promise<void> {
  const { idleSettings, loadConfig } = await import('../../../project/config.ts')
  const notices = idleSettings(loadConfig(config), run).map(({ message, ...place }) => ({
    ...place,
    reason: message,
    ruleId: 'unused-setting',
  }))
  if (notices.length > 0) say(formatNotices(notices, terminalWidth(), hasColour('stderr')))
}

/** What there is to say of a file that several documents include is said once. */
function isFresh(notice: Notice, path: string, said: Set<string>): boolean {
  if (notice.file === path) return true
  const key = JSON.stringify(notice)
  return !said.has(key) && said.add(key) !== null
}

/** Characters that are written at a time. */
const chunk = 1 << 16

async function writeAll(pieces: Iterable<string>, format: ClaimFormat): Promise<void> {
  let text = ''
  for (const piece of pieces) {
    text += piece
    if (text.length < chunk) continue
    await write(text, format)
    text = ''
  }
  await write(text, format)
}

/** Writes to standard output and waits where the reader is slower. */
function write(text: string, format: ClaimFormat): Promise<void> | void {
  if (text !== '' && !show(text, format))
    return new Promise(resolve => currentIo().stdout.once('drain', resolve))
}
