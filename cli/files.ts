import { readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import ignore, { type Ignore } from 'ignore'
import { leadsOut } from '../dataset/confine.ts'
import { extensions } from '../extract/read/formats.ts'

/** Endings of the files that a folder is searched for. */
const endings = Object.keys(extensions).map(extension => extension.slice(1))
const isDocument = new RegExp(`\\.(?:${endings.join('|')})$`)

/** Most bytes of a document that is looked at, if only to see that it tells nothing about ports: that takes little. */
const mostLookedAt = 50_000_000

/** A document to read. */
export interface Listed {
  file: string
  /** It was named itself, not found in a folder: its reader wants to hear everything about it. */
  named: boolean
}

/**
 * Lists the documents that arguments name: files as given, of folders every file of a known format that
 * git does not ignore, sorted. Links in a folder are not followed.
 */
export function listDocuments(names: string[]): Listed[] {
  return names.flatMap(name => (isFolder(name) ? listFolder(name) : [{ file: name, named: true }]))
}

/** Patterns of a `.gitignore`, which are about paths inside its folder. */
interface Ignored {
  folder: string
  patterns: Ignore
}

function listFolder(root: string): Listed[] {
  return walk(root, '', [])
    .sort()
    .map(file => ({ file: path.join(root, file), named: false }))
}

function walk(root: string, folder: string, above: Ignored[]): string[] {
  const entries = readdirSync(path.join(root, folder), { withFileTypes: true })
  const own = entries.some(({ name }) => name === '.gitignore') ? [ignoredIn(root, folder)] : []
  const rules = [...own, ...above]
  return entries.flatMap(entry => {
    const name = folder + entry.name
    if (entry.name.startsWith('.') || entry.name === 'node_modules') return []
    if (entry.isDirectory()) return isIgnored(`${name}/`, rules) ? [] : walk(root, `${name}/`, rules)
    return entry.isFile() && isDocument.test(name) && !isIgnored(name, rules) ? [name] : []
  })
}

function ignoredIn(root: string, folder: string): Ignored {
  return { folder, patterns: ignore().add(readFileSync(path.join(root, folder, '.gitignore'), 'utf8')) }
}

/** The nearest `.gitignore` with a pattern for a path decides. */
function isIgnored(name: string, rules: Ignored[]): boolean {
  for (const { folder, patterns } of rules) {
    const { ignored, unignored } = patterns.test(name.slice(folder.length))
    if (ignored || unignored) return ignored
  }
  return false
}

/**
 * How many bytes of a document may be read. One of a folder may be larger than documents are dealt with, and is
 * given up only when it may make a claim.
 *
 * @param size most characters of a document that is dealt with
 */
export function mostRead({ named }: Pick<Listed, 'named'>, size: number): number {
  return named ? size : Math.max(size, mostLookedAt)
}

function isFolder(name: string): boolean {
  try {
    return name !== '-' && statSync(name).isDirectory() && !leadsOut(name)
  } catch {
    // What is wrong with it is told where it is read.
    return false
  }
}
