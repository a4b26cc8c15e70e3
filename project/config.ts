import { readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import ignore from 'ignore'
import { LineCounter, parseDocument } from 'yaml'
import { type Config, configOf, type Policy, type Profile } from '../check/config.ts'
import { vocabularyOf } from '../check/vocabulary-of.ts'
import { type BlockSetting, concernsFile, type WordLists } from '../extract/index.ts'
import type { Vocabulary } from '../reconcile/index.ts'
import { SchemaError } from '../schema/validate.ts'
import { ConfigError, findConfig, shown } from './config-file.ts'
import { nameOf } from './input.ts'

/**
 * The words and settings of a configuration by which documents are read.
 *
 * @param folder the one that its patterns start from
 * @returns additions to the usual vocabulary, plain data
 */
export function wordsOf({ words, blocks }: Config, folder: string): WordLists[] {
  if (!words && !blocks) return []
  const from = { folder: slashed(folder), cwd: slashed(process.cwd()) }
  return [{ headers: words ?? {}, blocks: blocks?.map(block => ({ ...block, from })) ?? [] }]
}

function slashed(folder: string): string {
  return path.resolve(folder).split(path.sep).join('/')
}

/** A setting by which documents are read, and what is wrong with it. */
export interface IdleSetting {
  file: string
  /** 1-based. */
  line: number
  column: number
  message: string
}

/** What a run read. */
export interface Coverage {
  /** Settings that were used, by their paths: `/blocks/0`. */
  used: ReadonlySet<string>
  /** Paths of the documents that were read. */
  documents: string[]
  /** What the command was given. */
  names: string[]
}

/**
 * Finds the words and blocks of a configuration that match nothing. Of a run over a few documents no one can say so,
 * unless a folder was read or a block names these documents.
 */
export function idleSettings({ config, folder, file, words }: Loaded, run: Coverage): IdleSetting[] {
  const folders = run.names.filter(name => statSync(name, { throwIfNoEntry: false })?.isDirectory())
  const isSearched = (pattern: string) =>
    folders.some(name => isWithin(path.resolve(folder, fixedPart(pattern)), path.resolve(name)))
  const added = Object.entries(config.words ?? {}).flatMap(([field, list]) =>
    list.map((word, i) => ({
      path: ['words', field, i],
      about: `“${word}” occurs in none of the documents`,
    })),
  )
  const settings = (words[0]?.blocks ?? []) as BlockSetting[]
  const blocks = settings.flatMap((setting, i) => {
    const { files } = setting
    const isJudged = files
      ? [files].flat().some(isSearched) || run.documents.some(one => concernsFile(setting, one))
      : folders.length > 0
    return isJudged ? [{ path: ['blocks', i], about: 'no block of the documents matches' }] : []
  })
  const idle = [...(folders.length > 0 ? added : []), ...blocks].filter(
    ({ path }) => !run.used.has(`/${path.join('/')}`),
  )
  if (file === null || idle.length === 0) return []
  const places = placesIn(file)
  return idle.map(({ path, about }) => ({
    file: nameOf(file),
    ...places(path),
    message: `${path.map((key, i) => (i === 0 ? key : typeof key === 'number' ? `[${key}]` : `.${key}`)).join('')}: ${about}`,
  }))
}

/** A pattern up to its first wildcard: the path beyond which it matches nothing. */
function fixedPart(pattern: string): string {
  return pattern.includes('/') ? pattern.replace(/^\//, '').replace(/[^/]*[*?[\]!].*$/, '') : ''
}

function isWithin(folder: string, outer: string): boolean {
  const inner = path.relative(outer, folder)
  return inner === '' || (!inner.startsWith('..') && !path.isAbsolute(inner))
}

/** Finds values of a configuration in its file: JSON is YAML, too. */
function placesIn(file: string): (path: (string | number)[]) => { line: number; column: number } {
  const lines = new LineCounter()
  const document = parseDocument(readFileSync(file, 'utf8'), { lineCounter: lines })
  const top = path.basename(file) === 'package.json' ? ['portolan'] : []
  return at => {
    const node = document.getIn([...top, ...at], true) as { range?: [number, number, number] } | undefined
    const { line, col } = lines.linePos(node?.range?.[0] ?? 0)
    return { line, column: col }
  }
}

export { ConfigError } from './config-file.ts'

/** A configuration with its file. */
export interface Loaded {
  config: Config
  /** The folder that its paths start from. */
  folder: string
  /** Null without one. */
  file: string | null
  /** The words that are known, with its own. */
  vocabulary: Vocabulary
  /** By which documents are read, beside the usual words. */
  words: WordLists[]
}

/**
 * Loads the configuration of a project, and makes its vocabulary.
 *
 * @param wanted a file; true (or nothing) to search from the folder upwards; false for none
 * @param from the folder to search from
 * @throws {ConfigError} naming the file and the mend
 */
export function loadConfig(wanted: string | boolean = true, from: string = process.cwd()): Loaded {
  const found = findConfig(wanted, from)
  const file = found ? shown(found.filepath) : ''
  const config = checked(() => configOf(found?.config ?? {}, file))
  const vocabulary = checked(() => vocabularyOf(config, file))
  const folder = found ? path.dirname(found.filepath) : from
  return { config, folder, file: found?.filepath ?? null, vocabulary, words: wordsOf(config, folder) }
}

/**
 * Makes sure that what was found is a configuration.
 *
 * @throws {ConfigError} naming the file and the mend
 */
export function readConfig({ filepath, config }: NonNullable<ReturnType<typeof findConfig>>): Config {
  return checked(() => configOf(config, shown(filepath)))
}

function checked<T>(step: () => T): T {
  try {
    return step()
  } catch (error) {
    if (!(error instanceof SchemaError)) throw error
    throw new ConfigError(error.message)
  }
}

/**
 * Makes the policy of a configuration: which severity a finding has.
 *
 * @param profile what the command line asks for; it overrides the configuration
 */
export function policyOf({ config, folder }: Loaded, profile?: Profile): Policy {
  const { rules = {}, overrides = [], profile: own = 'ports' } = config
  return {
    levels: rules,
    profile: profile ?? own,
    overrides: overrides.map(({ files, rules }) => ({ matches: matching(files, folder), levels: rules })),
  }
}

/**
 * Says which files a configuration excludes.
 *
 * @returns takes a path as it is given on the command line
 */
export function ignoring({ config, folder }: Loaded): (file: string) => boolean {
  return matching(config.ignore ?? [], folder)
}

function matching(globs: string[], folder: string): (file: string) => boolean {
  const patterns = ignore().add(globs)
  return file => {
    const relative = path.relative(folder, path.resolve(file)).split(path.sep).join('/')
    return file !== '-' && ignore.isPathValid(relative) && patterns.ignores(relative)
  }
}
