import { readFiles } from '../dataset/files.ts'
import type { DatasetState } from '../diff/index.ts'
import type { Claim, Finding, Flow } from '../schema/types.ts'
import { InputError, nameOf } from './input.ts'

/** What a flow of an older or newer dataset may come without. */
const bare = {
  version: null,
  protocol: null,
  ports: null,
  portText: null,
  service: null,
  local: false,
  when: {},
  conditions: [],
  required: true,
  status: 'stated',
  stated: null,
  claims: [],
  corrections: [],
  findings: [],
}

/**
 * Loads a built dataset from its folder.
 *
 * @param folder the one that holds `data/`
 * @throws InputError when its flows or claims are not there, are none, or files are of different builds
 */
export function loadDataset(folder: string): DatasetState {
  const name = nameOf(folder) || '.'
  const texts = orInputError(name, () => readFiles(folder, datasetFiles))
  return datasetOf(name, file => texts.get(file) ?? null)
}

function orInputError<T>(name: string, step: () => T): T {
  try {
    return step()
  } catch (error) {
    throw new InputError(name, (error as Error).message)
  }
}

/** The files of a dataset that a comparison reads. */
export const datasetFiles = ['data/flows.json', 'data/claims.ndjson', 'data/findings.json'] as const
export type DatasetFile = (typeof datasetFiles)[number]

/**
 * Makes a state of a dataset's files. It may be of another version than this tool: what is not known is
 * passed over.
 *
 * @param name what it is called
 * @param textOf the text of a file; null when there is none
 * @throws InputError when its flows or claims are not there or are none
 */
export function datasetOf(name: string, textOf: (file: DatasetFile) => string | null): DatasetState {
  const list = <T>(file: DatasetFile, is: (one: unknown) => one is T): T[] | null => {
    const text = textOf(file)
    return text === null ? null : listOf(text, is, `${name}/${file}`)
  }
  const flows = list('data/flows.json', isFlow) ?? missing(`${name}/data/flows.json`)
  return {
    kind: 'dataset',
    name,
    flows: flows.map(flow => ({ ...bare, ...flow }) as Flow),
    claims: list('data/claims.ndjson', isClaim) ?? missing(`${name}/data/claims.ndjson`),
    findings: list('data/findings.json', isFinding),
  }
}

function missing(file: string): never {
  throw new InputError(file, 'does not exist; build the dataset')
}

function listOf<T>(text: string, is: (one: unknown) => one is T, file: string): T[] {
  const value = parse(text, file)
  if (Array.isArray(value) && value.every(is)) return value
  throw new InputError(file, 'is not what a build writes; build the dataset anew')
}

function parse(text: string, file: string): unknown {
  const lines = () => text.split('\n').filter(Boolean)
  try {
    return file.endsWith('.ndjson') ? lines().map(line => JSON.parse(line)) : JSON.parse(text)
  } catch (error) {
    throw new InputError(file, (error as Error).message)
  }
}

function isFlow(value: unknown): value is Partial<Flow> {
  const flow = value as Partial<Flow> | null
  const ends = [flow?.from, flow?.to]
  return (
    typeof flow?.id === 'string' &&
    typeof flow.product === 'string' &&
    typeof flow.deployment === 'string' &&
    ends.every(end => typeof end?.kind === 'string' && typeof end.id === 'string')
  )
}

function isClaim(value: unknown): value is Claim {
  const claim = value as Partial<Claim> | null
  return typeof claim?.id === 'string' && typeof claim.location?.line === 'number'
}

function isFinding(value: unknown): value is Finding {
  const finding = value as Partial<Finding> | null
  return typeof finding?.rule === 'string' && typeof finding.message === 'string'
}
