import { readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { Command, Option } from 'commander'
import { type Build, build } from '../../../dataset/build.ts'
import { aboutPackage } from '../../../dataset/datapackage.ts'
import { hasFile, writeFiles } from '../../../dataset/files.ts'
import {
  type LoadedSource,
  loadFetched,
  loadParticulars,
  loadProducts,
  loadSource,
  type Particulars,
  type SourceFolder,
  sourceFolders,
} from '../../../dataset/sources.ts'
import { writeSet } from '../../../dataset/write.ts'
import { type DatasetState, diff } from '../../../diff/index.ts'
import type { BoundOptions, Bounds } from '../../../project/bounds.ts'
import { type Checking, stagesWithin } from '../../../project/checking.ts'
import { InputError, nameOf } from '../../../project/input.ts'
import { type Vocabulary, vocabularyWith } from '../../../reconcile/index.ts'
import { parseYaml } from '../../../schema/yaml.ts'
import { type UpdateFormatName, updateFormats } from '../../format/changes.ts'
import { exit, exitWith, hasColour, say, sayUnread, show, terminalWidth } from '../../io.ts'
import { boundsOr, folder, withBounds } from '../../options.ts'
import { datasetOf, loadDataset } from '../../state.ts'
import { version } from '../../version.ts'
import { attempt } from '../build/index.ts'
import { digestOfExtractor } from '../extract/cache.ts'
import { Clone, type Clones, type Fetching, Files } from './fetch.ts'
import { type Proposal, propose, type Subject } from './proposal.ts'

/** `portolan update`: the documents of sources anew from where they come from. */
export function updateCommand(): Command {
  const command = new Command('update')
    .description(
      'Fetches the documents of all sources that name an upstream, or of the sources named, writes what they claim, builds the dataset and tells what changed. What cannot be fetched keeps its last good state and is reported as stale. A correction that matches nothing any more is dropped, and reported.',
    )
    .argument('[source...]', 'ids of sources')
    .option('--pin <revision>', 'from now on take the sources named at this revision of their repository')
    .option(
      '--clones <file>',
      'YAML or JSON: addresses of repositories, each with the folder of a local clone',
    )
    .option('--reextract', 'read again what an older extractor read')
    .option('--dry-run', 'write nothing')
    .addOption(
      new Option('-f, --format <format>', 'how the report is written')
        .choices(Object.keys(updateFormats))
        .default('pretty'),
    )
    .option('--sources <folder>', 'where the sources are', folder, 'sources')
    .option('--out <folder>', 'where the dataset is written', folder, 'dataset')
    .option('--allow-redirects', 'follow redirects to other hosts')
    .addOption(
      new Option(
        '--allow-local',
        'fetch from servers and repositories of this machine, for tests',
      ).hideHelp(),
    )
    .addHelpText('after', examples)
    .action(runUpdate)
  return withBounds(command)
}

const examples = `
Examples:
  portolan update
  portolan update --dry-run --format markdown
  portolan update rke2 --pin v1.31.0`

/** What `portolan update` is asked to do. */
export interface Options extends BoundOptions {
  pin?: string
  clones?: string
  reextract?: boolean
  dryRun?: boolean
  format: UpdateFormatName
  sources: string
  out: string
  allowRedirects?: boolean
  allowLocal?: boolean
}

/** Fetches documents, rebuilds, writes and reports. */
export async function runUpdate(ids: string[], options: Options, command: Command): Promise<void> {
  const known = await attempt(() => foundIn(options.sources))
  const clones = known && (await attempt(() => clonesIn(options.clones)))
  if (!clones) return
  const chosen = chosenOf(ids, known, options, command)
  if (chosen.length === 0) return say('no source names an upstream: there is nothing to fetch')
  const bounds = await boundsOr(options, command)
  const vocabulary = await attempt(() => vocabularyIn(options.sources))
  const how = vocabulary && { bounds, vocabulary, clones, extractor: digestOfExtractor().slice(0, 12) }
  const proposals = how && (await proposeAll(chosen, options, how))
  const loaded = proposals && (await attempt(() => loadedOf(known, proposals)))
  if (loaded) await finish(proposals, known, loaded, options, how)
}

/** Null when what is kept of a source is damaged. */
async function proposeAll(chosen: Found[], options: Options, how: How): Promise<Proposal[] | null> {
  const proposals: Proposal[] = []
  for (const one of chosen) {
    const subject: Subject = { ...one, pin: options.pin, reextract: options.reextract, ...how }
    const proposing = propose(subject, fetchingOf(options, how.bounds))
    const proposal = await attempt(() => proposing)
    if (!proposal) return null
    tell(proposal)
    proposals.push(proposal)
  }
  return proposals
}

/** What cannot be built is not written either. */
async function finish(
  proposals: Proposal[],
  known: Found[],
  loaded: LoadedSource[],
  { sources, out, format, dryRun }: Options,
  how: Required<Checking>,
): Promise<void> {
  const built = await attempt(() =>
    build(loaded, undefined, aboutPackage(out), stagesWithin(how), how.vocabulary),
  )
  const before = await attempt(() => stateBefore(out))
  if (!built || !before) return
  const difference = diff(before, stateAfter(built))
  show(
    updateFormats[format]({ proposals, difference }, { colour: hasColour(), width: terminalWidth() }),
    format,
  )
  if (dryRun) return
  await attempt(() => {
    const folders = new Map(known.map(({ at }) => [at.id, path.relative(sources, at.folder)]))
    const changes = proposals.flatMap(({ id, files }) =>
      [...files].map(([name, text]) => [path.join(folders.get(id)!, name), text] as const),
    )
    writeSet(sources, new Map(changes.filter((one): one is [string, string] => one[1] !== null)))
    for (const [name, text] of changes) if (text === null) rmSync(path.join(sources, name), { force: true })
    writeFiles(out, built.files)
  })
}

/** The words that are known, with those of the products among the sources. */
function vocabularyIn(sources: string): Vocabulary {
  return vocabularyWith({ products: loadProducts(sources, nameOf(sources) || '.') })
}

/** A source, and where it is. */
interface Found {
  at: SourceFolder
  known: Particulars
}

/** How documents are fetched and read. */
type How = Required<Checking> & Pick<Subject, 'clones' | 'extractor'>

function foundIn(sources: string): Found[] {
  return sourceFolders(sources, nameOf(sources) || '.').map(at => ({ at, known: loadParticulars(at) }))
}

/** @throws {InputError} when the file, or a folder that it names, cannot be read */
function clonesIn(file: string | undefined): Clones {
  if (file === undefined) return new Map()
  const listed = parseYaml(readFileSync(file, 'utf8'))
  if (typeof listed !== 'object' || listed === null)
    throw new InputError(file, 'must list addresses of repositories, each with a folder')
  const folderOf = (named: unknown) => path.resolve(path.dirname(file), String(named))
  return new Map(
    Object.entries(listed).map(([url, named]) => [
      url,
      /@[0-9a-f]{40}$/.test(url) ? new Files(folderOf(named)) : new Clone(folderOf(named)),
    ]),
  )
}

/** The sources named, else all that can be fetched; a mistake in how the command is called ends it. */
function chosenOf(ids: string[], found: Found[], { pin }: Options, command: Command): Found[] {
  const byId = new Map(found.map(({ known }) => [known.source.id, known]))
  for (const id of ids) {
    const upstream = byId.get(id)?.source.upstream
    if (!byId.has(id)) command.error(`error: no source is called '${id}'`)
    if (!upstream) command.error(`error: ${id} names no upstream in its source.yaml`)
    if (pin !== undefined && !upstream.git)
      command.error(`error: ${id} comes from no repository; only those have revisions`)
  }
  if (pin !== undefined && ids.length === 0) command.error('error: name the sources to pin')
  return found.filter(
    ({ known: { source } }) => source.upstream && (ids.length === 0 || ids.includes(source.id)),
  )
}

function fetchingOf(options: Options, { limits, time }: Bounds): Fetching {
  const { allowRedirects = false, allowLocal = false } = options
  return {
    maxSize: limits.size,
    timeout: time * 1000,
    redirects: allowRedirects,
    local: allowLocal,
    agent: `portolan/${version}`,
  }
}

/** Loudly: on standard error and in the exit status, besides the report. */
function tell({ id, state, reason, refused, dropped }: Proposal): void {
  for (const correction of dropped)
    say(`${id}: correction ${correction} matches nothing any more; it is dropped`)
  if (reason === null) return
  const kept = state === 'missing' ? 'it was never fetched' : 'its last good state is kept'
  sayUnread(`${id}: ${reason}; ${kept}`)
  if (refused) exitWith(exit.failed)
}

/** All sources as the build shall see them; those that were never fetched are left out. */
function loadedOf(found: Found[], proposals: Proposal[]): LoadedSource[] {
  const proposed = new Map(proposals.map(({ id, loaded }) => [id, loaded]))
  return found.flatMap(({ at, known: { source } }) => {
    const loaded = proposed.get(source.id)
    if (loaded !== undefined) return loaded
    return source.upstream && !loadFetched(at) ? [] : loadSource(at)
  })
}

const nothing: DatasetState = { kind: 'dataset', name: 'nothing', flows: [], claims: [], findings: null }

function stateBefore(out: string): DatasetState {
  return hasFile(out, 'data/flows.json') ? loadDataset(out) : nothing
}

function stateAfter({ files }: Build): DatasetState {
  return datasetOf('update', file => files.get(file) ?? null)
}
