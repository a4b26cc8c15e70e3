import type { ErrorObject } from 'ajv/dist/2020.js'
import type { JsonSchema } from './load.ts'
import { nearest } from './nearest.ts'

const article = (type: string) => (type === 'null' ? type : /^[aio]/.test(type) ? `an ${type}` : `a ${type}`)
const listed = (values: unknown[]) => values.map(value => JSON.stringify(value)).join(', ')
const didYouMean = (name: string | undefined) => (name ? `; did you mean "${name}"?` : '')
const count = (n: number, one: string, many: string) => `${n} ${n === 1 ? one : many}`
const length = (value: unknown) => Object.keys(value as object).length

/** The value at fault, short enough for a message. */
function shown(value: unknown): string {
  const text = JSON.stringify(value)
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}

/** Says which types are allowed; YAML reads an unquoted `2.8` as a number, hence the hint. */
function explainTypes(types: string[], value: unknown): string {
  const unquoted = types.includes('string') && ['number', 'boolean'].includes(typeof value)
  return `must be ${types.map(article).join(' or ')}; got ${shown(value)}${unquoted ? ' (put it in quotes)' : ''}`
}

function missing(error: ErrorObject): string {
  const property = (error.parentSchema as JsonSchema).properties?.[error.params.missingProperty]
  return `is missing; add it, for example ${shown(property?.examples?.[0])}`
}

function unknownName(error: ErrorObject): string {
  const allowed = Object.keys((error.parentSchema as JsonSchema).properties ?? {})
  const meant = nearest(error.params.additionalProperty, allowed)
  return `is not a known property${didYouMean(meant) || `; known are ${allowed.join(', ')}`}`
}

function notListed(error: ErrorObject): string {
  const allowed: string[] = error.params.allowedValues
  return `must be one of ${listed(allowed)}; got ${shown(error.data)}${didYouMean(nearest(String(error.data), allowed))}`
}

function unlike(error: ErrorObject): string {
  const example = (error.parentSchema as JsonSchema).examples?.[0]
  const like = example === undefined ? '' : `look like ${shown(example)}, that is, `
  return `must ${like}match ${error.params.pattern}; got ${shown(error.data)}`
}

function tooFewKeys(error: ErrorObject): string {
  const allowed = Object.keys((error.parentSchema as JsonSchema).properties ?? {})
  return `must have ${count(error.params.limit, 'property', 'properties')} or more of ${allowed.join(', ')}`
}

const tooFewItems = ({ params, data }: ErrorObject) =>
  `must have ${count(params.limit, 'item', 'items')} or more; got ${length(data)}`

const repeated = ({ params }: ErrorObject) =>
  `must not repeat an item; items ${params.i} and ${params.j}, counted from 0, are equal`

/** One sentence for each JSON Schema keyword that the schemas use. */
const sentences: Record<string, (error: ErrorObject) => string> = {
  required: missing,
  additionalProperties: unknownName,
  enum: notListed,
  pattern: unlike,
  minProperties: tooFewKeys,
  minItems: tooFewItems,
  uniqueItems: repeated,
  minLength: () => 'must not be empty',
  minimum: ({ params, data }) => `must be ${params.limit} or more; got ${shown(data)}`,
  maximum: ({ params, data }) => `must be ${params.limit} or less; got ${shown(data)}`,
}

/** Says in plain words what is wrong with a value and how to mend it. */
function explain(error: ErrorObject): string {
  return sentences[error.keyword]?.(error) ?? `${error.message}; got ${shown(error.data)}`
}

/** One thing that is wrong with a value. */
export interface Problem {
  /** JSON pointer to the field, empty for the value as a whole. */
  path: string
  /** What is wrong and how to mend it, to be read after the path. */
  message: string
}

/** These only report that something inside them failed, which is reported by itself. */
const wrappers = new Set(['anyOf', 'if', 'propertyNames'])

const escaped = (name: string) => name.replaceAll('~', '~0').replaceAll('/', '~1')

/** Ajv points at the object for a missing or unknown property; people look for the property. */
function pathOf({ instancePath, params }: ErrorObject): string {
  const property: string | undefined = params.missingProperty ?? params.additionalProperty
  return property === undefined ? instancePath : `${instancePath}/${escaped(property)}`
}

/** True when the value has a right type, that is, when something beside the type is reported for it. */
function typeFits(path: string, errors: ErrorObject[]): boolean {
  return errors.some(({ keyword, instancePath }) =>
    instancePath === path ? keyword !== 'type' : instancePath.startsWith(`${path}/`),
  )
}

/** The branches of `anyOf` each report their own type: joined, they make one statement. */
function typeProblem(path: string, errors: ErrorObject[]): Problem {
  const wrong = errors.filter(({ keyword, instancePath }) => keyword === 'type' && instancePath === path)
  const types = new Set<string>(wrong.flatMap(({ params }) => params.type))
  return { path, message: explainTypes([...types], wrong[0]?.data) }
}

/** Turns the errors of Ajv into problems, each once, in the order of the schema. */
export function toProblems(all: ErrorObject[]): Problem[] {
  const errors = all.filter(error => !wrappers.has(error.keyword))
  const problems = new Map<string, Problem>()
  for (const error of errors) {
    const isType = error.keyword === 'type'
    if (isType && typeFits(error.instancePath, errors)) continue
    const problem = isType
      ? typeProblem(error.instancePath, errors)
      : { path: pathOf(error), message: explain(error) }
    problems.set(`${problem.path} ${problem.message}`, problem)
  }
  return [...problems.values()]
}
