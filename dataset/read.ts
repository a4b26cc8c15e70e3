import path from 'node:path'
import { OutsideError, readConfined } from './confine.ts'
import { sha256Of } from './datapackage.ts'

/** A build that replaces files while they are read has done so by then. */
const attempts = 5
const pause = 50

/**
 * Reads files of a dataset, all of one build: those that `datapackage.json` tells the hash of must have it.
 *
 * @param names relative to the folder; those that there are not are left out
 * @throws Error naming the files of another build, and the mend
 */
export function readFiles(folder: string, names: readonly string[]): Map<string, string> {
  for (let attempt = 1; ; attempt++) {
    const texts = textsOf(folder, [...names, 'datapackage.json'])
    const strange = strangeIn(texts)
    if (strange.length === 0) return texts
    if (attempt === attempts)
      throw new Error(
        `${strange.join(', ')}: not of the build that datapackage.json describes; run \`portolan build\`, or restore the files`,
      )
    // The stages are synchronous, and so is waiting.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pause)
  }
}

/** Whether a dataset has a file; true for a link out of the checkout: reading it reports that. */
export function hasFile(folder: string, name: string): boolean {
  try {
    return readConfined(path.join(folder, name)) !== null
  } catch (error) {
    if (!(error instanceof OutsideError)) throw error
    return true
  }
}

function textsOf(folder: string, names: readonly string[]): Map<string, string> {
  const read = (name: string) => readConfined(path.join(folder, name))?.toString()
  const texts = names.map((name): [string, string | undefined] => [name, read(name)])
  return new Map(texts.filter((one): one is [string, string] => one[1] !== undefined))
}

/** The files that are not those that the dataset's description tells of; it may be of any version, or missing. */
function strangeIn(texts: Map<string, string>): string[] {
  const hashes = hashesIn(texts.get('datapackage.json'))
  return [...texts].filter(([name, text]) => !fits(text, hashes.get(name))).map(([name]) => name)
}

/** Git may have changed the line ends. Of what has no hash nothing can be told. */
function fits(text: string, hash: unknown): boolean {
  if (typeof hash !== 'string' || !hash.startsWith('sha256:')) return true
  return [text, text.replaceAll('\r\n', '\n')].some(one => hash === `sha256:${sha256Of(one)}`)
}

function hashesIn(text = '{}'): Map<string, unknown> {
  const { resources, hashes } = parse(text)
  const listed = Array.isArray(resources) ? resources : []
  return new Map<string, unknown>([
    ...listed.map((one): [string, unknown] => [String(one?.path), one?.hash]),
    ...Object.entries(hashes ?? {}),
  ])
}

function parse(text: string): { resources?: unknown; hashes?: object } {
  try {
    return JSON.parse(text) ?? {}
  } catch {
    return {}
  }
}
