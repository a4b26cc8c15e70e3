import path from 'node:path'
import { type LilconfigResult, lilconfigSync } from 'lilconfig'
import { LineCounter, parseDocument } from 'yaml'
import { nameOf } from './input.ts'

/** A configuration cannot be used. */
export class ConfigError extends Error {
  override name = 'ConfigError'
}

const places = ['package.json', '.portolanrc', '.portolanrc.yaml', '.portolanrc.yml', '.portolanrc.json']
const loaders = {
  '.json': parseJson,
  '.yaml': parseYaml,
  '.yml': parseYaml,
  noExt: parseYaml,
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

function parseYaml(file: string, text: string): unknown {
  const lineCounter = new LineCounter()
  const document = parseDocument(text, { lineCounter })
  const error = document.errors[0]
  if (error) {
    const reason = error.message.split(/ at line |\n/)[0]
    throw new ConfigError(`${shown(file)}:${error.linePos?.[0].line ?? 1}: ${reason}`)
  }
  try {
    return document.toJS()
  } catch (error) {
    const mend = 'put a text that begins with * in quotes'
    throw new ConfigError(`${shown(file)}: ${(error as Error).message}; ${mend}`)
  }
}

function refuse(file: string): never {
  throw new ConfigError(`${nameOf(file)}: is neither .yaml nor .json; no program is run for a configuration`)
}

/** How a configuration's file is called in messages. */
export function shown(file: string): string {
  return path.basename(file) === 'package.json' ? `${nameOf(file)}: portolan` : nameOf(file)
}
