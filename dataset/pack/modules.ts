import type { Folded } from '../api/unfold.ts'
import type { Dataset } from '../files.ts'

/**
 * Writes each list of a dataset as a module that holds its folded JSON as one text: engines take a text in
 * faster than a program, and nothing is parsed before it is asked for.
 *
 * @returns file names with their contents
 */
export function modulesOf(dataset: Dataset): Map<string, string> {
  return new Map(Object.entries(dataset).map(([name, list]) => [`${name}.ts`, moduleOf(name, list)]))
}

function moduleOf(name: string, list: readonly unknown[]): string {
  return [
    '// Generated from the data by `npm run compile`: edit nothing here.',
    '',
    `/** The ${name}, folded; see unfold.ts. */`,
    // With a type: the inferred one would be the whole text.
    `const text: string = ${literal(JSON.stringify(fold(list)))}`,
    'export default text',
    '',
  ].join('\n')
}

/** In single quotes, since JSON is full of double ones. */
function literal(text: string): string {
  return `'${text.replace(/['\\]/g, '\\$&')}'`
}

/** Folds records of JSON; their documents, labels and shapes recur so often that a third is left. */
export function fold(records: readonly unknown[]): Folded {
  const shapes = new Places<string[]>()
  const values = new Places<Folded['values'][number]>()
  const placeOf = (value: unknown): number => {
    if (Array.isArray(value)) return values.of([-1, ...value.map(placeOf)])
    if (value !== null && typeof value === 'object')
      return values.of([shapes.of(Object.keys(value)), ...Object.values(value).map(placeOf)])
    return values.of(value as null | boolean | number | string)
  }
  return { records: records.map(placeOf), shapes: shapes.all, values: values.all }
}

/** Different values in the order in which they come. */
class Places<T> {
  readonly all: T[] = []
  readonly #places = new Map<string, number>()

  /** The place of a value; a new one goes to the end. */
  of(value: T): number {
    const key = JSON.stringify(value)
    const known = this.#places.get(key)
    if (known !== undefined) return known
    this.#places.set(key, this.all.length)
    return this.all.push(value) - 1
  }
}

const header = '// Generated from the data by scripts/generate.ts. Do not edit.'

/** A type whose values are names that the data use. */
type Union = [name: string, description: string, values: (string | null)[]]

/**
 * Writes the names that a dataset uses as types, so that a misspelt one is found by the compiler.
 *
 * @returns the text of a module
 */
export function namesOf(dataset: Dataset): string {
  return `${[header, ...unionsOf(dataset).map(written), axesOf(dataset)].join('\n\n')}\n`
}

function unionsOf({ flows, claims, findings, sources, roles, services }: Dataset): Union[] {
  const ids = (list: { id: string }[]) => list.map(({ id }) => id)
  const ends = flows.flatMap(({ from, to }) => [from, to])
  const addresses = ends.filter(({ kind }) => ['cidr', 'host', 'domain'].includes(kind))
  const ofKind = (wanted: string) => ids(roles.filter(({ kind }) => kind === wanted))
  const protocols = [...flows, ...claims].map(({ protocol }) => protocol)
  return [
    ['SourceId', 'Name of a source.', ids(sources)],
    ['Product', 'Product that documents are about.', sources.map(({ product }) => product)],
    ['Version', 'Version of a product.', sources.flatMap(({ versions }) => versions)],
    ['Deployment', 'Way of installing a product.', sources.flatMap(({ deployments }) => ids(deployments))],
    ['Role', 'Who talks.', ofKind('role')],
    ['Group', 'Several roles under one name.', ofKind('group')],
    ['Address', 'Address or host that documents name.', ids(addresses)],
    ['Protocol', 'Transport or IP protocol; `all` when any is meant.', protocols],
    ['Service', 'What listens.', ids(services)],
    ['Rule', 'Rule that has found something.', findings.map(({ rule }) => rule)],
  ]
}

function written([name, description, values]: Union): string {
  return `/** ${description} */\nexport type ${name} =${alternatives(values, '  ')}`
}

/** Conditions: their axes, and the values that flows have there. */
function axesOf({ flows }: Dataset): string {
  const all = flows.flatMap(({ when }) => Object.entries(when))
  const axes = [...new Set(all.map(([axis]) => axis))].sort().map(axis => {
    const values = all.filter(([other]) => other === axis).flatMap(([, value]) => value)
    return `  ${axis}:${alternatives(values, '    ')}`
  })
  return `/** The values that flows depend on, by their axis. */\nexport interface Axes {\n${axes.join('\n')}\n}`
}

function alternatives(values: (string | null)[], indent: string): string {
  const known = [...new Set(values.filter(value => value !== null))].sort()
  const line = known.map(literal).join(' | ') || 'never'
  if (line.length < 60) return ` ${line}`
  return known.map(value => `\n${indent}| ${literal(value)}`).join('')
}
