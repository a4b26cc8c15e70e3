import type { ErrorObject } from 'ajv/dist/2020.js'
import type { JsonSchema } from './load.ts'
import { nearest } from './nearest.ts'

const article = (type: string) => (type === 'null' ? type : /^[aio]/.test(type) ? `an ${type}` : `a ${type}`)
const listed = (values: unknown[]) => values.map(value => JSON.stringify(value)).join(', ')
const didYouMean = (name: string | undefined) => (name ? `; did you mean "${name}"?` : '')
const count = (n: number, one: string, many: string) => `${n} ${n === 1 ? one : many}`
const length = (value: unknown) => Object.keys(value as object).length

/** The value at fault, short enough for a message. */
export function shown(value: unknown): string {
  const text = JSON.stringify(value)
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}

/** Says which types are allowed; YAML reads an unquoted `2.8` as a number, hence the hint. */
export function explainTypes(types: string[], value: unknown): string {
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
export function explain(error: ErrorObject): string {
  return sentences[error.keyword]?.(error) ?? `${error.message}; got ${shown(error.data)}`
}
