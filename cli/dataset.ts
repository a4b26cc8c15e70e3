import { createRequire } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Dataset, hasFile, loadDataset } from '../dataset/files.ts'
import { sayUnread } from './io.ts'

/** A dataset, and the folder that holds it. */
export interface Opened extends Dataset {
  folder: string
}

/**
 * Opens the dataset that a command asks; when there is none, or it cannot be read, that is told, and the exit
 * status says so.
 *
 * @param named the folder that was named, or its `data` folder; left out, that of the checkout around the
 * working folder is meant, else the packaged one
 */
export async function openDataset(named?: string): Promise<Opened | null> {
  const opened = await tryDataset(named)
  if (opened === null)
    sayUnread(
      named === undefined
        ? 'there is no dataset here; run `portolan build` in a checkout, or name one with --data'
        : `${named}: holds no dataset (data/flows.json); name its folder, or run \`portolan build\` first`,
    )
  return opened === 'unreadable' ? null : opened
}

/** Opens a dataset where there is one; silent when there is none. */
async function tryDataset(named?: string): Promise<Opened | 'unreadable' | null> {
  const folder = named === undefined ? checkout() : folderOf(named)
  try {
    if (folder) return { folder, ...loadDataset(folder) }
    return named === undefined ? await packaged() : null
  } catch (error) {
    sayUnread(`${path.relative('', folder ?? '') || '.'}: ${(error as Error).message}`)
    return 'unreadable'
  }
}

function checkout(): string | null {
  for (let folder = process.cwd(); ; folder = path.dirname(folder)) {
    if (holdsFlows(path.join(folder, 'dataset'))) return path.join(folder, 'dataset')
    if (path.dirname(folder) === folder) return null
  }
}

function folderOf(named: string): string | null {
  const whole = path.resolve(named)
  const candidates = path.basename(whole) === 'data' ? [whole, path.dirname(whole)] : [whole]
  return candidates.find(holdsFlows) ?? null
}

function holdsFlows(folder: string): boolean {
  return hasFile(folder, 'data/flows.json')
}

/** The package holds its records as modules, which give them when they are called. */
async function packaged(): Promise<Opened | null> {
  const file = resolved('portolan-data/package.json')
  const entry = resolved('portolan-data')
  if (!file || !entry) return null
  const records: { [Name in keyof Dataset]: () => Dataset[Name] } = await import(pathToFileURL(entry).href)
  return {
    folder: path.dirname(file),
    flows: records.flows(),
    claims: records.claims(),
    findings: records.findings(),
    sources: records.sources(),
    roles: records.roles(),
    services: records.services(),
  }
}

function resolved(name: string): string | null {
  try {
    return createRequire(import.meta.url).resolve(name)
  } catch {
    return null
  }
}
