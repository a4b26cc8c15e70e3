import { words } from '../check/report/markdown.ts'
import { diff } from '../diff/index.ts'
import type { JsonSchema } from '../schema/load.ts'
import type { Change, Difference } from '../schema/types.ts'
import type { Dataset } from './files.ts'

/** How far a version moves. */
export type Step = 'major' | 'minor' | 'patch'

/** The steps, the farthest first. */
export const steps: Step[] = ['major', 'minor', 'patch']

/** The data of one version, and the schemas that come with them by file name. */
export interface Edition {
  dataset: Dataset
  schemas: Record<string, JsonSchema>
}

/** What is new since the last release. */
export interface Release {
  step: Step
  /** Why the version moves as far as it does. */
  reasons: string[]
  difference: Difference
}

/**
 * Compares the data with those released last, by the policy of docs/data-versioning.md.
 *
 * @returns the step that the changes ask for: a patch when only wording, findings or nothing of the facts changed
 */
export function releaseOf(before: Edition, after: Edition): Release {
  const difference = diff(stateOf(before, 'before'), stateOf(after, 'after'))
  const [old, now] = [namesIn(before), namesIn(after)]
  const gone = old.filter(name => !now.includes(name)).map(name => `${name} is gone`)
  const added = now.filter(name => !old.includes(name)).map(name => `${name} is new`)
  const facts = difference.changes.filter(({ level }) => level !== 'none').map(({ message }) => message)
  const step = gone.length > 0 ? 'major' : added.length + facts.length > 0 ? 'minor' : 'patch'
  return { step, reasons: [...gone, ...added, ...facts], difference }
}

function stateOf({ dataset: { flows, claims, findings } }: Edition, name: string) {
  return { kind: 'dataset' as const, name, flows, claims, findings }
}

/** Names that others rely on: products, deployments, roles, services, sources, and properties of the schemas. */
function namesIn({ dataset, schemas }: Edition): string[] {
  const { flows, roles, services, sources } = dataset
  const names = [
    ...flows.map(({ product }) => `product ${product}`),
    ...flows.map(({ id }) => `deployment ${id.split('/').slice(0, 2).join('/')}`),
    ...roles.map(({ id }) => `role ${id}`),
    ...services.map(({ id }) => `service ${id}`),
    ...sources.map(({ id }) => `source ${id}`),
    ...Object.entries(schemas).flatMap(([file, schema]) => propertiesIn(schema, file)),
  ]
  return [...new Set(names)]
}

function propertiesIn({ properties = {}, $defs = {}, items }: JsonSchema, at: string): string[] {
  const inner = Object.entries({ ...$defs, ...properties, ...(items && { items }) })
  return [
    ...Object.keys(properties).map(name => `property ${at}/${name}`),
    ...inner.flatMap(([name, schema]) => propertiesIn(schema, `${at}/${name}`)),
  ]
}

/**
 * The version that follows. Before 1.0.0 each step moves the number one place further right, so that a range like
 * `^0.1.0` takes in all that breaks nothing.
 *
 * @throws {Error} when the version is not of the form 1.2.3
 */
export function nextVersion(version: string, step: Step): string {
  const found = /^(\d+)\.(\d+)\.(\d+)$/.exec(version)
  if (!found) throw new Error(`'${version}' is not a version like 1.2.3`)
  const [major = 0, minor = 0, patch = 0] = found.slice(1).map(Number)
  const place = steps.indexOf(step) + (major === 0 ? 1 : 0)
  if (place === 0) return `${major + 1}.0.0`
  return place === 1 ? `${major}.${minor + 1}.0` : `${major}.${minor}.${patch + 1}`
}

const titles: Record<Change['level'], string> = {
  open: 'To open',
  close: 'To close',
  review: 'To review',
  none: 'Without effect on traffic',
}

/** What a release brings, as a section of the changelog. */
export function entryOf(version: string, date: string, { step, difference }: Release): string {
  const sections = Object.entries(titles).flatMap(([level, title]) => {
    const own = difference.changes.filter(change => change.level === level)
    const items = own.map(({ area, message }) => `- ${words(area)}: ${words(message)}`)
    return own.length === 0 ? [] : [`### ${title}\n\n${items.join('\n')}\n`]
  })
  const { appeared = [], gone = [] } = difference.findings ?? {}
  const about = `A ${step} step. Findings: ${appeared.length} new, ${gone.length} gone.\n`
  return [`## ${version} – ${date}\n`, about, ...sections].join('\n')
}
