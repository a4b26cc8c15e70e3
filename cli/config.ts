import path from 'node:path'
import ignore from 'ignore'
import { type LilconfigResult, lilconfigSync } from 'lilconfig'
import { type Config, configOf } from '../check/config.ts'
import { teach } from '../check/teach.ts'
import { leadsOut, outside } from '../dataset/confine.ts'
import { SchemaError } from '../schema/validate.ts'
import { parseYaml, YamlError } from '../schema/yaml.ts'
import { nameOf } from './input.ts'

/** A configuration cannot be used. */
export class ConfigError extends Error {
  override name = 'ConfigError'
}

/** A configuration with its file. */
export interface Loaded {
  config: Config
  /** The folder that its paths start from. */
  folder: string
}

const places = ['package.json', '.portolanrc', '.portolanrc.yaml', '.portolanrc.yml', '.portolanrc.json']
type Parse = (file: string, text: string) => unknown

const loaders = {
  '.json': confined(parseJson),
  '.yaml': confined(parsePlain),
  '.yml': confined(parsePlain),
  noExt: confined(parsePlain),
  // The library would run these.
  '.js': refuse,
  '.cjs': refuse,
}
const readable = new Set(['.json', '.yaml', '.yml', ''])

/**
 * Loads the configuration of a project, and teaches the vocabulary its words.
 *
 * @param wanted a file; true (or nothing) to search from the folder upwards; false for none
 * @param from the folder to search from
 * @throws {ConfigError} naming the file and the mend
 */
export function loadConfig(wanted: string | boolean = true, from: string = process.cwd()): Loaded {
  const found = wanted === false ? null : find(wanted, from)
  const file = found ? shown(found.filepath) : ''
  try {
    const config = configOf(found?.config ?? {}, file)
    teach(config, file)
    return { config, folder: found ? path.dirname(found.filepath) : from }
  } catch (error) {
    if (!(error instanceof SchemaError)) throw error
    throw new ConfigError(error.message)
  }
}

/**
 * Tells which files a configuration leaves out.
 *
 * @returns takes a path as it is given on the command line
 */
export function ignoring({ config, folder }: Loaded): (file: string) => boolean {
  const patterns = ignore().add(config.ignore ?? [])
  return file => {
    const relative = path.relative(folder, path.resolve(file)).split(path.sep).join('/')
    return file !== '-' && ignore.isPathValid(relative) && patterns.ignores(relative)
  }
}

function find(wanted: string | true, from: string): LilconfigResult {
  const searcher = lilconfigSync('portolan', { searchPlaces: places, loaders, cache: false })
  try {
    if (wanted === true) return searcher.search(from)
    return readable.has(path.extname(wanted)) ? searcher.load(path.resolve(from, wanted)) : refuse(wanted)
  } catch (error) {
    if (error instanceof ConfigError) throw error
    const { code } = error as NodeJS.ErrnoException
    const reason = code === 'ENOENT' ? 'there is no such file' : `cannot be read (${code ?? error})`
    throw new ConfigError(`${wanted === true ? '.portolanrc' : wanted}: ${reason}`)
  }
}

function parseJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new ConfigError(`${nameOf(file)}: is no JSON: ${(error as Error).message}`)
  }
}

function parsePlain(file: string, text: string): unknown {
  try {
    return parseYaml(text)
  } catch (error) {
    if (!(error instanceof YamlError)) throw error
    throw new ConfigError(`${shown(file)}${error.line === null ? '' : `:${error.line}`}: ${error.message}`)
  }
}

/** What a link leads to elsewhere is not told either, as a parser's message would. */
function confined(parse: Parse): Parse {
  return (file, text) => {
    if (leadsOut(file)) throw new ConfigError(`${nameOf(file)}: ${outside}`)
    return parse(file, text)
  }
}

function refuse(file: string): never {
  throw new ConfigError(`${nameOf(file)}: is neither .yaml nor .json; no program is run for a configuration`)
}

function shown(file: string): string {
  return path.basename(file) === 'package.json' ? `${nameOf(file)}: portolan` : nameOf(file)
}
