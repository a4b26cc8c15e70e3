import { loadSchema, type SchemaName } from '../../schema/load.ts'
import type { SchemaTypes } from '../../schema/types.ts'

/** The valid values that a schema shows; each call reads them anew, so a test may change them. */
export function examplesOf<Name extends SchemaName>(name: Name): SchemaTypes[Name][] {
  return (loadSchema(name).examples ?? []) as SchemaTypes[Name][]
}

/** A schema's first example with the value at a JSON pointer replaced, or taken away by `undefined`. */
export function exampleWith(name: SchemaName, pointer: string, value: unknown): unknown {
  const example: unknown = examplesOf(name)[0]
  const keys = pointer.split('/').slice(1)
  const last = keys.pop()!
  // biome-ignore lint/suspicious/noExplicitAny: test data of any shape
  const parent = keys.reduce<any>((inner, key) => inner[key], example)
  if (value === undefined) delete parent[last]
  else parent[last] = value
  return example
}
