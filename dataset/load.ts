import type { Claim, Finding, Flow } from '../schema/types.ts'
import type { RoleRecord, ServiceRecord, SourceRecord } from './api/records.ts'
import { unfold } from './api/unfold.ts'
import { readFiles } from './read.ts'

/** What a dataset's files hold. */
export interface Dataset {
  flows: Flow[]
  claims: Claim[]
  findings: Finding[]
  sources: SourceRecord[]
  roles: RoleRecord[]
  services: ServiceRecord[]
}

const names = ['flows', 'findings', 'sources', 'roles', 'services'].map(name => `data/${name}.json`)
const lines = 'data/claims.ndjson'
const module = 'dist/dataset/api/data/claims.js'

/**
 * Reads the files of a dataset as a build has written them, or as the package has them.
 *
 * @param folder the one that holds `data/`
 * @throws Error naming the file that is missing, no JSON, or not of the same build as the others
 */
export function loadDataset(folder: string): Dataset {
  const texts = readFiles(folder, [...names, lines, module])
  const list = (name: string) => parse(`data/${name}`, textIn(texts, `data/${name}`))
  return {
    flows: list('flows.json'),
    claims: claimsIn(texts),
    findings: list('findings.json'),
    sources: list('sources.json'),
    roles: list('roles.json'),
    services: list('services.json'),
  }
}

/** The package leaves the file of the claims out, which is the largest, and has them folded. */
function claimsIn(texts: Map<string, string>): Claim[] {
  if (texts.has(lines) || !texts.has(module))
    return parse(lines, `[${textIn(texts, lines).trim().replaceAll('\n', ',')}]`)
  const text = textIn(texts, module)
  return [...unfold<Claim>(unquoted(text.slice(text.indexOf("'") + 1, text.lastIndexOf("'"))))]
}

function unquoted(text: string): string {
  return text.replace(/\\(.)/g, '$1')
}

function textIn(texts: Map<string, string>, name: string): string {
  const text = texts.get(name)
  if (text === undefined) throw new Error(`${name} does not exist; build the dataset`)
  return text
}

function parse(name: string, text: string) {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new Error(`${name}: ${(error as Error).message}`)
  }
}
