import path from 'node:path'
import { type LilconfigResult, lilconfigSync } from 'lilconfig'
import { leadsOut, outside } from '../dataset/confine.ts'
import { parseYaml, YamlError } from '../schema/yaml.ts'
import { nameOf } from './input.ts'

/** A configuration cannot be used. */
export class ConfigError extends Error {
  override name = 'ConfigError'
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
 * Finds a configuration, and reads it as the value that it is, be it right or wrong.
 *
 * @param wanted a file; true to search from a folder upwards; false for none
 * @throws {ConfigError} naming the file and the mend
 */
export function findConfig(wanted: string | boolean, from: string): LilconfigResult {
  if (wanted === false) return null
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

/** How a configuration's file is called in messages. */
export function shown(file: string): string {
  return path.basename(file) === 'package.json' ? `${nameOf(file)}: portolan` : nameOf(file)
}
