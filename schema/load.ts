import { readFileSync } from 'node:fs'

/** The schemas that a value can be checked against; `correction` is a whole corrections file. */
export const schemaNames = [
  'claim',
  'flow',
  'source',
  'fetched',
  'product',
  'correction',
  'finding',
  'change',
  'inventory',
] as const

/** Name of a schema: `claim` stands for `claim.schema.json`. */
export type SchemaName = (typeof schemaNames)[number]

/** As much of a JSON Schema as this room needs to know about. */
export interface JsonSchema {
  $id?: string
  $ref?: string
  $defs?: Record<string, JsonSchema>
  title?: string
  description?: string
  type?: string | string[]
  properties?: Record<string, JsonSchema>
  required?: string[]
  items?: JsonSchema
  anyOf?: JsonSchema[]
  then?: JsonSchema
  else?: JsonSchema
  examples?: unknown[]
  [keyword: string]: unknown
}

/**
 * Reads one schema from the file beside this module.
 * JSON modules would spare the reading, but Node 20 warns about them.
 */
export function loadSchema(name: SchemaName | 'common'): JsonSchema {
  return JSON.parse(readFileSync(new URL(`${name}.schema.json`, import.meta.url), 'utf8'))
}
