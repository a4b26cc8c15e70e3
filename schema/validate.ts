import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import { loadSchema, type SchemaName } from './load.ts'
import { type Problem, toProblems } from './problems.ts'
import type { SchemaTypes } from './types.ts'

/** A value does not have the shape that its schema describes. */
export class SchemaError extends Error {
  override readonly name = 'SchemaError'
  /** File that the value came from, or would go to. */
  readonly file: string
  /** Everything that is wrong with the value; never empty. */
  readonly problems: Problem[]

  constructor(file: string, problems: Problem[]) {
    super(problems.map(({ path, message }) => `${file}: ${path && `${path} `}${message}`).join('\n'))
    this.file = file
    this.problems = problems
  }
}

let ajv: Ajv2020 | undefined
const compiled = new Map<SchemaName, ValidateFunction>()

/** Built at first use: importing this module must not read files. */
function ajvWithShared(): Ajv2020 {
  ajv ??= new Ajv2020({ strict: true, allErrors: true, verbose: true }).addSchema(loadSchema('common'))
  return ajv
}

/** Schemas that others refer to, besides what all share. */
const parts: Partial<Record<SchemaName, SchemaName[]>> = {
  change: ['flow', 'finding'],
  finding: ['correction'],
}

function validatorFor(name: SchemaName): ValidateFunction {
  const known = compiled.get(name)
  if (known) return known
  for (const part of parts[name] ?? []) validatorFor(part)
  const made = ajvWithShared().compile(loadSchema(name))
  compiled.set(name, made)
  return made
}

/**
 * Checks a value against a schema and gives it back with its type.
 *
 * @param name which schema
 * @param value what was read or is about to be written; it is not changed
 * @param file where the value comes from, for the message
 * @throws {SchemaError} naming the file, each field at fault and how to mend it
 */
export function validate<Name extends SchemaName>(
  name: Name,
  value: unknown,
  file: string,
): SchemaTypes[Name] {
  const check = validatorFor(name)
  if (!check(value)) throw new SchemaError(file, toProblems(check.errors ?? []))
  return value as SchemaTypes[Name]
}
