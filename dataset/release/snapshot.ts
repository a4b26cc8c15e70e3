import { createHash } from 'node:crypto'
import type { DatasetState } from '../../diff/index.ts'
import type { JsonSchema } from '../../schema/load.ts'
import type { Claim, Finding, Flow } from '../../schema/types.ts'
import type { RoleRecord } from '../api/records.ts'
import type { Files } from '../files.ts'

/** What is remembered of a release, to tell what has changed since. */
export interface Snapshot {
  version: string
  flows: Flow[]
  /** Of each claim where it stands and what it is about. */
  claims: Pick<Claim, 'id' | 'description' | 'location'>[]
  findings: Pick<Finding, 'rule' | 'message'>[]
  /** Names that others may rely on, by what they name. */
  names: Record<string, string[]>
  /** Shape of the files, without words. */
  schemas: Record<string, JsonSchema>
  /** SHA-256 of each file of the data. */
  files: Record<string, string>
}

/** What holds the version itself, or is not published. */
const passed = new Set(['datapackage.json', 'data/claims.ndjson', 'schema/change.schema.json'])

/**
 * Takes what has to be remembered of a dataset.
 *
 * @param files those of the dataset, as a build writes them
 */
export function snapshotOf(version: string, files: Files): Snapshot {
  const list = <T>(name: string): T[] => JSON.parse(files.get(name) ?? '[]')
  const lines = (files.get('data/claims.ndjson') ?? '').split('\n').filter(Boolean)
  const flows = list<Flow>('data/flows.json')
  const ids = (name: string) => list<{ id: string }>(name).map(({ id }) => id)
  const own = [...files].filter(([name]) => !passed.has(name))
  return {
    version,
    flows,
    claims: lines
      .map(line => JSON.parse(line))
      .map(({ id, description, location }: Claim) => ({ id, description, location })),
    findings: list<Finding>('data/findings.json').map(({ rule, message }) => ({ rule, message })),
    names: {
      product: sorted(flows.map(({ product }) => product)),
      deployment: sorted(
        flows.map(
          ({ product, version, deployment }) =>
            `${version === null ? product : `${product}-${version}`}/${deployment}`,
        ),
      ),
      role: sorted(ids('data/roles.json')),
      member: sorted(list<RoleRecord>('data/roles.json').flatMap(membersOf)),
      service: sorted(ids('data/services.json')),
      source: sorted(ids('data/sources.json')),
      file: sorted(own.map(([name]) => name)),
    },
    schemas: Object.fromEntries(
      own
        .filter(([name]) => name.startsWith('schema/'))
        .map(([name, text]) => [name.slice('schema/'.length), shapeOf(JSON.parse(text))]),
    ),
    files: Object.fromEntries(
      own.map(([name, text]) => [name, createHash('sha256').update(text).digest('hex')]),
    ),
  }
}

/** A snapshot as a state that can be compared. */
export function stateOf({ version, flows, claims, findings }: Snapshot): DatasetState {
  return {
    kind: 'dataset',
    name: version,
    flows,
    // What a comparison of datasets reads of claims and findings is what is remembered of them.
    claims: claims as Claim[],
    findings: findings as Finding[],
  }
}

/** Writes a snapshot so that a difference between two of them can be read. */
export function writeSnapshot(snapshot: Snapshot): string {
  const lines = (list: unknown[]) => `[\n${list.map(value => JSON.stringify(value)).join(',\n')}\n]`
  const parts = Object.entries(snapshot).map(
    ([key, value]) =>
      `${JSON.stringify(key)}: ${Array.isArray(value) && value.length > 0 ? lines(value) : JSON.stringify(value)}`,
  )
  return `{\n${parts.join(',\n')}\n}\n`
}

/** A schema without what is there for people alone. */
function shapeOf(schema: JsonSchema): JsonSchema {
  const words = new Set(['description', 'examples', 'title', '$comment'])
  const strip = (value: unknown, isProperties: boolean): unknown => {
    if (Array.isArray(value)) return value.map(item => strip(item, false))
    if (typeof value !== 'object' || value === null) return value
    const kept = Object.entries(value).filter(([key]) => isProperties || !words.has(key))
    return Object.fromEntries(
      kept.map(([key, inner]) => [
        key,
        strip(inner, !isProperties && (key === 'properties' || key === '$defs')),
      ]),
    )
  }
  return strip(schema, false) as JsonSchema
}

function membersOf({ id, members }: RoleRecord): string[] {
  return members.map(member => `${member} of ${id}`)
}

function sorted(names: string[]): string[] {
  return [...new Set(names)].sort()
}
